"""Alarms as values, and their rules as plain functions."""
