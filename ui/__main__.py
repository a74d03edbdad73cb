"""The program: its windows and, by name, every command that needs none.

Commands are imported when they are called, so that the window is up before the database
library is.
"""

import gc
import importlib
from types import ModuleType

import click

from commandcenter.cli.commands import COMMANDS
from commandcenter.kernel.words import LANGUAGES, N_, translation
from ui.app import libraries, logs

OWN_COMMANDS = {
    "demo": "ui.app.demo:demo",
    "screenshot": "ui.app.demo:screenshot",
}
NO_COUNTY_NAMED = N_(
    "Name a county: commandcenter --database FILE. Or try one out: commandcenter demo."
)
NO_DISPLAY = N_("There is no screen to show a window on. Use a command: commandcenter --help.")


class _Commands(click.Group):
    """Finds a command by name and imports it then."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return sorted({**COMMANDS, **OWN_COMMANDS})

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own
        cmd_name: str,
    ) -> click.Command | None:
        place = {**COMMANDS, **OWN_COMMANDS}.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Commands, invoke_without_command=True)
@click.option("--database", "address", envvar="COMMANDCENTER_DATABASE", metavar="URL")
@click.option("--lang", type=click.Choice(LANGUAGES), envvar="COMMANDCENTER_LANG")
@click.version_option(package_name="commandcenter")
@click.pass_context
def program(ctx: click.Context, address: str | None, lang: str | None) -> None:
    """Duty log, handover, teams, drills and live board for a county's command centre."""
    if ctx.invoked_subcommand is None:
        ctx.exit(show_window(address, lang))


def show_window(address: str | None, lang: str | None) -> int:
    """Show the window on a county until it is closed; returns the exit code.

    Args:
        lang: None means that of the last time; Chinese at first.
    """
    words = translation(lang or LANGUAGES[0])
    if address is None:
        click.echo(words(NO_COUNTY_NAMED), err=True)
        return 2
    if not libraries.has_display():
        click.echo(words(NO_DISPLAY), err=True)
        return 2
    packages = libraries.missing(libraries.needed(has_display=True))
    if packages:
        click.echo(libraries.complaint(packages, words), err=True)
        return 1
    code: int = load_program().run(address, lang)
    return code


def load_program() -> ModuleType:
    """Return the module with the window; what Qt needs of the system has to be there.

    From here on `ui.shell.garbage` says when garbage is collected: looking for some in all
    that is being loaded would be a tenth of the wait for the window.
    """
    gc.disable()
    return importlib.import_module("ui.app.program")


def main() -> None:
    """Run the program as the command line asks."""
    logs.keep_log()
    program(prog_name="commandcenter")


if __name__ == "__main__":
    main()
