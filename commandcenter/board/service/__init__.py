"""What the board can tell, and what time alone brings about."""
