"""Plain Python that every part stands on: errors, times, identifiers, text and words."""
