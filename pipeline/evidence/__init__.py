"""How likely is it? Named decisions, and small questions with learned weights; no document in sight."""
