"""The window around the pages: navigation, messages, live refresh, background work."""
