"""Rescue teams: roster, readiness, dispatch, who can be there first."""
