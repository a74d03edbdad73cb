"""What users can do with plans and drills."""
