"""What speaks for a reading: named decisions, and how sure a record is."""
