"""SQL of warnings."""
