"""`commandcenter warnings`: what a warning file says, without a county."""

import sys
from pathlib import Path
from typing import Any

import click

from commandcenter.cli.running import REFUSED, Terminal, json_option, lang_option, speaking
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import visible
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import Message
from commandcenter.warnings.model.words import COLOUR_WORDS, MSG_TYPE_WORDS, SIGNATURE_WORDS
from commandcenter.warnings.reading import reader, shipped
from commandcenter.warnings.reading.plain import plain
from commandcenter.warnings.reading.reader import Reading

_NO_COLOUR = N_("no colour")
_LINKS = N_("{name}: a feed that names {count} warnings and holds none; nothing was fetched")


@click.group()
def warnings() -> None:
    """Read warning messages (CAP)."""


@warnings.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--certificates",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Certificates (.pem, .crt, .cer) whose signatures count.",
)
@json_option
@lang_option
def read(files: tuple[Path, ...], folder: Path | None, as_json: bool, lang: str) -> None:
    """Say what was understood of each of the FILES, or why it was refused."""
    with speaking(lang) as terminal:
        certificates = reader.certificates_in(folder) if folder is not None else ()
        refused = 0
        for path in files:
            outcome: Reading | Rejected
            try:
                outcome = reader.read_file(path, shipped.codes(), certificates=certificates)
            except Rejected as error:
                outcome = error
            show = _as_json if as_json else _as_text
            refused += not show(terminal, str(path), outcome)
    if refused:
        sys.exit(REFUSED)


def _as_json(terminal: Terminal, path: str, outcome: Reading | Rejected) -> bool:
    """Print one object for a file; returns whether all of it was understood."""
    if isinstance(outcome, Rejected):
        terminal.data({"file": path, "understood": False, **_refusal(terminal, outcome)})
        return False
    warnings_said = [_record(terminal, one) for one in outcome.messages]
    understood = all(one["understood"] for one in warnings_said)
    terminal.data(
        {
            "file": path,
            "understood": understood,
            "shape": outcome.shape,
            "warnings": warnings_said,
            "links": list(outcome.links),
        }
    )
    return understood


def _record(terminal: Terminal, one: Message | Rejected) -> dict[str, Any]:
    if isinstance(one, Rejected):
        return {"understood": False, **_refusal(terminal, one)}
    number = one.number
    found: dict[str, Any] = {"understood": True, **plain(one)}
    found["headline"] = one.headline
    found["colour"] = one.colour.value if one.colour else None
    found["number"] = plain(number) if number is not None else None
    return found


def _refusal(terminal: Terminal, error: Rejected) -> dict[str, str]:
    return {"reason": type(error).__name__, "sentence": error.said(terminal.words)}


def _as_text(terminal: Terminal, path: str, outcome: Reading | Rejected) -> bool:
    if isinstance(outcome, Rejected):
        click.echo(visible(outcome.said(terminal.words)), err=True)
        return False
    if not outcome.messages:
        terminal.say(_LINKS, name=visible(path), count=len(outcome.links))
    for one in outcome.messages:
        if isinstance(one, Rejected):
            click.echo(visible(one.said(terminal.words)), err=True)
        else:
            click.echo("  ".join(visible(" ".join(part.split())) for part in _parts(terminal, one)))
    return not any(isinstance(one, Rejected) for one in outcome.messages)


def _parts(terminal: Terminal, one: Message) -> tuple[str, ...]:
    colour = COLOUR_WORDS[one.colour] if one.colour else _NO_COLOUR
    return (
        one.identifier,
        minute(one.sent),
        terminal.words(MSG_TYPE_WORDS[one.msg_type]),
        terminal.words(colour),
        one.headline,
        terminal.words(SIGNATURE_WORDS[one.signature.state]),
    )
