"""The handover page: what this shift gives to the next, walked through and sealed."""
