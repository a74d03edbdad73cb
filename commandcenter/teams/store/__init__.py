"""SQL of rescue teams."""
