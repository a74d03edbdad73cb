"""Values and rules of warnings."""
