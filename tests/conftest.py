"""What pytest leaves alone: the programs that write the samples are no tests."""

collect_ignore = ["samples"]
