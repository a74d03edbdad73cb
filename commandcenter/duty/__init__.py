"""Shifts and the duty log."""
