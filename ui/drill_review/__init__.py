"""Evaluation of drills and what follows: forms, observations, timings, summary, corrections."""
