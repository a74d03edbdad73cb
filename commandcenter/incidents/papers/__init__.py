"""Papers of incidents and of the response to them: values in, bytes out."""
