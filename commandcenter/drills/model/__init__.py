"""Values and rules of plans and drills."""
