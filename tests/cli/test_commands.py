"""Every command: documented, reachable, without a window."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.words import translation
from ui.__main__ import program

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands(group: click.Group = program, name: str = "commandcenter") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        found[f"{name} {word}"] = command
        if isinstance(command, click.Group):
            found |= commands(command, f"{name} {word}")
    return found


COMMANDS = commands()
LEAVES = {name: one for name, one in COMMANDS.items() if not isinstance(one, click.Group)}


def chapter(name: str) -> str:
    """Return what the manual says of a command."""
    found = re.search(rf"### `{re.escape(name)}[^`]*`\n(.*?)(?=\n##|\Z)", MANUAL, re.DOTALL)
    assert found, name
    return found[1]


@pytest.mark.parametrize("name", LEAVES)
def test_the_manual_has_a_chapter_on_every_command_with_all_its_options(name):
    shared = MANUAL.partition("## What all commands share")[2].partition("\n## ")[0]
    papers = MANUAL.partition("## Papers")[2].partition("\n###")[0]
    text = chapter(name) + shared + (papers if " export " in name else "")
    for parameter in LEAVES[name].params:
        if isinstance(parameter, click.Argument):
            assert f"### `{name} {parameter.name.upper()}`" in MANUAL
            continue
        assert f"`{parameter.opts[0]}" in text, parameter.opts[0]
        if parameter.envvar:
            assert f"`{parameter.envvar}`" in text
        if isinstance(parameter.type, click.Choice):
            for choice in parameter.type.choices:
                assert choice in text, choice


def test_the_manual_has_no_chapter_on_what_is_not_there():
    chapters = set(re.findall(r"### `(commandcenter[a-z -]*)", MANUAL))
    assert {name.strip() for name in chapters} == {*LEAVES, "commandcenter"}


def test_the_manual_quotes_the_sentences_that_are_said():
    words = translation("zh")
    said = {"".join(re.split(r"{[^}]*}", words(kind.sentence))) for kind in sentences()}
    table = MANUAL.partition("## Sentences and what to do")[2]
    quoted = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[2:]
    assert len(quoted) > 8
    for quote in quoted:
        pieces = [piece.strip() for piece in quote.split("…") if piece.strip()]
        assert any(
            all(piece.replace(" ", "") in one.replace(" ", "") for piece in pieces) for one in said
        ), quote


def sentences():
    def kinds(base):
        for kind in base.__subclasses__():
            yield kind
            yield from kinds(kind)

    return [kind for kind in kinds(CommandCenterError) if "sentence" in vars(kind)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    result = run(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    assert COMMANDS[name].help


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("log",), ("log", "add"), ("export", "duty-log"), ("verify", "--lang", "fr")],
)
def test_what_is_written_wrongly_is_usage(run, arguments):
    assert run(*arguments).exit_code == 2


def test_a_command_needs_no_qt(url, tmp_path):
    code = (
        "import sys; from ui.__main__ import program;"
        "program(sys.argv[1:], standalone_mode=False);"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "doctor", "--database", url, "--lang", "en"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"COMMANDCENTER_STATION": str(tmp_path)},
        cwd=ROOT,
    )
    assert "Database: fits" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_installed_program_ends_with_the_commands_exit_code(tmp_path):
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from ui.__main__ import main; main()"),
            *("verify", "--database", str(tmp_path / "none.db")),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COMMANDCENTER_STATION": str(tmp_path), "COMMANDCENTER_LANG": "zh"},
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有县库" in done.stderr
    assert "Traceback" not in done.stderr
