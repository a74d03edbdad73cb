"""Reading a warning from bytes that nobody vouches for."""
