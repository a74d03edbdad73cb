"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandcenter.kernel.errors import CommandCenterError

ROOT = Path(__file__).parents[1]
ROOMS = ("commandcenter", "ui", "resources")
SOURCES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if "__pycache__" not in path.parts
)
MOST_LINES = 400
# Migrations are literal and never edited again.
READ = [path for path in SOURCES if "versions" not in path.parts]
PRINTING = ROOT / "ui" / "documents"


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_readable(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_module_is_named_after_nothing():
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "part2"}
    assert [path for path in SOURCES if path.stem in vague] == []


def test_the_window_never_blocks():
    for path in (ROOT / "ui").rglob("*.py"):
        assert not {"processEvents", "sleep"} & set(calls(path)), path
        if path.parent.name != "app" and PRINTING not in path.parents:
            assert "exec" not in set(calls(path)), path


def test_the_sqlite_library_is_used_in_few_places():
    users = {path.name for path in SOURCES if any("sqlcipher3" in name for name in imports(path))}
    assert users <= {"sqlite.py", "copies.py"}
    assert [path for path in SOURCES if "sqlite3" in set(imports(path))] == []


def test_colours_stand_in_the_themes_alone():
    literal = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']""")
    assert [path for path in (ROOT / "ui").rglob("*.py") if literal.search(path.read_text())] == []


def test_rules_and_services_never_ask_for_the_time():
    asking = {
        path
        for path in (ROOT / "commandcenter").rglob("*.py")
        if re.search(r"datetime\.now\(|date\.today\(|time\.time\(", path.read_text())
    }
    # The kernel's one function, and names of backup files.
    assert {path.name for path in asking} <= {"times.py", "copies.py"}


def kinds(base: type[CommandCenterError] = CommandCenterError) -> Iterator[type]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_expected_error_has_a_sentence_of_its_own():
    for path in SOURCES:
        if path.is_relative_to(ROOT / "commandcenter") and "migrations" not in path.parts:
            __import__(
                ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
    found = [kind for kind in kinds() if kind.__module__.startswith(("commandcenter", "ui"))]
    assert len(found) > 20
    assert [kind for kind in found if "sentence" not in vars(kind)] == []
    assert len({kind.sentence for kind in found}) == len(found)
