"""What is known of a road network without reading it; apart from the arithmetic."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSet:
    """A road network that was imported.

    Attributes:
        seq: Of the journal row.
        name: Of the file.
        sha256: Of the file; empty if the roads were taken away.
        roads: How many there are.
        unknown: How many of them had no class that is known.
    """

    seq: int
    id: UUID
    name: str
    sha256: str
    roads: int
    length_m: int
    unknown: int
    by: str
    recorded_at: datetime
