"""Incidents: what happened, how bad it is, who was told, how the county responds."""
