"""The page of alarms: what is unacknowledged, on the board, shelved; figures and definitions."""
