"""What users can do with open matters and clocks."""
