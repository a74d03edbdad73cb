"""The command `commandcenter`, as it is called."""

import os
import subprocess
import sys

import pytest

from commandcenter.cli.commands import COMMANDS
from ui.__main__ import OWN_COMMANDS, program
from ui.app.demo import SCALES
from ui.widgets import theme


def call(*arguments, **variables):
    """Run the command without a screen."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DISPLAY", "WAYLAND_DISPLAY", "COMMANDCENTER_DATABASE"}
        and not key.startswith("QT_")
    }
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=kept | {"PYTHONPATH": os.pathsep.join(sys.path)} | variables,
    )


def test_without_a_county_it_says_how_to_get_one():
    done = call("--lang", "en")
    assert done.returncode == 2
    assert done.stderr == (
        "Name a county: commandcenter --database FILE. Or try one out: commandcenter demo.\n"
    )
    chinese = call()
    assert (chinese.returncode, chinese.stdout) == (2, "")
    assert "commandcenter demo" in chinese.stderr
    assert chinese.stderr != done.stderr


def test_without_a_screen_it_points_to_the_commands(tmp_path):
    done = call("--database", str(tmp_path / "county.db"), "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no screen")
    by_variable = call("--lang", "en", COMMANDCENTER_DATABASE="county.db")
    assert by_variable.stderr == done.stderr


@pytest.mark.parametrize("name", sorted({**COMMANDS, **OWN_COMMANDS}))
def test_every_command_is_there_and_says_what_it_does(name):
    command = program.get_command(None, name)
    assert command is not None
    assert command.help


def test_asking_for_help_loads_neither_qt_nor_the_database_library():
    script = (
        "import sys; from click.testing import CliRunner; from ui.__main__ import program;"
        "print(CliRunner().invoke(program, ['--version']).output, *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ", version " in done.stdout.splitlines()[0]
    assert not {"PySide6", "sqlalchemy", "reportlab"} & set(done.stdout.split())


def test_an_unknown_command_is_refused():
    done = call("dance")
    assert done.returncode == 2
    assert "No such command" in done.stderr


@pytest.mark.parametrize("size", ["1280", "0x0", "wide", "99999x720", "-5x720"])
def test_a_size_that_is_none_is_refused_with_an_example(tmp_path, size):
    out = tmp_path / "picture.png"
    done = call("screenshot", "duty", "--size", size, "--out", str(out), "--database", "county.db")
    assert done.returncode == 2
    assert "1280x720" in done.stderr
    assert not out.exists()


def test_a_picture_of_a_county_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    missing = str(tmp_path / "missing.db")
    done = call("screenshot", "duty", "--out", "x.png", "--database", missing, "--lang", "en")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no county in")
    assert "Traceback" not in done.stderr


def test_every_scale_of_the_window_can_be_pictured():
    assert tuple(map(str, theme.SCALES)) == SCALES
