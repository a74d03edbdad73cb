"""Plans, the year of drills, scripts, the run console, evaluation and what follows."""
