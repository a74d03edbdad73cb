"""What the user reads when something goes wrong."""

from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.words import N_
from ui.widgets.words import tr

BUG = N_("Something went wrong inside the program and was logged. What you typed is kept.")


def sentence(error: Exception) -> str:
    """Return the sentence of an error, in the language of the window.

    An error that nobody expected has one sentence for all.
    """
    return error.said(tr) if isinstance(error, CommandCenterError) else tr(BUG)
