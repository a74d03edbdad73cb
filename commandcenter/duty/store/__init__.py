"""SQL of the duty part."""
