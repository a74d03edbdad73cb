"""The flood night in progress, act by act.

Each act is done through the same services that the windows use.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from commandcenter.cli.demo import leftovers, script
from commandcenter.cli.demo.accounts import ACCOUNTS
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.duty.model.entry import Draft, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An officer writes an entry.

    Attributes:
        officer: Login.
        key: Name of the entry in the script.
    """

    at: datetime
    officer: str
    key: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """An officer corrects an entry; the draft names it and says why.

    Attributes:
        officer: Login.
        key: Name of the correction in the script.
        corrects: Name of the entry that is put right.
    """

    at: datetime
    officer: str
    key: str
    corrects: str
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep:
    """An officer takes a step with an entry, perhaps one from before the night.

    Attributes:
        officer: Login.
        key: Name of the entry in the script.
    """

    at: datetime
    officer: str
    key: str
    entry_id: UUID
    step: Step
    to: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The day watch gives to the night watch.

    Attributes:
        officer: Login of who gives.
        taker: Login of who takes over.
        leader: Login of the leader in charge.
    """

    at: datetime
    officer: str
    taker: str
    leader: str


Act = LogEntry | Correct | TakeStep | HandOver


def acts(county: County, *, night: date = NIGHT) -> tuple[Act, ...]:
    """Return what happens, in order; what was left open before has the ids of the history."""
    return _Script(county, night).acts()


class _Script:
    def __init__(self, county: County, night: date) -> None:
        self._county = county
        self._night = night
        self._names = {account.login: account.name for account in ACCOUNTS}
        self._ids = leftovers.ids(county, night)

    def acts(self) -> tuple[Act, ...]:
        """Return the acts; each may refer to those before it."""
        return tuple(self._act(row) for row in script.rows("act"))

    def _act(self, row: script.Row) -> Act:
        at = script.night_moment(row["at"], self._night)
        if "taker" in row:
            return HandOver(at=at, officer=row["officer"], taker=row["taker"], leader=row["leader"])
        if "step" in row:
            return self._step(row, at)
        return self._entry(row, at)

    def _step(self, row: script.Row, at: datetime) -> TakeStep:
        return TakeStep(
            at=at,
            officer=row["officer"],
            key=row["key"],
            entry_id=self._ids[row["key"]],
            step=Step(row["step"]),
            to=row.get("to", ""),
            result=row.get("result", ""),
        )

    def _entry(self, row: script.Row, at: datetime) -> LogEntry | Correct:
        officer, key = row["officer"], row["key"]
        draft = script.draft_of(
            row, self._county, night=self._night, at=at, by=self._names[officer]
        )
        self._ids[key] = draft.id
        if "corrects" not in row:
            return LogEntry(at=at, officer=officer, key=key, draft=draft)
        return Correct(
            at=at,
            officer=officer,
            key=key,
            corrects=row["corrects"],
            draft=replace(draft, corrects=self._ids[row["corrects"]]),
        )
