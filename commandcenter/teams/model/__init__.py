"""Values and rules of rescue teams."""
