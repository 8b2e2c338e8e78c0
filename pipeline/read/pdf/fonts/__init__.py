"""What the glyphs of a PDF's fonts are, by what they look like and not only by what their font says."""
