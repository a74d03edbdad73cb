"""Lists of records with an editor at their side, for the parts that keep such lists."""
