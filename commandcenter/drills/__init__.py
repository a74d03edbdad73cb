"""Drills: plans, the year, scripts, the run on the real room, evaluation and what follows."""
