"""Work on one item after another, side by side, in processes of their own."""
