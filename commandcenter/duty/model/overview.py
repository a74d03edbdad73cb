"""What the duty page says above the log: the shift on watch, and how much it wrote."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commandcenter.duty.model.shift import Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The shift on watch in figures.

    Attributes:
        shift: None if none is planned.
        shift_day: The day its entries are numbered by.
        took_over_at: When its lines begin: the freeze of the shift before, else its start.
        entries: How many entries it wrote.
        automatic: How many lines the program noted meanwhile.
        next_serial: The number the next entry will get unless another workstation is faster.
        late_after: An entry written so long after it was received is marked 补记.
    """

    shift: Shift | None
    shift_day: date
    took_over_at: datetime
    entries: int
    automatic: int
    next_serial: int
    late_after: timedelta
