"""How likely is it? Small scored questions with learned weights; no document in sight."""
