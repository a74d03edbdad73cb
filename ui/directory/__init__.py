"""The management page: people, accounts, rules and who keeps watch."""
