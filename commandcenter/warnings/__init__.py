"""Warnings of other authorities: taken in, checked, passed on, answered."""
