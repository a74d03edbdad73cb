"""Starts the program and puts its parts together."""
