"""What people do about records: look at them beside the page, correct them, and have that kept."""
