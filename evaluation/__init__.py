"""How good the records are: gold, scorer, what a change moved, and the training of confidence."""
