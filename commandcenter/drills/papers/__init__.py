"""Papers of plans and drills."""
