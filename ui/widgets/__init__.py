"""Widgets, theme and words; nothing here knows the county's work."""
