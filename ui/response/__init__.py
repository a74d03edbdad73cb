"""The page of emergency response: acts, matrix, consultations, evacuation, command."""
