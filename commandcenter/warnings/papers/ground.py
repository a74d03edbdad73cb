"""What all papers of warnings share: where they come from, how they begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.seal import Seal
from commandcenter.documents.sheet import Imprint
from commandcenter.duty.papers import Running
from commandcenter.kernel.words import N_, Translate
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.model.words import COLOUR_WORDS

DRILL_MARK = N_("DRILL")
NO_COLOUR = N_("No colour")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a paper stands on besides its rows.

    Attributes:
        centre: The name on every paper.
        channels: Words of the ways to pass on and to call, by their code.
        seal: The journal row that the paper shows the state after.
    """

    centre: str
    words: Translate
    channels: Mapping[str, str]
    seal: Seal | None
    running: Running = field(default_factory=Running)

    def begin(self, title: str, *, subject: str, is_drill: bool = False) -> Paper:
        """Begin a paper that lies, for tables of many columns."""
        watermark = self.words(DRILL_MARK) if is_drill else ""
        imprint = Imprint(title=title, subject=subject, author=self.centre, watermark=watermark)
        paper = Paper(
            imprint,
            words=self.words,
            layout=Layout.WIDE,
            cancelled=self.running.cancelled,
            progress=self.running.progress,
        )
        paper.title(title)
        return paper

    def finish(self, paper: Paper) -> bytes:
        """End a paper with its seal."""
        if self.seal is not None:
            paper.seal(self.seal)
        return paper.finish()

    def colour(self, one: WarningRecord) -> str:
        """Return the colour of a warning in words."""
        return self.words(NO_COLOUR if one.colour is None else COLOUR_WORDS[one.colour])


def issuer_of(one: WarningRecord) -> str:
    """Return who issued a warning, as written."""
    return one.message.info.sender_name or one.message.sender


def places_of(one: WarningRecord) -> str:
    """Return where a warning holds, as written; each place once."""
    places = (area.description for info in one.message.infos for area in info.areas)
    return "、".join(dict.fromkeys(filter(None, places)))
