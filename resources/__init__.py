"""Data files of the program: fonts, themes, words, default rules, the demo county."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Return where a data file lies."""
    return _ROOT.joinpath(*parts)
