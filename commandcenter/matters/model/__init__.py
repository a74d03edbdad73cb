"""Open matters and clocks as values, and their rules as plain functions."""
