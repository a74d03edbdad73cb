"""Values and rules of incidents and of the response to them."""
