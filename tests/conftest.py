"""What pytest leaves alone: the programs that write the samples import fontTools, which nothing else needs."""

collect_ignore = ["samples"]
