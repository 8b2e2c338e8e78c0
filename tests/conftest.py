"""What pytest leaves alone: the programs that write the samples import fontTools, that nobody else needs."""

collect_ignore = ["samples"]
