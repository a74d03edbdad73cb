"""SQL of incidents and of the response to them."""
