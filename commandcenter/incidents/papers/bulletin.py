"""The incident bulletin (突发事件信息专报): first report, follow-up or final report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commandcenter.documents import dates
from commandcenter.documents.paper import Layout, Paper
from commandcenter.incidents.model.report import SECTIONS, Report, ReportAct, ReportKind
from commandcenter.incidents.model.words import report_name
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE_LETTERS = 18  # of a line in size 二号
_ISSUE = N_("{number} ({report})")
_URGENT = N_("Extra urgent")
_DRAFT_MARK = N_("DRAFT")
_DRILL_MARK = N_("DRILL")
_NOT_NUMBERED = N_("Not numbered yet")
_CONTACT = N_("(Contact: {contact})")
_HEADINGS = {
    "basic": N_("Basic facts"),
    "casualties": N_("Casualties and losses"),
    "measures": N_("Measures taken"),
    "next_steps": N_("Next steps"),
}
_LAST_HEADINGS = _HEADINGS | {
    "basic": N_("Summary"),
    "measures": N_("Handling"),
    "next_steps": N_("Present state and aftercare"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A report as it is printed.

    Attributes:
        number: Its issue; empty before it was signed.
        masthead: The head of the office's own series; empty if it has none.
        at: When it was sent, or when the newest version of its words was kept.
        is_urgent: Whether a response was in force then.
    """

    report: Report
    number: str
    masthead: str
    at: datetime
    is_urgent: bool = False


def bulletin(ground: Ground, one: Bulletin) -> bytes:
    """Return the report as an official letter; what was sent is printed as it was sent.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, report = ground.words, one.report
    said = _said(report)
    title = _broken(said["title"])
    paper = ground.begin_bare(
        one.masthead or title,
        layout=Layout.LETTER,
        watermark=_watermark(ground, report),
        subject=one.number,
    )
    number = one.number or words(_NOT_NUMBERED)
    name = report_name(words, report.kind, report.position)
    issue, day = words(_ISSUE).format(number=number, report=name), day_of(one.at)
    if one.is_urgent:
        paper.urgency(words(_URGENT))
    if one.masthead:
        paper.masthead(one.masthead)
        paper.issue(issue, ground.centre, dates.day(words, day))
        paper.title(title)
    else:
        paper.title(title)
        paper.subtitle(issue)
        paper.subtitle(f"{ground.centre}\u3000{dates.day(words, day)}")
    headings = _LAST_HEADINGS if report.kind is ReportKind.FINAL else _HEADINGS
    for position, name in enumerate(SECTIONS, start=1):
        paper.heading(dates.numbered(words, position, words(headings[name])))
        paper.paragraph(said[name])
    _end(ground, paper, one, said)
    return ground.finish(paper)


def _broken(title: str) -> str:
    """Return a title whose last brackets are not torn apart."""
    at = max(title.rfind("（"), title.rfind("("))
    if len(title) <= _TITLE_LETTERS or at <= 0:
        return title
    return f"{title[:at].rstrip()}\n{title[at:]}"


def _said(report: Report) -> Mapping[str, str]:
    if report.sent is not None:
        frozen: Mapping[str, str] = json.loads(report.sent.body)
        return frozen
    text = report.text
    names = ("title", *SECTIONS, "to_orgs", "cc_orgs", "contact", "contact_phone")
    return {name: getattr(text, name) for name in names}


def _watermark(ground: Ground, report: Report) -> str:
    if report.drill_id is not None:
        return ground.words(_DRILL_MARK)
    return "" if report.sent is not None else ground.words(_DRAFT_MARK)


def _end(ground: Ground, paper: Paper, one: Bulletin, said: Mapping[str, str]) -> None:
    words, report = ground.words, one.report
    contact = f"{said['contact']} {said['contact_phone']}".strip()
    if contact:
        paper.paragraph(words(_CONTACT).format(contact=contact))
    paper.closing(ground.centre, dates.day(words, day_of(one.at)))
    paper.facts(
        [
            (words(N_("Sent to")), said["to_orgs"]),
            (words(N_("Copies to")), said["cc_orgs"]),
            (words(N_("Signed off by")), report.last_by(ReportAct.SIGN)),
            (words(N_("Text checked by")), report.last_by(ReportAct.CHECK)),
            (words(N_("Drafted by")), report.text.by),
            (words(N_("Sent at")), dates.moment(words, one.at) if report.sent else ""),
        ]
    )
