"""What users can do in the directory."""
