"""What raises and clears alarms, and what users can do with them."""
