"""Areas, organisations, people, accounts and rights, rule rows and dictionaries."""
