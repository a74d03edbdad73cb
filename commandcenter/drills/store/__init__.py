"""SQL of plans and drills."""
