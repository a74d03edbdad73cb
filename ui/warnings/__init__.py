"""Windows of warnings (预警): what is in force, who was called, hotspots, sources."""
