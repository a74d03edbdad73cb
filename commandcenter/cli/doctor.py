"""`commandcenter doctor`: what an administrator wants to know first."""

import platform
import shutil
import sys
from importlib import metadata

import click

from commandcenter.cli.opening import station_folder
from commandcenter.cli.running import REFUSED, Terminal, lang_option, speaking
from commandcenter.database import ballast, gate, heads, sqlite
from commandcenter.database.address import Address, parse
from commandcenter.database.engine import open_engine
from commandcenter.database.faults import translated
from commandcenter.database.schema import VERSION
from commandcenter.database.tx import Tx
from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.words import N_

GIGABYTE = 2**30


@click.command()
@click.option("--database", "address", envvar="COMMANDCENTER_DATABASE", metavar="URL")
@lang_option
def doctor(address: str | None, lang: str) -> None:
    """Say what this installation has, and whether a database fits it; exit 1 if not."""
    with speaking(lang) as terminal:
        _program(terminal)
        if address is not None:
            place = parse(address)
            _file(terminal, place)
            if not _database(terminal, place):
                sys.exit(REFUSED)


def _program(terminal: Terminal) -> None:
    version = metadata.version("commandcenter")
    terminal.say(
        N_("Program: {version}, Python {python}"), version=version, python=platform.python_version()
    )
    sqlite.check_library(sqlite.dbapi2.sqlite_version_info)
    library = ".".join(map(str, sqlite.dbapi2.sqlite_version_info))
    terminal.say(N_("SQLite library: {version}, safe"), version=library)
    terminal.say(N_("Schema version: {version}"), version=VERSION)
    terminal.say(N_("Station folder: {path}"), path=station_folder())


def _file(terminal: Terminal, place: Address) -> None:
    if place.file is None:
        return
    sqlite.refuse_network(place.file)
    folder = place.file.absolute().parent
    if folder.exists():
        free = shutil.disk_usage(folder).free / GIGABYTE
        terminal.say(N_("Free space: {free:.1f} GB"), free=free)
    has_reserve = ballast.path_beside(place.file).exists()
    terminal.say(
        N_("Reserve for a full disk: there") if has_reserve else N_("Reserve for a full disk: none")
    )


def _database(terminal: Terminal, place: Address) -> bool:
    if place.file is not None and not place.file.exists():
        terminal.say(N_("No database there."))
        return False
    engine = open_engine(place)
    try:
        with translated(), engine.connect() as connection:
            tx = Tx(connection=connection, is_sqlite=place.is_sqlite)
            gate.check(tx, place.shown())
            terminal.say(N_("Database: fits, all guards in place"))
            terminal.say(N_("Database number: {id}"), id=heads.database_id(tx))
    except CommandCenterError as error:
        click.echo(error.said(terminal.words), err=True)
        return False
    finally:
        engine.dispose()
    return True
