"""Collects a shift's handover, walks it through acceptance and seals it."""
