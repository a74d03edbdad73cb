"""System libraries that Qt needs and a fresh Linux may lack.

Qt itself would end the program with a traceback, or without a word.
"""

import ctypes
import os
import sys
from collections.abc import Mapping

from commandcenter.kernel.words import N_, Translate

MISSING = N_(
    "System libraries that the windows need are missing. Install them with:"
    " apt-get install {packages}"
)

# Library and the Debian package that brings it.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FOR_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
# Platforms of Qt that draw into memory.
_WITHOUT_SCREEN = ("offscreen", "minimal")


def has_display() -> bool:
    """Say whether there is a screen to show a window on."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen in _WITHOUT_SCREEN:
        return False
    if chosen or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing(libraries: Mapping[str, str]) -> list[str]:
    """Return the packages whose library cannot be loaded."""
    return [package for name, package in libraries.items() if not _loads(name)]


def needed(*, has_display: bool) -> dict[str, str]:
    """Return the libraries that a start needs; none outside Linux, where wheels bring them."""
    if not sys.platform.startswith("linux"):
        return {}
    # Qt takes Wayland's only where there is no X server to fall back to.
    window = FOR_X11 if os.environ.get("DISPLAY") else FOR_WAYLAND
    return {**ALWAYS, **window} if has_display else ALWAYS


def complaint(packages: list[str], words: Translate) -> str:
    """Return the one sentence that names the packages to install."""
    return words(MISSING).format(packages=" ".join(packages))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
