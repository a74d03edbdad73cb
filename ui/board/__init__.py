"""The page of the live board (态势)."""
