"""The fields of one line of a script."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from commandcenter.drills.model.branches import names
from commandcenter.drills.model.code_words import MEDIUM_WORDS, VISIBILITY_WORDS
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.words import N_
from ui.drills import drill_fields
from ui.drills.drill_fields import Section, SectionForm
from ui.drills.drill_reading import Whole
from ui.records import fields, form
from ui.records.form import FormField
from ui.records.pick_box import Choice, PickBox
from ui.widgets.words import tr

FIRST = "title"  # where the cursor goes
_PLAYED = N_("Line of the script")
_WANTED = N_("What has to follow")
_BRANCH = N_("Branch")
_SCRIPTED = N_("For a drill with a script")
_SHORT = {
    "text": N_("What the players are told"),
    "expected": N_("Expected actions, one a line"),
    "objective_id": FIELD_WORDS["objective_id"],
}
_WIDE = frozenset({"title", "objective_id", "decided_by", "condition"})


class IdBox(QComboBox):
    """One of some records by id, or none."""

    def __init__(self) -> None:
        super().__init__()
        _let_shrink(self)

    def offer(self, choices: Sequence[tuple[UUID, str]]) -> None:
        """Offer these; the chosen one stays."""
        chosen = self.chosen()
        known = [(self.itemData(at), self.itemText(at)) for at in range(1, self.count())]
        if known == list(choices):
            return
        self.clear()
        self.addItem("", None)
        for id_, words in choices:
            self.addItem(words, id_)
        self.choose(chosen)

    def chosen(self) -> UUID | None:
        """Return the chosen one."""
        found: UUID | None = self.currentData()
        return found

    def choose(self, id_: UUID | None) -> None:
        """Choose one; what is not offered is kept as it is."""
        at = self._row_of(id_)
        if at < 0 and id_ is not None:
            self.addItem("?", id_)
            at = self.count() - 1
        self.setCurrentIndex(max(0, at))

    def said(self, id_: UUID | None) -> str:
        """Return the words for one."""
        at = self._row_of(id_)
        return self.itemText(at) if id_ is not None and at >= 0 else ""

    def _row_of(self, id_: UUID | None) -> int:
        return next((at for at in range(self.count()) if self.itemData(at) == id_), -1)


class LineForm(SectionForm):
    """Everything about a line; names complete from those who take part."""

    def __init__(self) -> None:
        self.sender_box, self.receiver_box, self.owner_box = PickBox(), PickBox(), PickBox()
        self.branch_box = PickBox()
        self.objective_box, self.decider_box = IdBox(), IdBox()
        super().__init__(
            (
                Section(title="", fields=self._played(), wide=_WIDE),
                Section(title=_WANTED, fields=self._wanted(), wide=_WIDE),
                Section(title=_BRANCH, fields=self._branching(), wide=_WIDE),
                Section(title=_SCRIPTED, fields=_scripted()),
            )
        )
        for field in self.fields:
            if isinstance(field.control, QComboBox):
                _let_shrink(field.control)

    def show_whole(self, whole: Whole, line: Inject | None) -> None:
        """Offer what the drill has: people, objectives, branches and lines.

        Args:
            line: Which is shown; it cannot be decided by itself.
        """
        people = [Choice(id=one.id, name=one.name, detail=one.task) for one in whole.participants]
        for box in (self.sender_box, self.receiver_box, self.owner_box):
            box.offer(people)
        self.branch_box.offer(
            [
                Choice(id=UUID(int=at), name=name)
                for at, name in enumerate(names(whole.lines), start=1)
            ]
        )
        self.objective_box.offer(
            [(one.id, f"O{one.number} {one.text}") for one in whole.objectives]
        )
        others = [one for one in whole.lines if line is None or one.id != line.id]
        self.decider_box.offer([(one.id, f"{one.number} {one.title}") for one in others])
        self.show_section(_SCRIPTED, is_shown=not whole.drill.is_unscripted)

    def _played(self) -> tuple[FormField, ...]:
        words = FIELD_WORDS
        return (
            form.line("title", words["title"]),
            drill_fields.offset("offset_s", N_("Drill time")),
            fields.number("number", words["number"]),
            _free("sender", N_("Sent from"), self.sender_box),
            _free("receiver", N_("Told to"), self.receiver_box),
            form.choice("medium", words["medium"], MEDIUM_WORDS),
            _free("owner", words["owner"], self.owner_box),
            fields.paragraph("text", _SHORT["text"], lines=4),
        )

    def _wanted(self) -> tuple[FormField, ...]:
        words = FIELD_WORDS
        return (
            fields.paragraph("expected", _SHORT["expected"], lines=4),
            drill_fields.span("within_s", words["within_s"]),
            form.choice("visibility", words["visibility"], VISIBILITY_WORDS),
            _id("objective_id", words["objective_id"], self.objective_box),
        )

    def _branching(self) -> tuple[FormField, ...]:
        words = FIELD_WORDS
        return (
            _id("decided_by", words["decided_by"], self.decider_box),
            _free("branch", words["branch"], self.branch_box),
            form.line("condition", words["condition"], longest=400),
        )


def values_of(line: Inject) -> dict[str, Any]:
    """Return what the form shows of a line."""
    return {name: getattr(line, name) for name in line.__slots__ if name not in _UNSHOWN}


def with_values(line: Inject, values: Mapping[str, Any]) -> Inject:
    """Return a line with what the form says."""
    return replace(line, **values)


_UNSHOWN = frozenset({"id", "drill", "version"})


def _scripted() -> tuple[FormField, ...]:
    names_ = ("scene", "dialogue", "narration", "picture")
    return tuple(fields.paragraph(name, FIELD_WORDS[name], lines=2) for name in names_)


def _let_shrink(box: QComboBox) -> None:
    """Let two boxes stand beside each other, whatever their longest words."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)


def _free(name: str, caption: str, box: PickBox) -> FormField:
    """Return a field for a name of a list, or any other."""
    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=lambda: box.currentText().strip(),
        write=lambda value: box.setEditText(str(value or "")),
    )


def _id(name: str, caption: str, box: IdBox) -> FormField:
    return FormField(
        name=name,
        caption=caption,
        control=box,
        read=box.chosen,
        write=box.choose,
        said=box.said,
    )


def draft(drill_id: UUID, line_id: UUID, above: Inject | None, below: Inject | None) -> Inject:
    """Return a new line between two others, filled with what is likely."""
    offset = _between(above, below)
    return Inject(
        id=line_id,
        drill=drill_id,
        number=above.number + 1 if above is not None else 1,
        offset_s=offset,
        title="",
        sender=above.sender if above is not None else "",
        receiver=above.receiver if above is not None else "",
        owner=above.owner if above is not None else "",
        branch=above.branch if above is not None else "",
    )


def _between(above: Inject | None, below: Inject | None) -> int:
    if above is None:
        return 0
    if below is None:
        return above.offset_s + _AFTER_S
    return (above.offset_s + below.offset_s) // 2 // _MINUTE_S * _MINUTE_S or above.offset_s


_AFTER_S, _MINUTE_S = 300, 60


def said_title(line: Inject, *, is_new: bool) -> str:
    """Return what stands above the form."""
    return tr("New line") if is_new else tr("Line {number}").format(number=line.number)
