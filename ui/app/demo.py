"""`commandcenter demo` and `commandcenter screenshot`."""

import os
import time
from pathlib import Path

import click
from click.core import ParameterSource

from commandcenter.cli.demo import founding
from commandcenter.cli.demo.accounts import ACCOUNTS, PASSWORD
from commandcenter.cli.running import Terminal, database_option, lang_option, speaking
from commandcenter.kernel.words import N_, translation
from ui.app import libraries

FILE = "qingxi.db"

MAKING = N_("Making the demo county 清溪县 in {path} …")
MADE = N_("Made in {seconds:.0f} s.")
THERE_ALREADY = N_("{path} is there already and was not touched.")
WROTE = N_("{screens} screens and {papers} papers are in {folder}")
ACCOUNTS_ARE = N_("Sign in as one of: {logins}. Password of all: {password}")
OPEN_IT = N_("Open it where there is a screen: commandcenter --database {path}")

PAGES = (
    *("login", "duty", "handover", "board", "incidents", "warnings"),
    *("response-decree", "response-matrix", "response-evacuation", "alarms"),
    *("teams-roster", "teams-board", "teams-matrix"),
    *("teams-expiring", "teams-oncall", "teams-supplies"),
    *("drills-table", "drills-calendar", "drills-gantt", "plans", "drill-script"),
    *("drill_run-last", "drill_review-merged", "drill_review-summary"),
    *("documents", "management"),
    *("palette", "keys"),
)
THEMES = ("light", "dark", "high_contrast")
SIZE = (1_280, 720)
_LEAST, _MOST = 320, 8_192  # px
# As in ui.widgets.theme, which needs Qt.
SCALES = ("100", "125", "150", "175", "200")


class _Size(click.ParamType[tuple[int, int]]):
    name = "WIDTHxHEIGHT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        width, _, height = str(value).partition("x")
        if not (width.isdecimal() and height.isdecimal()) or not (
            _LEAST <= int(width) <= _MOST and _LEAST <= int(height) <= _MOST
        ):
            self.fail(f"{value!r} is no size. Write it as 1280x720.", param, ctx)
        return int(width), int(height)


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the county and, without a screen, its pictures and papers.",
)
@click.option("--scale", type=click.Choice(tuple(founding.SCALES)), default="small")
@lang_option
def demo(out: Path, scale: str, lang: str) -> None:
    """Make the invented county 清溪县 and show it: in a window, or as files."""
    with speaking(lang) as terminal:
        path = out / FILE
        _make(terminal, path, scale)
        if libraries.has_display():
            _show_window(path, lang)
        else:
            _write_files(terminal, path, out, lang)


def _make(terminal: Terminal, path: Path, scale: str) -> None:
    if path.exists():
        terminal.say(THERE_ALREADY, path=path)
        return
    terminal.say(MAKING, path=path)
    began = time.monotonic()
    with click.progressbar(length=founding.SCALES[scale]) as bar:
        founding.make(path, scale=scale, progress=lambda done: bar.update(done - bar.pos))
    terminal.say(MADE, seconds=time.monotonic() - began)


def _show_window(path: Path, lang: str) -> None:
    from ui.__main__ import show_window  # noqa: PLC0415 - the other way round it imports this

    context = click.get_current_context()
    is_chosen = context.get_parameter_source("lang") is not ParameterSource.DEFAULT
    context.exit(show_window(str(path), lang if is_chosen else None))


def _write_files(terminal: Terminal, path: Path, out: Path, lang: str) -> None:
    _check_libraries(lang)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.app import screens  # noqa: PLC0415 - Qt, once its libraries are known to be there

    pictures = [screens.Picture(page=page, lang=lang, theme="light", size=SIZE) for page in PAGES]
    shown = screens.take(str(path), pictures, out / "screens")
    papers = screens.write_papers(str(path), out / "papers", lang)
    terminal.say(WROTE, screens=len(shown), papers=len(papers), folder=out)
    logins = "、".join(f"{account.login} ({account.name})" for account in ACCOUNTS)
    terminal.say(ACCOUNTS_ARE, logins=logins, password=PASSWORD)
    terminal.say(OPEN_IT, path=path)


def _check_libraries(lang: str) -> None:
    packages = libraries.missing(libraries.needed(has_display=False))
    if packages:
        click.echo(libraries.complaint(packages, translation(lang)), err=True)
        click.get_current_context().exit(1)


@click.command()
@click.argument("page", type=click.Choice(PAGES))
@click.option("--theme", type=click.Choice(THEMES), default="light")
@click.option("--size", type=_Size(), default="1280x720", show_default=True)
@click.option("--scale", "percent", type=click.Choice(SCALES), default="100", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@database_option
@lang_option
def screenshot(
    page: str, theme: str, size: tuple[int, int], percent: str, out: Path, address: str, lang: str
) -> None:
    """Write a picture of PAGE as an officer would see it now; changes nothing in the county."""
    with speaking(lang) as terminal:
        _check_libraries(lang)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from ui.app import screens  # noqa: PLC0415 - as above

        picture = screens.Picture(
            page=page, lang=lang, theme=theme, size=size, percent=int(percent)
        )
        screens.take_one(address, picture, out)
        terminal.say(N_("Saved: {path}"), path=out)
