"""Values and rules of the duty part."""
