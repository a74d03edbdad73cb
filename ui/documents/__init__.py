"""The documents page: papers made, looked at, kept and printed."""
