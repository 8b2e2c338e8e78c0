"""Pages that are pictures: ink, lines and words of it, read by Tesseract and put right."""
