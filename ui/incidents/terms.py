"""The words of the county for kinds of incidents, the names of its areas, its rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area, Term
from commandcenter.directory.service import areas, phrases
from commandcenter.incidents.model.deadline import ReportRule
from commandcenter.incidents.model.level import LevelRule
from commandcenter.incidents.service import standards
from ui.widgets.words import language

KINDS = "incident_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What codes mean.

    Attributes:
        kinds: Terms of `incident_kind` by code, in the order of the county.
        areas: By code.
        levels: Criteria of levels.
        reports: Rules of reporting by code.
    """

    kinds: Mapping[str, Term] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    levels: tuple[LevelRule, ...] = ()
    reports: Mapping[str, ReportRule] = field(default_factory=dict)

    def kind(self, code: str) -> str:
        """Return the word of a kind in the language of the window; unknown ones as they are."""
        term = self.kinds.get(code)
        if term is None:
            return code
        return term.word(language())

    def area(self, code: str) -> str:
        """Return the name of an area; empty if there is none."""
        area = self.areas.get(code)
        return "" if area is None else area.name


def read(db: Database, *, on: date) -> Terms:
    """Return the dictionaries and rules as they stand."""
    with db.read() as tx:
        known = areas.existing(tx, on=on)
        kinds = phrases.words(tx, KINDS)
        levels = standards.level_rules_in(tx)
        reports = standards.report_rules_in(tx)
    return Terms(
        kinds={term.code: term for term in kinds},
        areas={area.code: area for area in known if area.tier != "county"},
        levels=tuple(levels),
        reports={rule.code: rule for rule in reports},
    )
