"""What users can do with warnings."""
