"""Every icon that is named anywhere exists."""

import ast
from pathlib import Path

import ui
from ui.widgets import glyphs

NAME_AT = {("icons", "paint"): 2, ("icons", "icon"): 0}  # which argument is the name


def named_icons(source):
    """Yield the names written as `icon="..."` or handed to the drawing functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "icon":
            yield from constants(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = (getattr(node.func.value, "id", ""), node.func.attr)
            if called in NAME_AT and len(node.args) > NAME_AT[called]:
                yield from constants(node.args[NAME_AT[called]])


def constants(node):
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
            yield part.value


def test_every_icon_named_in_the_program_is_in_the_font():
    [root] = ui.__path__
    unknown = {
        (file.name, name)
        for file in Path(root).rglob("*.py")
        for name in named_icons(file.read_text("utf-8"))
        if name not in glyphs._glyphs()
    }
    assert unknown == set()
