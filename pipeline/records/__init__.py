"""From sections and tables to records."""
