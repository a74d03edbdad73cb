"""`commandcenter drills`: keeping what a drill came to, and checking what was kept."""

import sys
from pathlib import Path

import click

from commandcenter.cli import drill_script, drill_year
from commandcenter.cli.export import hand_out
from commandcenter.cli.running import REFUSED, Terminal, county, lang_option, speaking
from commandcenter.drills import archive_file
from commandcenter.drills.archive_file import FAULT_WORDS
from commandcenter.drills.service import archive as service
from commandcenter.drills.service import drill_exports
from commandcenter.kernel.text import visible
from commandcenter.kernel.words import N_

_FAULT = N_("{name}: {fault}")
_WHOLE = N_("{title}: {count} files are as they were archived.")
_CHANGED = N_("{title}: {bad} files are not as they were archived, {count} are.")


@click.group()
def drills() -> None:
    """Drills: their plans, scripts and archives."""


for _command in (
    *(drill_script.plan, drill_script.script, drill_script.import_script),
    *(drill_year.annual_plan, drill_year.statistics, drill_year.calendar),
):
    drills.add_command(_command)


@drills.command()
@click.argument("number", required=False, metavar="YEAR-NUMBER")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--check",
    "checked",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Compare an archive with its own list instead; needs no county.",
)
@click.option(
    "--database",
    "address",
    metavar="URL",
    envvar="COMMANDCENTER_DATABASE",
    help="A file, sqlite:///FILE or postgresql://HOST/DATABASE.",
)
@lang_option
def archive(
    number: str | None, out: Path | None, checked: Path | None, address: str | None, lang: str
) -> None:
    """Write everything of a drill into one file, or check such a file."""
    with speaking(lang) as terminal:
        if checked is not None:
            sys.exit(_check(terminal, checked))
        if number is None or out is None or address is None:
            raise click.UsageError("YEAR-NUMBER --out FILE --database URL, or --check FILE")
        with county(address) as db:
            drill = drill_exports.drill_with(db, number)
            data = service.bundle(db, drill.id, at=db.clock(), language=lang)
            hand_out(db, out, data, paper="drill_archive", of=number)
            terminal.say(N_("Saved: {path}"), path=out)


def _check(terminal: Terminal, path: Path) -> int:
    found = archive_file.verify(path)
    title, bad = visible(found.about.title), len(found.faults)
    for name, fault in sorted(found.faults.items()):
        terminal.say(_FAULT, name=visible(name), fault=terminal.words(FAULT_WORDS[fault]))
    if found.is_whole:
        terminal.say(_WHOLE, title=title, count=found.files)
        return 0
    terminal.say(_CHANGED, title=title, bad=bad, count=found.files)
    return REFUSED
