"""What pytest leaves alone: the programs that write the samples import fontTools, as nothing else does."""

collect_ignore = ["samples"]
