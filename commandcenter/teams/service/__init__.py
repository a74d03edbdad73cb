"""What users can do with rescue teams."""
