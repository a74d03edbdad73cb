"""Who has a file open."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from commandcenter.database import filelock
from commandcenter.database.engine import Database
from commandcenter.database.errors import InUse

HOLD = """
import sys
from pathlib import Path
from commandcenter.database import filelock
with getattr(filelock, sys.argv[1])(Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(tmp_path):
    """Hold a lock in another program."""
    with ExitStack() as programs:

        def _held(kind: str) -> "subprocess.Popen[str]":
            program = subprocess.Popen(
                [sys.executable, "-c", HOLD, kind, tmp_path / "county.db"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[2],
            )
            programs.enter_context(program)
            assert program.stdout.readline() == "held\n"
            programs.callback(program.communicate)
            return program

        yield _held


def test_several_programs_share_a_file(tmp_path, held):
    held("shared")

    with filelock.shared(tmp_path / "county.db"), filelock.shared(tmp_path / "county.db"):
        pass


def test_nobody_is_alone_while_another_has_it_open(tmp_path, held):
    program = held("shared")

    with pytest.raises(InUse, match=r"county\.db"), filelock.alone(tmp_path / "county.db"):
        pass

    program.kill()
    program.wait()
    with filelock.alone(tmp_path / "county.db"):
        pass


def test_nobody_opens_what_is_being_replaced(tmp_path, held):
    held("alone")

    with pytest.raises(InUse), filelock.shared(tmp_path / "county.db"):
        pass


def test_one_program_cannot_be_alone_twice(tmp_path):
    file = tmp_path / "county.db"

    with filelock.alone(file), pytest.raises(InUse), filelock.alone(file):
        pass


def test_an_open_database_is_locked_until_it_is_closed(sqlite_address):
    db = Database(sqlite_address)
    with pytest.raises(InUse), filelock.alone(sqlite_address.file):
        pass

    db.close()

    with filelock.alone(sqlite_address.file):
        pass
