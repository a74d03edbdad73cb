"""What every command shares: options, words, and how it ends."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from commandcenter.cli.opening import open_county
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import CommandCenterError, Conflict, Rejected, Unavailable
from commandcenter.kernel.words import LANGUAGES, N_, Translate, translation

REFUSED = 1
UNAVAILABLE = 3


class FileRefused(Rejected):
    """A file or folder that the command was told to use does not let it."""

    sentence = N_("{path} cannot be read or written. Check the name and the rights on the folder.")


@dataclass(frozen=True, slots=True)
class Terminal:
    """How a command speaks.

    Attributes:
        words: Puts source texts into the chosen language.
    """

    words: Translate

    def say(self, sentence: str, **facts: object) -> None:
        """Print a sentence."""
        click.echo(self.words(sentence).format(**facts))

    def warn(self, sentence: str, **facts: object) -> None:
        """Print a sentence where results do not go."""
        click.echo(self.words(sentence).format(**facts), err=True)

    def data(self, record: Mapping[str, Any]) -> None:
        """Print a record as one line of JSON."""
        click.echo(json.dumps(record, ensure_ascii=False))


database_option = click.option(
    "--database",
    "address",
    required=True,
    metavar="URL",
    envvar="COMMANDCENTER_DATABASE",
    help="A file, sqlite:///FILE or postgresql://HOST/DATABASE.",
)
lang_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="zh", envvar="COMMANDCENTER_LANG"
)
login_option = click.option("--login", envvar="COMMANDCENTER_LOGIN", help="Who writes.")
password_option = click.option(
    "--password", envvar="COMMANDCENTER_PASSWORD", help="Better given as COMMANDCENTER_PASSWORD."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def speaking(lang: str) -> Iterator[Terminal]:
    """Give a command its terminal; an expected error ends it with one sentence."""
    terminal = Terminal(translation(lang))
    try:
        with _files_named():
            yield terminal
    except CommandCenterError as error:
        click.echo(error.said(terminal.words), err=True)
        sys.exit(UNAVAILABLE if isinstance(error, Unavailable | Conflict) else REFUSED)


@contextmanager
def _files_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise  # such as a closed pipe, which is no fault of a file
        raise FileRefused(path=error.filename) from error


@contextmanager
def county(address: str) -> Iterator[Database]:
    """Open a county for the time of a command."""
    db = open_county(address)
    try:
        yield db
    finally:
        db.close()
