"""What all papers of teams share: where they come from, how they speak, how they end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from commandcenter.documents import dates
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.seal import Seal
from commandcenter.documents.sheet import Imprint
from commandcenter.duty.papers import Running
from commandcenter.kernel.words import N_, Translate

_SEPARATOR = N_(", ")
_DURATION = N_("{minutes} min {seconds} s")
_MINUTES = N_("{minutes} min")
_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionaries:
    """Words of the county's dictionaries in one language.

    Attributes:
        words: By dictionary and code, in the county's order.
    """

    words: Mapping[str, Mapping[str, str]]

    def word(self, dictionary: str, code: str) -> str:
        """Return the word of a code; one that the county no longer has stays as it is."""
        return self.words.get(dictionary, {}).get(code, code)

    def codes(self, dictionary: str) -> tuple[str, ...]:
        """Return the codes of a dictionary in their order."""
        return tuple(self.words.get(dictionary, ()))

    def in_order(self, dictionary: str, codes: Iterable[str]) -> list[str]:
        """Return the words of some codes in the county's order; unknown ones follow."""
        wanted = set(codes) - {""}
        known = [code for code in self.codes(dictionary) if code in wanted]
        others = sorted(wanted - set(known))
        return [self.word(dictionary, code) for code in (*known, *others)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a paper stands on besides its rows.

    Attributes:
        centre: The name on every paper.
        areas: Names of areas by their code.
        seal: The journal row that the paper shows the state after.
    """

    centre: str
    words: Translate
    dictionaries: Dictionaries
    areas: Mapping[str, str]
    seal: Seal | None
    running: Running = field(default_factory=Running)

    def begin(
        self, title: str, *, layout: Layout = Layout.FORM, watermark: str = "", subject: str = ""
    ) -> Paper:
        """Begin a paper with its title."""
        paper = self.begin_bare(title, layout=layout, watermark=watermark, subject=subject)
        paper.title(title)
        return paper

    def begin_bare(
        self, title: str, *, layout: Layout = Layout.FORM, watermark: str = "", subject: str = ""
    ) -> Paper:
        """Begin a paper whose title is printed later, below the head of its series."""
        imprint = Imprint(title=title, subject=subject, author=self.centre, watermark=watermark)
        paper = Paper(
            imprint,
            words=self.words,
            layout=layout,
            cancelled=self.running.cancelled,
            progress=self.running.progress,
        )
        if self.seal is not None:
            paper.code(self.seal)
        return paper

    def finish(self, paper: Paper) -> bytes:
        """End a paper with its seal."""
        if self.seal is not None:
            paper.seal(self.seal)
        return paper.finish()

    def word(self, dictionary: str, code: str) -> str:
        """Return the word of a code of a dictionary."""
        return self.dictionaries.word(dictionary, code)

    def joined(self, texts: Iterable[str]) -> str:
        """Return texts in one line; empty ones are left out."""
        return self.words(_SEPARATOR).join(filter(None, texts))

    def day(self, on: date | None) -> str:
        """Return a date, or nothing."""
        return "" if on is None else dates.day(self.words, on)

    def area(self, code: str) -> str:
        """Return the name of an area; one that is not known is told by its code."""
        return self.areas.get(code, code)

    def place(self, area_code: str, place: str) -> str:
        """Return a place with the name of its area, unless it says that already."""
        area = self.area(area_code)
        return place if area in place else f"{area} {place}".strip()

    def duration(self, lasted: timedelta) -> str:
        """Return minutes, and seconds if there are any over."""
        minutes, seconds = divmod(int(lasted.total_seconds()), _MINUTE_S)
        says = _DURATION if seconds else _MINUTES
        return self.words(says).format(minutes=minutes, seconds=seconds)


def number_or_nothing(value: int) -> str:
    """Return a number as text; 0 stands for not known and prints as nothing."""
    return str(value) if value else ""


def position(lon: float | None, lat: float | None) -> str:
    """Return degrees of longitude and latitude (WGS-84), or nothing."""
    return "" if lon is None or lat is None else f"{lon:.5f}, {lat:.5f}"
