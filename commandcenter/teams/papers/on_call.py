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

_DUTY, _LEADER = "duty_phone", "leader_phone"  # have columns of their own
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
        Column(words(N_("Team number")), width_mm=19, align="center"),
        Column(words(N_("Team")), width_mm=35),
        Column(words(FIELD_WORDS["duty_phone"]), width_mm=28),
        Column(words(FIELD_WORDS["leader"]), width_mm=24),
        Column(words(N_("Other ways to call")), width_mm=34),
        Column(words(N_("Readiness")), width_mm=57),
        Column(words(FIELD_WORDS["muster_minutes"]), width_mm=14, align="center"),
        Column(words(N_("Number of people")), width_mm=14, align="center"),
    ]
    rows = (_row(ground, team) for team in teams)
    paper.table(columns, rows, empty=words(_NOBODY), small=True)
    return ground.finish(paper)


def _row(ground: Ground, team: OnCall) -> tuple[Value, ...]:
    phones = dict(team.phones)
    duty, leader = phones.pop(_DUTY, ""), phones.pop(_LEADER, "")
    others = (f"{ground.words(FIELD_WORDS[name])} {number}" for name, number in phones.items())
    category = Cell(ground.word("team_category", team.category), quiet=True)
    return (
        team.number,
        [team.name, category],
        duty,
        "\n".join(filter(None, (team.leader, leader))),
        "\n".join(others),
        _readiness(ground, team),
        number_or_nothing(team.muster_minutes),
        number_or_nothing(team.headcount),
    )


def _readiness(ground: Ground, team: OnCall) -> list[str | Cell]:
    words, said = ground.words, team.readiness
    state = ground.joined(
        (words(STATE_WORDS[said.state]), ground.word("readiness_level", said.level), said.reason)
    )
    at = dates.moment(words, said.at)
    if team.is_stale:
        since = Cell(words(_STALE).format(at=at), bold=True)
    else:
        since = Cell(words(_SINCE).format(at=at, by=said.by), quiet=True)
    return [state, since]
