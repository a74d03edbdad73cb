"""What the journal vouches for in all parts; opening a county needs none of it."""

from commandcenter.alarms.service import evidence as alarms
from commandcenter.database.verify import Source
from commandcenter.directory.service import accounts, people, rules, terms
from commandcenter.drills.service import evidence as drills
from commandcenter.duty.service import log
from commandcenter.handover import service as handover
from commandcenter.incidents.service import evidence as incidents
from commandcenter.incidents.service import response_evidence as responses
from commandcenter.matters.service import evidence as matters
from commandcenter.teams.service import evidence as teams
from commandcenter.warnings.service import evidence as warnings

EVIDENCE: tuple[Source, ...] = (
    *log.EVIDENCE,
    *teams.EVIDENCE,
    *handover.EVIDENCE,
    people.EVIDENCE,
    accounts.EVIDENCE,
    rules.EVIDENCE,
    *matters.EVIDENCE,
    *alarms.EVIDENCE,
    *incidents.EVIDENCE,
    *warnings.EVIDENCE,
    *responses.EVIDENCE,
    *drills.EVIDENCE,
    terms.EVIDENCE,
)
