"""Tables of rescue teams."""
