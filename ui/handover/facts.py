"""What the handover page knows, read in one go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account
from commandcenter.directory.rights import RIGHTS, Right
from commandcenter.directory.service import accounts
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import shifts
from commandcenter.handover import service
from commandcenter.handover.model import Handover, State
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The state of handing over at one moment.

    Attributes:
        present: The handover under way or returned; None if the last one is sealed.
        shift: The shift to hand over: that of `present`, else the one on watch.
        relief: The shift that takes over, if it is planned.
        sealed: Earlier handovers, newest first.
        drafts: Half-typed entries of this officer on this workstation.
    """

    present: Handover | None
    shift: Shift | None
    relief: Shift | None
    still_open: tuple[Matter, ...]
    sealed: tuple[Handover, ...]
    accounts: tuple[Account, ...]
    drafts: int
    at: datetime

    @property
    def is_overdue(self) -> bool:
        """Whether the shift should have been handed over by now."""
        return self.present is None and service.is_overdue(self.shift, self.at)

    def login_of(self, person_id: UUID) -> str:
        """Return the account of a person; empty if there is none that may hand over."""
        found = (one.login for one in self.signers() if one.person_id == person_id)
        return next(found, "")

    def signers(self) -> tuple[Account, ...]:
        """Return the accounts that may sign a handover."""
        return tuple(
            one for one in self.accounts if one.is_active and Right.HAND_OVER in RIGHTS[one.role]
        )

    def hands_over(self, login: str) -> bool:
        """Say whether this account answers for the shift that ends, and not for the next."""
        giving, taking = self.chief(self.shift), self.chief(self.relief)
        if giving is None or self.login_of(giving.person_id) != login:
            return False
        return taking is None or taking.person_id != giving.person_id

    def chief(self, shift: Shift | None) -> Member | None:
        """Return who answers for a shift."""
        return self._first(shift, DutyRole.CHIEF, DutyRole.DEPUTY)

    def leader(self, shift: Shift | None) -> Member | None:
        """Return the leader in charge of a shift."""
        return self._first(shift, DutyRole.LEADER)

    def _first(self, shift: Shift | None, *roles: DutyRole) -> Member | None:
        found = (member for role in roles for member in (shift.who(role) if shift else ()))
        return next(found, None)


def read(db: Database, *, at: datetime, drafts: Callable[[], int]) -> Facts:
    """Return the facts as they stand.

    Raises:
        Unavailable: The database did not answer.
    """
    newest = service.newest(db)
    on_watch = shifts.on_watch(db, at=at)
    present = newest if newest is not None and _is_present(newest, on_watch) else None
    shift = shifts.get(db, present.shift_id) if present else on_watch
    return Facts(
        present=present,
        shift=shift,
        relief=shifts.following(db, shift) if shift else None,
        still_open=matters.still_open(db),
        sealed=service.sealed(db),
        accounts=accounts.everyone(db),
        drafts=drafts(),
        at=at,
    )


def _is_present(newest: Handover, on_watch: Shift | None) -> bool:
    if newest.state is State.RETURNED:
        # Nobody froze it anew before its time was over; the next shift is on watch now.
        return on_watch is not None and on_watch.id == newest.shift_id
    return newest.state is State.WALKING
