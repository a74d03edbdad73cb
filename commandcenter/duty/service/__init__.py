"""What users can do with shifts and the duty log."""
