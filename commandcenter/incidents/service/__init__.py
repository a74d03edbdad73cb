"""What users can do with incidents and with the response to them."""
