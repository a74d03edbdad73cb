"""The photographs that evaluators took, as an annex of the review."""

from collections.abc import Sequence
from dataclasses import dataclass

from commandcenter.documents.paper import Paper
from commandcenter.documents.photographs import Picture
from commandcenter.documents.pictures import Shown
from commandcenter.drills.model.evaluation import Observation
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

TITLE = N_("Photographs")
_CAPTION = N_("{time} {observer}: {text}")
_NOT_PRINTED = N_("'{name}' is not printed: no picture can be read from it.")
_FIRST_WORDS = 40
_GOES_ON = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A file of an observation.

    Attributes:
        picture: None for a file that cannot be printed.
    """

    observation: Observation
    name: str
    picture: Picture | None


def print_photos(ground: Ground, paper: Paper, photos: Sequence[Photo]) -> None:
    """Print photographs with what they show, and the names of those that cannot be printed."""
    paper.pictures(
        [
            Shown(picture=one.picture, text=_caption(ground, one.observation), note=one.name)
            for one in photos
            if one.picture is not None
        ]
    )
    for one in photos:
        if one.picture is None:
            paper.paragraph(ground.words(_NOT_PRINTED).format(name=one.name))


def _caption(ground: Ground, seen: Observation) -> str:
    text = " ".join(seen.text.split())
    if len(text) > _FIRST_WORDS:
        text = text[:_FIRST_WORDS] + _GOES_ON
    return ground.words(_CAPTION).format(time=clock(seen.at), observer=seen.observer, text=text)
