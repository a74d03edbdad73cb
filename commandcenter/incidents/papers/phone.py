"""The record of a report by phone (电话报告记录单), filled in or to be filled in by hand."""

from dataclasses import dataclass

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.words import LEVEL_WORDS
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Record of a report by phone")
_DRILL_MARK = N_("DRILL")
_IN_TIME = N_("In time")
_LATE = N_("Late by {time}")
_BLANK = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneForm:
    """A report by phone as it is printed.

    Attributes:
        call: None for a form to be filled in by hand.
        content: What was said, or what is to be said.
    """

    incident: Incident
    call: PhoneReport | None
    content: str


def phone_form(ground: Ground, form: PhoneForm) -> bytes:
    """Return the record of a call, or a form for one that is still to be made.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, one, call = ground.words, form.incident, form.call
    watermark = words(_DRILL_MARK) if one.drill_id is not None else ""
    paper = ground.begin(words(_TITLE), subject=one.number, watermark=watermark)
    paper.subtitle(ground.centre)
    paper.facts(_facts(ground, one, call))
    paper.heading(words(N_("What was reported")))
    paper.paragraph(form.content)
    paper.heading(words(N_("Reply and instructions")))
    paper.paragraph(call.reply if call is not None and call.reply else _BLANK)
    paper.signatures(
        [
            Signature(
                words(N_("Caller")),
                name=call.caller if call is not None else "",
                at=call.called_at if call is not None else None,
            )
        ]
    )
    return ground.finish(paper)


def _facts(ground: Ground, one: Incident, call: PhoneReport | None) -> list[tuple[str, str]]:
    words = ground.words
    called_at = call.called_at if call is not None else None
    return [
        (words(N_("Incident")), f"{one.number} {one.facts.title}"),
        (words(N_("Level")), words(LEVEL_WORDS[one.level])),
        (words(N_("Learned at")), dates.moment(words, one.learned_at)),
        (words(N_("Called at")), dates.moment(words, called_at) if called_at else ""),
        (words(N_("Unit called")), call.to_org if call is not None else ""),
        (words(N_("Person called")), _person(call)),
        (words(N_("Phone called")), call.to_phone if call is not None else ""),
        (words(N_("Limit")), _limit(ground, call)),
    ]


def _person(call: PhoneReport | None) -> str:
    return "" if call is None else f"{call.to_name} {call.to_post}".strip()


def _limit(ground: Ground, call: PhoneReport | None) -> str:
    if call is None or not call.rule:
        return ""
    if not call.late_s:
        return ground.words(_IN_TIME)
    return ground.words(_LATE).format(time=ground.duration(call.late))
