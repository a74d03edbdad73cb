"""The other end of `driver.py`: starts a workstation and asks what its officer sees."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.county_hall import PASSWORD

DRIVER = Path(__file__).with_name("driver.py")
ROOT = Path(__file__).parents[2]

PATIENCE_S = 30.0


class Workstation:
    """A program in a process of its own.

    Attributes:
        folder: Its settings and its station file; another workstation on the same folder
            stands for the same computer, started again.
    """

    def __init__(self, folder: Path, *, language: str = "en") -> None:
        self.folder = folder
        self._language = language
        folder.mkdir(parents=True, exist_ok=True)
        self._errors = (folder / "errors.txt").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", str(DRIVER), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
            env=os.environ
            | {
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": str(ROOT),
                "PYTHONWARNINGS": "error",
                "HOME": str(folder),
            },
        )
        self._is_ready = False

    def tell(self, do: str, **arguments: object) -> Any:
        """Tell the driver something and return its answer."""
        assert self._process.stdin is not None
        self._await_ready()
        self._process.stdin.write(json.dumps({"do": do, **arguments}).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer()

    def open(self, address: str) -> None:
        """Open a county and wait until somebody can sign in."""
        self.tell("open", address=address, language=self._language)
        self.wait_until(lambda seen: seen["asks_who"] and seen["is_idle"])

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in by keys and wait until the first page has read everything."""
        self.tell("choose_account", login=login)
        self.tell("write", text=password)
        self.tell("press", keys=["Return"])
        self.wait_until(lambda seen: seen["is_at_work"] and seen["is_idle"])

    def press(self, *keys: str) -> None:
        """Press keys, such as `F2` or `Ctrl+E`."""
        self.tell("press", keys=list(keys))

    def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.tell("write", text=text)

    def look(self) -> Any:
        """Return what is on screen."""
        return self.tell("look")

    def wait_until(self, is_so: Callable[[Any], bool], *, of: str = "look") -> Any:
        """Return what is on screen as soon as it is so."""
        ends_s = time.monotonic() + PATIENCE_S
        while True:
            seen = self.tell(of)
            if is_so(seen):
                return seen
            assert time.monotonic() < ends_s, seen
            time.sleep(0.03)  # what is asked costs the program that is watched its time

    def settle(self) -> Any:
        """Wait until nothing is read or written any more; return what is on screen."""
        return self.wait_until(lambda seen: seen["is_idle"])

    def record(self, text: str) -> str:
        """Record an entry by keys; return what the message bar says."""
        self.press("F2")
        self.write(text)
        self.press("Return")
        self.wait_until(
            lambda drafts: all(draft["content"] != text for draft in drafts), of="drafts"
        )
        message: str = self.look()["message"]
        return message

    def kill(self) -> None:
        """End the process as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._finish()

    def close(self) -> int:
        """Close the window and wait for the end; return the exit code."""
        if self._process.poll() is None:
            self.tell("close")
        return self._finish()

    def give_up(self) -> None:
        """End the process if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
        self._finish()

    def errors(self) -> str:
        """Return what was written to the error output."""
        return (self.folder / "errors.txt").read_text()

    def _finish(self) -> int:
        code = self._process.wait(PATIENCE_S)
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None and not stream.closed:
                stream.close()
        return code

    def _await_ready(self) -> None:
        if not self._is_ready:
            assert self._answer() == "ready"
            self._is_ready = True

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self.errors()
        answer = json.loads(line)
        assert "failure" not in answer, answer["failure"]
        return answer["value"]
