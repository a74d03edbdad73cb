"""Tables of warnings."""
