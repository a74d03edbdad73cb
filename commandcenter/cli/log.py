"""`commandcenter log`: adding entries and searching them without a window."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, TextIO

import click

from commandcenter.cli import drafts
from commandcenter.cli.demo.accounts import ACCOUNTS, PASSWORD
from commandcenter.cli.opening import is_demo
from commandcenter.cli.running import (
    Terminal,
    county,
    database_option,
    json_option,
    lang_option,
    login_option,
    password_option,
    speaking,
)
from commandcenter.database.engine import Database
from commandcenter.directory.service import accounts
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.model.words import KIND
from commandcenter.duty.service import log as service
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import visible
from commandcenter.kernel.times import BEIJING, minute
from commandcenter.kernel.words import N_

STATION = "command line"


class WhoWrites(Rejected):
    """Nothing enters the log without a name."""

    sentence = N_("Say who writes: --login NAME, and the password in COMMANDCENTER_PASSWORD.")


@click.group()
def log() -> None:
    """Add log entries and search them."""


@log.command()
@click.option(
    "--json",
    "source",
    type=click.File(encoding="utf-8-sig"),  # some editors begin a file with a mark
    required=True,
    metavar="FILE",
    help="An entry or a list of entries; - reads standard input.",
)
@login_option
@password_option
@database_option
@lang_option
def add(source: TextIO, login: str | None, password: str | None, address: str, lang: str) -> None:
    """Record the entries of a JSON file, all of them or none."""
    with speaking(lang) as terminal:
        wanted = drafts.read(source)
        with county(address) as db:
            drafts.check_all(wanted, at=db.clock())
            officer = writing_officer(db, login, password, terminal)
            entries = service.record_all(db, wanted, officer=officer)
        for entry in entries:
            terminal.data({"id": str(entry.id), "number": entry.number, "seq": entry.seq})


def writing_officer(
    db: Database, login: str | None, password: str | None, terminal: Terminal
) -> Officer:
    """Return who writes from the command line; in a demo county the chief if nobody is named.

    Raises:
        WhoWrites: Nobody is named.
        WrongCredentials, Locked: The name or the password is not right.
    """
    if login is None and is_demo(db):
        chief = next(account for account in ACCOUNTS if account.role == "chief")
        terminal.warn(N_("Demo county: writing as {login}."), login=chief.login)
        login, password = chief.login, PASSWORD
    if login is None or password is None:
        raise WhoWrites
    return accounts.open_as(db, login, password, at=db.clock(), station=STATION)


@log.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
@database_option
@lang_option
def search(text: str, limit: int, as_json: bool, address: str, lang: str) -> None:
    """Find the newest entries that contain every word of TEXT."""
    with speaking(lang) as terminal, county(address) as db:
        query = LogQuery(words=service.words_of(text))
        for line in service.page(db, query, limit=limit):
            if line.entry is not None:
                _show(terminal, line.entry, as_json=as_json)


def _show(terminal: Terminal, entry: Entry, *, as_json: bool) -> None:
    if as_json:
        terminal.data(_record(entry))
        return
    draft = entry.draft
    parts = (
        entry.number,
        minute(entry.received_at),
        terminal.words(KIND[draft.kind]),
        " ".join(filter(None, (draft.org, draft.name))),
        draft.content,
    )
    # One line, and nothing in it that a terminal would obey.
    click.echo("  ".join(visible(" ".join(part.split())) for part in parts))


def _record(entry: Entry) -> dict[str, Any]:
    draft = {name: _plain(value) for name, value in asdict(entry.draft).items()}
    return draft | {
        "seq": entry.seq,
        "number": entry.number,
        "recorded_at": _plain(entry.recorded_at),
        "recorder": entry.recorder,
        "steps": [_plain(step) for step in map(asdict, entry.steps)],
        "corrected_by": entry.corrected_by.number if entry.corrected_by else None,
        "is_done": entry.is_done,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
