"""The page that looks back at how incidents were reported."""
