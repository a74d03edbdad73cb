"""System libraries that a fresh Linux lacks are named with their package."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from commandcenter.kernel.words import translation
from ui.app import libraries

STARTING = """
import sys
from ui.__main__ import program
from ui.app import libraries
libraries.FOR_X11["libnot-there.so.7"] = "libnot-there7"
program(["--database", "no.db", "--lang", sys.argv[1]])
"""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the wheels bring them")


def start(lang):
    own = {"DISPLAY": ":77", "PYTHONPATH": os.pathsep.join(sys.path)}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
    return subprocess.run(
        [sys.executable, "-c", STARTING, lang],
        check=False,
        capture_output=True,
        text=True,
        env=kept | own,
    )


@LINUX
@pytest.mark.parametrize(("lang", "words"), [("en", "missing"), ("zh", "缺")])
def test_a_missing_library_ends_the_start_with_one_sentence_and_the_package(lang, words):
    done = start(lang)
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert words in line
    assert re.search(r"apt-get install .*\blibnot-there7\b", line)


def test_a_library_that_is_there_is_not_missed():
    assert libraries.missing({"libc.so.6": "libc6"} if sys.platform == "linux" else {}) == []
    assert libraries.missing({"libnot-there.so.7": "libnot-there7"}) == ["libnot-there7"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "minimal:enable_fonts"}, False),
        ({"QT_QPA_PLATFORM": "linuxfb"}, True),
    ],
)
@LINUX
def test_a_screen_is_known_by_what_the_session_says(monkeypatch, settings, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert libraries.has_display() is expected


@LINUX
def test_pictures_need_nothing_of_a_screen(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert not libraries.FOR_X11.keys() & libraries.needed(has_display=False).keys()
    assert libraries.FOR_X11.keys() <= libraries.needed(has_display=True).keys()
    monkeypatch.delenv("DISPLAY")
    assert not libraries.FOR_X11.keys() & libraries.needed(has_display=True).keys()
    assert libraries.FOR_WAYLAND.keys() <= libraries.needed(has_display=True).keys()


@LINUX
@pytest.mark.parametrize("plugin", ["libqxcb.so", "libqwayland.so", "libqoffscreen.so"])
def test_whatever_qt_misses_on_this_computer_is_in_the_tables(plugin):
    [place] = find_spec("PySide6").submodule_search_locations
    file = Path(place) / "Qt" / "plugins" / "platforms" / plugin
    asked = subprocess.run(["ldd", file], check=True, capture_output=True, text=True).stdout
    missed = set(re.findall(r"(\S+) => not found", asked))
    known = {**libraries.ALWAYS, **libraries.FOR_X11, **libraries.FOR_WAYLAND}
    assert missed <= known.keys()


def test_the_sentence_names_every_package():
    sentence = libraries.complaint(["libegl1", "libgl1"], translation("en"))
    assert sentence.endswith("apt-get install libegl1 libgl1")
