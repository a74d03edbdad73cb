"""What the county does: rules, records, use cases, documents. Imports no Qt."""
