"""Alarms: what needs somebody to act now, until somebody said so and it is over."""
