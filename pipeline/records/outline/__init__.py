"""Records in running text: plans told in headings, items and sentences."""
