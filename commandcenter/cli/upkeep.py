"""Commands for whoever looks after the database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO
from uuid import UUID

import click

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.cli.opening import complete, station_folder
from commandcenter.cli.running import (
    REFUSED,
    Terminal,
    county,
    database_option,
    json_option,
    lang_option,
    speaking,
)
from commandcenter.database import backup as copies
from commandcenter.database import faults, heads, journal_export, migrate, verify
from commandcenter.database.address import parse
from commandcenter.database.engine import open_engine
from commandcenter.database.errors import GuardsMissing
from commandcenter.database.journal import GENESIS
from commandcenter.database.station import Station
from commandcenter.database.tx import Tx
from commandcenter.database.verify import Anchor
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

INTACT = N_("Intact: {rows} entries of the journal, {anchors} heads from elsewhere compared.")
HEAD = N_("Head: {seq} {hash}")
BROKEN = N_("NOT INTACT.")


class BadAnchor(Rejected):
    """A line of the anchors file cannot be read."""

    sentence = N_("Line {line} of the anchors file is not 'number TAB hash'.")


@click.command("verify")
@click.option(
    "--anchors", type=click.File(encoding="utf-8"), help="Printed heads, lines 'seq<TAB>hash'."
)
@json_option
@database_option
@lang_option
def verify_command(anchors: TextIO | None, as_json: bool, address: str, lang: str) -> None:
    """Check that nothing was changed after it was written; exit 1 names the first bad entry."""
    with speaking(lang) as terminal:
        wanted = _anchors(anchors) if anchors else []
        with _reading(address) as (tx, unguarded):
            remembered = _remembered(heads.database_id(tx))
            report = verify.run(tx, EVIDENCE, [*wanted, *remembered])
        _show(terminal, report, as_json=as_json)
        if unguarded is not None:
            raise unguarded
        if not report.is_intact:
            sys.exit(REFUSED)


@contextmanager
def _reading(address: str) -> Iterator[tuple[Tx, GuardsMissing | None]]:
    """Read a county even if it lost its guards: that is when verifying matters most."""
    try:
        with county(address) as db, db.read() as tx:
            yield tx, None
            return
    except GuardsMissing as missing:
        unguarded = missing
    place = parse(address)
    engine = open_engine(place)
    try:
        with faults.translated(), engine.connect() as connection:
            yield Tx(connection=connection, is_sqlite=place.is_sqlite), unguarded
    finally:
        engine.dispose()


def _remembered(database_id: UUID) -> tuple[Anchor, ...]:
    folder = station_folder()
    if not (folder / "station.db").exists():
        return ()
    station = Station(folder)
    try:
        return station.remembered(database_id)
    finally:
        station.close()


def _anchors(file: TextIO) -> list[Anchor]:
    found = []
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        seq, _, digest = line.strip().partition("\t")
        try:
            anchor = Anchor(seq=int(seq), hash=bytes.fromhex(digest))
        except ValueError as error:
            raise BadAnchor(line=number) from error
        if len(anchor.hash) != len(GENESIS):
            raise BadAnchor(line=number)
        found.append(anchor)
    return found


def _show(terminal: Terminal, report: verify.Report, *, as_json: bool) -> None:
    problem = report.problem
    if as_json:
        terminal.data(
            {
                "intact": report.is_intact,
                "rows": report.rows,
                "seq": report.head.seq,
                "hash": report.head.hash.hex(),
                "anchors": report.anchors,
                "first_bad": problem.seq if problem else None,
                "problem": problem.said(terminal.words) if problem else None,
            }
        )
    elif problem is None:
        terminal.say(INTACT, rows=report.rows, anchors=report.anchors)
        terminal.say(HEAD, seq=report.head.seq, hash=report.head.hash.hex())
    else:
        terminal.say(BROKEN)
        terminal.say(problem.sentence, seq=problem.seq, **problem.facts)


@click.group("journal")
def journal() -> None:
    """The journal as it is."""


@journal.command("export")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", metavar="FILE")
@database_option
@lang_option
def export_journal(out: TextIO, address: str, lang: str) -> None:
    """Write every row of the journal as one line of JSON."""
    with speaking(lang), _reading(address) as (tx, _unguarded):
        out.writelines(line + "\n" for line in journal_export.lines(tx))


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@database_option
@lang_option
def backup(target: Path, address: str, lang: str) -> None:
    """Copy a database that may be in use to TARGET, and verify the copy."""
    with speaking(lang) as terminal:
        report = copies.backup(parse(address), target, EVIDENCE)
        terminal.say(N_("Backup made and verified: {path}"), path=target)
        terminal.say(HEAD, seq=report.head.seq, hash=report.head.hash.hex())


@click.command()
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path))
@database_option
@lang_option
def restore(source: Path, address: str, lang: str) -> None:
    """Put the backup SOURCE in the place of a database; an existing file keeps another name."""
    with speaking(lang) as terminal:
        report = copies.restore(source, parse(address), EVIDENCE)
        terminal.say(N_("Restored and verified: {place}"), place=parse(address).shown())
        terminal.say(HEAD, seq=report.head.seq, hash=report.head.hash.hex())
        complete(address)


@click.command("migrate")
@database_option
@lang_option
def migrate_command(address: str, lang: str) -> None:
    """Bring a database to this program's version, after a backup."""
    with speaking(lang) as terminal:
        before = migrate.migrate(parse(address))
        complete(address)
        if before is not None:
            terminal.say(N_("Backup made before: {path}"), path=before)
        terminal.say(N_("The database has this program's version."))
