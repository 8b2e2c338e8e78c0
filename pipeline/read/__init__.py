"""Reading a file into a Document."""
