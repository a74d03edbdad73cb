"""What can go wrong while a paper is made or kept."""

from commandcenter.kernel.errors import CommandCenterError, Rejected
from commandcenter.kernel.words import N_


class Cancelled(CommandCenterError):
    """The user stopped the drawing; nothing was made."""

    sentence = N_("Stopped. No document was made.")


class NotSaved(Rejected):
    """The file is open elsewhere, or the folder is missing, full or protected; nothing changed."""

    sentence = N_("{name} could not be saved. Close it elsewhere or choose another folder.")
