"""The teams on call now, with whom to ring up (待命队伍电话表)."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.documents import dates
from commandcenter.documents.paper import Layout
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.readiness import STATE_WORDS, OnCall
from commandcenter.teams.papers.ground import Ground, number_or_nothing

_TITLE = N_("Rescue teams on call, {centre}")
_COUNTS = N_("{at}: {teams} on call, {stale} of them not confirmed lately")
_NOBODY = N_("No team is on call")
_STALE = N_("Not confirmed since {at}")
_SINCE = N_("Since {at}, {by}")


def on_call(ground: Ground, teams: Sequence[OnCall], *, at: datetime) -> bytes:
    """Return whom to call at a moment; what was said too long ago is marked.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = ground.begin(words(_TITLE).format(centre=ground.centre), layout=Layout.WIDE)
    stale = sum(team.is_stale for team in teams)
    moment = dates.moment(words, at)
    paper.subtitle(words(_COUNTS).format(at=moment, teams=len(teams), stale=stale))
    columns = [
        Column(words(N_("Team number")), width_mm=20, align="center"),
        Column(words(N_("Team")), width_mm=50),
        Column(words(FIELD_WORDS["leader"]), width_mm=22),
        Column(words(N_("Phones in the order to try")), width_mm=62),
        Column(words(N_("Readiness")), width_mm=47),
        Column(words(FIELD_WORDS["muster_minutes"]), width_mm=16, align="center"),
        Column(words(N_("Number of people")), width_mm=14, align="center"),
    ]
    paper.table(columns, (_row(ground, team) for team in teams), empty=words(_NOBODY))
    return ground.finish(paper)


def _row(ground: Ground, team: OnCall) -> tuple[Value, ...]:
    words = ground.words
    phones = "\n".join(f"{words(FIELD_WORDS[name])} {number}" for name, number in team.phones)
    category = Cell(ground.word("team_category", team.category), quiet=True)
    return (
        team.number,
        [team.name, category],
        team.leader,
        phones,
        _readiness(ground, team),
        number_or_nothing(team.muster_minutes),
        number_or_nothing(team.headcount),
    )


def _readiness(ground: Ground, team: OnCall) -> list[str | Cell]:
    words, said = ground.words, team.readiness
    state = ground.joined(
        (words(STATE_WORDS[said.state]), ground.word("readiness_level", said.level))
    )
    at = dates.moment(words, said.at)
    if team.is_stale:
        since = Cell(words(_STALE).format(at=at), bold=True)
    else:
        since = Cell(words(_SINCE).format(at=at, by=said.by), quiet=True)
    return [state, *([said.reason] if said.reason else []), since]
