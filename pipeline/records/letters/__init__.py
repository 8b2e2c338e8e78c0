"""Official letters: their lines, their parts, and what each says."""
