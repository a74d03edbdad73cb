"""`python -m tests.benchmarks`: measure the program against the bare minimum, in the same run.

Ratios hold on any machine, milliseconds do not. A missed goal is said, and ends in exit code 1.
"""

import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.benchmarks.figures import Figure, Work

NAMES = ("startup", "write", "search", "table", "pdf", "reach", "flood", "board", "schedule")
_COLUMNS = "{:<38} {:>11} {:>11} {:>9} {:>9}  {}"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES), metavar="[NAME]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the large databases, so that the next run finds them there.",
)
@click.option(
    "--entries",
    default=1_000_000,
    show_default=True,
    help="Of the large log; goals are set for a million.",
)
def main(names: tuple[str, ...], as_json: bool, keep: Path | None, entries: int) -> None:
    """Run the benchmarks of these names, or all of them."""
    is_met = True
    if not as_json:
        click.echo(_COLUMNS.format("", "ours", "baseline", "ratio", "goal", ""))
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as own:
        folder = keep or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        for figure in _figures(names or NAMES, Work(folder=folder, entries=entries)):
            click.echo(json.dumps(figure.record()) if as_json else _line(figure))
            is_met = is_met and figure.is_met
    sys.exit(0 if is_met else 1)


def _figures(names: tuple[str, ...], work: Work) -> Iterator[Figure]:
    for name in names:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        measure: Callable[[Work], Iterator[Figure]] = module.measure
        yield from measure(work)


def _line(figure: Figure) -> str:
    record = figure.record()
    shown = [
        "" if record[key] is None else f"{record[key]:g}" for key in ("ours", "baseline", "ratio")
    ]
    verdict = "ok" if figure.is_met else "MISSED"
    return _COLUMNS.format(
        figure.name, *shown, figure.goal_said(), f"{verdict:<6} {figure.unit}"
    ).rstrip()


if __name__ == "__main__":
    main()
