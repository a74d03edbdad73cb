"""Reading the theme files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources

THEMES = ("light", "dark", "high_contrast")  # what a user may choose
WALL = "wall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one theme, by role.

    Attributes:
        outline_px: Width of the line round cards; 0 where surfaces suffice.
    """

    name: str
    is_dark: bool
    outline_px: int
    colors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Lengths in px at 100 %, and durations in ms; the same in all themes."""

    type: Mapping[str, int]
    space: Mapping[str, int]
    size: Mapping[str, int]
    motion: Mapping[str, int]


@cache
def tokens(name: str) -> Tokens:
    """Read the colours of a theme."""
    content = _read(name)
    meta = content["meta"]
    return Tokens(
        name=meta["name"],
        is_dark=meta["dark"],
        outline_px=int(meta["outlines"]),
        colors=content["color"],
    )


@cache
def sizes() -> Sizes:
    """Read the lengths."""
    return Sizes(**_read("sizes"))


def _read(name: str) -> dict[str, Any]:
    with resources.path("themes", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
