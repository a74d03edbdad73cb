"""Durations of a drill, to the second."""

_MINUTE, _HOUR = 60, 3_600


def span_s(seconds: int) -> str:
    """Return a duration as M:SS, from an hour on as H:MM:SS."""
    hours, rest = divmod(abs(seconds), _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
