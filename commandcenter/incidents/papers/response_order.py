"""The order by which a response is activated, changed or ended (应急响应启动、调整、终止令)."""

from collections.abc import Iterator, Sequence

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.tables import Column, Value
from commandcenter.incidents.model.response import Act, ActRow, Response
from commandcenter.incidents.model.response_words import ACT_WORDS, BASIS_WORDS, STAGE_WORDS
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLES: dict[Act, str] = {
    Act.ACTIVATE: N_("Order of {centre}\nto activate an emergency response"),
    Act.RAISE: N_("Order of {centre}\nto raise an emergency response"),
    Act.LOWER: N_("Order of {centre}\nto lower an emergency response"),
    Act.END: N_("Order of {centre}\nto end an emergency response"),
}
DRILL_MARK = N_("DRILL")
DRILL_TITLE = N_("DRILL: {title}")
_ALL_AREAS = N_("The whole county")
_CHANGE = N_("{before} → {stage}")
_NOTHING = N_("Nothing was laid down")
_NOBODY = N_("Nobody was named")
_NO_ACTS = N_("No acts")


def response_order(ground: Ground, one: Response) -> bytes:
    """Return the order of the newest act of a response, with the acts before it.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, row = ground.words, one.history[-1]
    is_drill = one.opening.drill_id is not None
    title = words(_TITLES[row.act]).format(centre=ground.centre)
    if is_drill:
        title = words(DRILL_TITLE).format(title=title)
    paper = ground.begin(title, subject=one.number, watermark=words(DRILL_MARK) if is_drill else "")
    paper.facts(_facts(ground, one, row), columns=2)
    for heading, text, empty in (
        (N_("Basis"), _basis(ground, row), ""),
        (N_("Actions"), row.decree.actions, _NOTHING),
        (N_("Notified"), row.decree.notified, _NOBODY),
    ):
        paper.heading(words(heading))
        paper.paragraph(text or words(empty))
    if len(one.history) > 1:
        paper.heading(words(N_("Acts so far")))
        paper.table(_columns(ground), _rows(ground, one), empty=words(_NO_ACTS))
    paper.signatures(_signatures(ground, row))
    return ground.finish(paper)


def _facts(ground: Ground, one: Response, row: ActRow) -> list[tuple[str, str]]:
    words, decree = ground.words, row.decree
    areas = ground.joined(ground.area(code) for code in sorted(decree.areas))
    return [
        (words(N_("Response number")), one.number),
        (words(N_("Document number")), decree.doc_no),
        (words(N_("Hazard")), ground.word("hazard_kind", one.opening.hazard)),
        (words(N_("Event name")), one.opening.title),
        (words(N_("Level of response")), _stages(ground, row)),
        (words(N_("In force from")), dates.moment(words, row.at)),
        (words(N_("Areas")), areas or words(_ALL_AREAS)),
        (words(N_("Begun")), dates.moment(words, one.started_at)),
    ]


def _stages(ground: Ground, row: ActRow) -> str:
    words = ground.words
    stage = words(STAGE_WORDS[row.decree.stage])
    if row.before is None:
        return stage
    return words(_CHANGE).format(before=words(STAGE_WORDS[row.before]), stage=stage)


def _basis(ground: Ground, row: ActRow) -> str:
    return f"{ground.words(BASIS_WORDS[row.decree.basis_kind])} {row.decree.basis}"


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Kind of decision")), width_mm=30, align="center"),
        Column(words(N_("Level of response")), width_mm=36),
        Column(words(N_("In force from")), width_mm=38),
        Column(words(N_("Decided by")), width_mm=34),
        Column(words(N_("Approved by")), width_mm=28),
    ]


def _rows(ground: Ground, one: Response) -> Iterator[Sequence[Value]]:
    words = ground.words
    for row in one.history:
        yield (
            words(ACT_WORDS[row.act]),
            _stages(ground, row),
            dates.moment(words, row.at),
            row.decree.decided_by,
            row.decree.approver,
        )


def _signatures(ground: Ground, row: ActRow) -> list[Signature]:
    words = ground.words
    return [
        Signature(words(N_("Decided by")), name=row.decree.decided_by),
        Signature(words(N_("Approved by")), name=row.decree.approver),
        Signature(words(N_("Recorded by")), name=row.by, at=row.recorded_at),
    ]
