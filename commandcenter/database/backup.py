"""Backups that count: made in one step, opened and verified before they get their name."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from commandcenter.database import copies, faults, filelock, migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.errors import FileExists, NoCounty
from commandcenter.kernel.errors import CommandCenterError, Rejected, Unavailable
from commandcenter.kernel.words import N_, Translate


class NoSuchBackup(Rejected):
    """The file to restore from is not there."""

    sentence = N_("There is no backup {path}. Check the name.")


class NotIntact(CommandCenterError):
    """The copy does not verify, so it does not count as a backup."""

    sentence = N_("The copy does not verify: {problem} Run 'commandcenter verify' on the original.")

    def __init__(self, problem: verify.Problem) -> None:
        super().__init__(problem=problem.said(str))
        self._problem = problem

    def said(self, translate: Translate) -> str:
        """Return the sentence with the problem in the language of *translate*."""
        return translate(self.sentence).format(problem=self._problem.said(translate))


class ToolMissing(Rejected):
    """A server is backed up with PostgreSQL's own programs."""

    sentence = N_("'{tool}' was not found. Install the PostgreSQL client programs, then try again.")


class ToolFailed(Unavailable):
    """PostgreSQL's own program said no."""

    sentence = N_("'{tool}' failed: {message}")


def backup(address: Address, target: Path, evidence: Sequence[verify.Source]) -> verify.Report:
    """Copy a database that may be in use, and verify the copy.

    A server's copy cannot be opened without a server, so there the original is verified.

    Raises:
        FileExists: The target is there already.
        NoCounty: There is nothing to copy.
        NotIntact, Damaged: The copy is no good; it was removed.
        ToolMissing, ToolFailed: PostgreSQL's own program could not do it.
    """
    if target.exists():
        raise FileExists(path=target)
    if address.file is not None and not address.file.exists():
        raise NoCounty(place=address.shown())
    target.parent.mkdir(parents=True, exist_ok=True)
    with faults.translated(), _growing(target) as partial:
        if address.file is None:
            report = _verified(address, evidence)
            _run_tool("pg_dump", address, "--format=custom", f"--file={partial}")
        else:
            copies.copy_file(address.file, partial)
            report = _checked(partial, evidence)
        partial.replace(target)
        copies.sync_folder(target.parent)
    return report


def restore(
    backup_file: Path, address: Address, evidence: Sequence[verify.Source]
) -> verify.Report:
    """Put a backup in the place of a database; an existing file is kept under another name.

    A backup of an older version is brought to this program's version. A database of a
    server has to be empty.

    Raises:
        NoSuchBackup: There is nothing to restore from.
        NotIntact, Damaged: The backup is no good; a file was not changed.
        InUse: Somebody has the database open; nothing was changed.
        FileExists: The database of the server is not empty; nothing was changed.
        ToolMissing, ToolFailed: PostgreSQL's own program could not do it.
    """
    if not backup_file.exists():
        raise NoSuchBackup(path=backup_file)
    if address.file is None:
        return _restore_on_server(backup_file, address, evidence)
    address.file.parent.mkdir(parents=True, exist_ok=True)
    with faults.translated(), filelock.alone(address.file), _growing(address.file) as partial:
        copies.copy_untouched(backup_file, partial)
        migrate.upgrade_copy(partial)
        report = _checked(partial, evidence)
        if address.file.exists():
            copies.set_aside(address.file, copies.backup_name(address.file, "replaced"))
        partial.replace(address.file)
        copies.sync_folder(address.file.parent)
    return report


def _restore_on_server(
    backup_file: Path, address: Address, evidence: Sequence[verify.Source]
) -> verify.Report:
    if not migrate.is_empty(address):
        raise FileExists(path=address.shown())
    _run_tool("pg_restore", address, "--exit-on-error", "--single-transaction", str(backup_file))
    migrate.migrate(address)
    return _verified(address, evidence)


@contextmanager
def _growing(target: Path) -> Iterator[Path]:
    partial = target.with_name(target.name + ".partial")
    copies.remove(partial)
    try:
        yield partial
    finally:
        copies.remove(partial)
        filelock.lock_path(partial).unlink(missing_ok=True)


def _checked(path: Path, evidence: Sequence[verify.Source]) -> verify.Report:
    copies.check_file(path)
    report = _verified(Address.of_file(path), evidence)
    copies.settle(path)
    return report


def _verified(address: Address, evidence: Sequence[verify.Source]) -> verify.Report:
    db = Database(address)
    try:
        with db.read() as tx:
            report = verify.run(tx, evidence)
    finally:
        db.close()
    if report.problem is not None:
        raise NotIntact(report.problem)
    return report


def _run_tool(tool: str, address: Address, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ToolMissing(tool=tool)
    url = URL.create(**address.url._asdict() | {"drivername": "postgresql", "password": None})
    secret = {"PGPASSWORD": str(address.url.password)} if address.url.password else {}
    done = subprocess.run(  # noqa: S603 - a program by its own name, no shell
        [program, *arguments, f"--dbname={url.render_as_string()}"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | secret,  # every user of the computer can read the arguments
    )
    if done.returncode:
        raise ToolFailed(tool=tool, message=(done.stderr.strip().splitlines() or ["?"])[-1])
