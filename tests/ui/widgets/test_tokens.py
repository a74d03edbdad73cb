"""Colours that can be told apart by everybody, and nowhere else than in the theme files."""

import re
from itertools import product
from pathlib import Path

import pytest

import resources
import ui
from ui.widgets.tokens import THEMES, WALL, sizes, tokens

WARNINGS = ("red", "orange", "yellow", "blue")
GROUNDS = ("surface", "surface_raised", "surface_sunken", "hover", "selection")
TEXT_PAIRS = [
    *product(("text", "text_quiet"), (*GROUNDS, "ok_surface", "accent_surface")),
    *product(("accent_text",), (*GROUNDS, "accent_surface")),
    *product(("stale",), ("surface", "surface_raised")),
    *product(("offline",), ("surface", "surface_raised")),
    *product(("text_inverse",), ("accent", "drill", *WARNINGS)),
    *((f"{color}_text", f"{color}_surface") for color in (*WARNINGS, "drill")),
    *product([f"{color}_text" for color in (*WARNINGS, "drill")], ("surface_raised",)),
    *product(("text",), [f"{color}_surface" for color in (*WARNINGS, "drill")]),
    ("ok", "surface_raised"),
    ("surface_raised", "text"),
]
SHAPE_PAIRS = [
    *product(WARNINGS, ("surface", "surface_raised", "selection")),
    *((color, f"{color}_surface") for color in (*WARNINGS, "drill", "ok")),
    *product(("accent", "focus"), ("surface", "surface_raised", "surface_sunken", "selection")),
    *product(("line_strong",), ("surface_raised", "surface_sunken")),
    ("ok", "surface"),
    ("drill", "surface_raised"),
    ("text_inverse", "yellow"),
]
LITERAL = re.compile(
    r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(\s*\d|GlobalColor\.(?!transparent)|QColor\(\s*\d"
)


def luminance(hexadecimal):
    channels = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme, one, other):
    colors = tokens(theme).colors
    lighter, darker = sorted((luminance(colors[one]), luminance(colors[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [*THEMES, WALL])
def test_every_text_can_be_read_on_every_ground_it_stands_on(theme):
    needed = 7 if theme == "high_contrast" else 4.5
    poor = [pair for pair in TEXT_PAIRS if contrast(theme, *pair) < needed]
    assert poor == []


@pytest.mark.parametrize("theme", [*THEMES, WALL])
def test_every_shape_stands_out_from_its_ground(theme):
    assert [pair for pair in SHAPE_PAIRS if contrast(theme, *pair) < 3] == []


def test_all_themes_have_the_same_roles():
    roles = {theme: set(tokens(theme).colors) for theme in (*THEMES, WALL)}
    assert len({frozenset(names) for names in roles.values()}) == 1


def test_no_colour_is_written_outside_the_theme_files():
    [root] = ui.__path__
    written = [
        f"{file.name}:{number}"
        for file in sorted(Path(root).rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if LITERAL.search(line)
    ]
    assert written == []


def test_the_style_sheet_names_only_tokens_that_exist():
    sheet = resources.path("themes", "base.qss").read_text("utf-8")
    named = set(re.findall(r"\{([a-z0-9_]+)\}", sheet))
    known = {*tokens("light").colors, *sizes().type, *sizes().size, "outline", "icons"}
    assert named - known == {"accent"} - known
    assert not LITERAL.search(re.sub(r"QWidget#\w+|QLineEdit#\w+", "", sheet))
