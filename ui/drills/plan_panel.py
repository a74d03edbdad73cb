"""The list of plans with the card of the one in front."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.code_words import TIER_WORDS
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.service import plans as service
from commandcenter.drills.service import records
from commandcenter.drills.service.plans import PlanCard
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills.file_pane import FilePane
from ui.drills.plan_chain import PlanChain
from ui.drills.plan_levels import PlanLevels
from ui.drills.plan_reading import Library
from ui.drills.terms import HAZARD, PLAN, Terms
from ui.drills.year_words import day_words
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.initials import initials
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_SIDE_W, _COMPACT_SIDE_W, _NAME_W = 520, 444, 280  # px at 100 %
_IN_FORCE, _ALL, _REVIEW, _NEVER = "", "all", "review", "never"
FACTS, LEVELS, FILES, CHAIN = range(4)
_NO_FILES = N_("The text of the plan and its annexes: drop them here.")
_NAMES = (
    *("title", "kind", "doc_no", "edition", "hazard", "tier", "org", "area_code"),
    *("is_high_risk", "approved_by", "approved_on", "review_due", "is_active", "remarks"),
)


class PlanPanel(RecordPanel):
    """Filter by kind, hazard, tier and what has to be done; facts, levels, files, editions."""

    right = Right.PLAN_DRILLS
    new_words = N_("New plan")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self.library: Library | None = None
        self._revised: Plan | None = None
        self._kind, self._hazard, self._area = CodeBox(), CodeBox(), CodeBox()
        self.wanted, self.kinds, self.hazards, self.tiers = (CodeBox() for _ in range(4))
        super().__init__(seat, self._columns(), self._form(), stretch=1)
        self.view = Segmented()
        self.levels = PlanLevels(db, seat)
        self.files = FilePane(db, seat, key="Ctrl+O", empty=_NO_FILES)
        self.chain = PlanChain()
        self._views = QStackedWidget()
        self._side = Card()
        self._put_together()
        self.read_words()

    def show_library(self, library: Library) -> None:
        """Show the plans."""
        self.library = library
        terms = library.terms
        self._kind.offer(terms.offered(PLAN))
        self._hazard.offer(terms.choices(HAZARD))
        self._area.offer(terms.places())
        self._offer_filters(terms)
        self.show_records(library.cards)
        self._show_parts()

    def filters(self) -> tuple[CodeBox, ...]:
        """Return the boxes that choose what the list shows, for the head of the page."""
        return (self.wanted, self.kinds, self.hazards, self.tiers)

    def show_view(self, at: int) -> None:
        """Show the facts, levels, files or editions of the plan in front."""
        self.view.set_value(at)
        self._views.setCurrentIndex(at)

    def begin_revision(self) -> None:
        """Let the user write a new edition of the plan in front."""
        card: PlanCard | None = self.table.present()
        if card is None or card.replaced_by is not None or self.refusal():
            return
        self._revised = card.plan
        self._is_new = True
        today = self.library.today if self.library is not None else self.seat.clock().date()
        plan = replace(
            card.plan,
            id=new_id(),
            edition=tr("{year} edition").format(year=today.year),
            approved_on=None,
            review_due=None,
            replaces=card.plan.id,
            version=1,
        )
        self.show_view(FACTS)
        self._show(PlanCard(plan=plan))
        self._edit_first()
        self.editor.note_edit()

    def begin_new(self) -> None:
        self._revised = None
        self.show_view(FACTS)
        super().begin_new()

    def submit(self) -> None:
        if self._views.currentIndex() == LEVELS:
            self.levels.submit()
        else:
            super().submit()

    def give_up(self) -> None:
        if self._views.currentIndex() == LEVELS and self.levels.is_edited():
            self.levels.give_up()
        else:
            self._revised = None
            super().give_up()

    def show_found(self) -> None:
        super().show_found()
        rows = [card for card in self.records if self._fits(card)]
        self.table.show_records(rows)
        self._count.setText(
            tr("{count} of {total}").format(count=len(rows), total=len(self.records))
        )

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.view.set_choices(
            [
                (FACTS, tr("Facts")),
                (LEVELS, tr("Levels and actions")),
                (FILES, tr("Files")),
                (CHAIN, tr("Editions and drills")),
            ]
        )
        self.view.setAccessibleName(tr("Part of the plan"))
        for box, words in (
            (self.wanted, tr("What has to be done")),
            (self.kinds, tr("Kind")),
            (self.hazards, tr("Hazard")),
            (self.tiers, tr("Tier")),
        ):
            box.setAccessibleName(words)
        for part in (self.levels, self.files, self.chain):
            part.read_words()

    # What the panel asks

    def key_of(self, record: PlanCard) -> Hashable:
        key: Hashable = record.plan.id
        return key

    def title_of(self, record: PlanCard) -> str:
        return record.plan.title or tr("New plan")

    def values_of(self, record: PlanCard) -> Mapping[str, Any]:
        return {name: getattr(record.plan, name) for name in _NAMES}

    def text_of(self, record: PlanCard) -> str:
        plan = record.plan
        texts = (plan.title, initials(plan.title), plan.org, plan.doc_no, plan.edition)
        return " ".join(texts).lower()

    def blank(self) -> PlanCard:
        return PlanCard(plan=Plan(id=new_id(), kind=str(self._kind.code() or ""), title=""))

    def saving(
        self, record: PlanCard, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        officer = self.seat.officer()
        plan = replace(record.plan, **values)
        if not is_new:
            return partial(service.change, self._db, plan, officer=officer)
        if self._revised is not None:
            old, self._revised = self._revised, None
            return partial(service.revise, self._db, old, plan, officer=officer)
        return partial(service.add, self._db, plan, officer=officer)

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = _COMPACT_SIDE_W if scaled.is_compact(self) else _SIDE_W
        self._side.setFixedWidth(theme.px(width))

    def _set_side(self) -> None:
        self.editor.setMinimumWidth(0)
        self.search.setMaximumWidth(theme.px(_NAME_W))

    # Parts

    def _show(self, record: Any) -> None:
        super()._show(record)
        if hasattr(self, "levels"):
            self._show_parts()

    def _show_parts(self) -> None:
        """Show levels, files and editions of the plan in front."""
        card: Any = self._chosen
        if not isinstance(card, PlanCard) or self.library is None:
            return
        may_edit = not self.refusal() and not self._is_new
        self.levels.show_levels(card.plan, card.levels, may_edit=may_edit)
        self.files.show_files(card.plan, card.files, may_edit=may_edit)
        drills = self.library.drills.get(card.plan.id, ())
        self.chain.show_chain(card, self.library.plans(), drills, may_edit=may_edit)

    def _fits(self, card: PlanCard) -> bool:
        plan, typed = card.plan, self.search.text().strip().lower()
        for box, value in ((self.kinds, plan.kind), (self.hazards, plan.hazard)):
            if (box.code() or "") not in ("", value):
                return False
        if (self.tiers.code() or "") not in ("", plan.tier.value):
            return False
        return typed in self.text_of(card) and self._is_wanted(card)

    def _is_wanted(self, card: PlanCard) -> bool:
        wanted, plan = self.wanted.code() or _IN_FORCE, card.plan
        if wanted == _ALL:
            return True
        if wanted == _REVIEW:
            return plan.is_active and plan.review_due is not None and self._is_over(plan.review_due)
        if wanted == _NEVER:
            return plan.is_active and card.drills == 0
        return plan.is_active

    def _is_over(self, day: date) -> bool:
        return self.library is not None and day <= self.library.today

    def _standing(self, card: PlanCard) -> tuple[str, str]:
        plan = card.plan
        if not plan.is_active:
            return tr("Not in force"), ""
        if plan.review_due is not None and self._is_over(plan.review_due):
            return tr("Due for review"), "orange"
        if plan.approved_on is None:
            return tr("Not approved"), "yellow"
        return "", ""

    def _columns(self) -> tuple[Column[PlanCard], ...]:
        return (
            Column(title=N_("Kind"), text=lambda card: self._said(PLAN, card.plan.kind)),
            Column(title=N_("Title"), text=lambda card: card.plan.title, tag=self._standing),
            Column(title=N_("Tier"), text=lambda card: tr(TIER_WORDS[card.plan.tier])),
            Column(title=N_("Review due"), text=lambda card: day_words(card.plan.review_due)),
            Column(title=N_("Drills"), text=lambda card: str(card.drills or ""), is_number=True),
            Column(title=N_("Edition"), text=lambda card: card.plan.edition),
            Column(title=N_("Hazard"), text=lambda card: self._said(HAZARD, card.plan.hazard)),
            Column(title=N_("Unit of the plan"), text=lambda card: card.plan.org),
            Column(title=N_("Document number"), text=lambda card: card.plan.doc_no),
        )

    def _said(self, dictionary: str, code: str) -> str:
        return self.library.terms.said(dictionary, code) if self.library is not None else code

    def _form(self) -> Form:
        made = Form(
            (
                form.line("title", N_("Title")),
                fields.code("kind", N_("Kind of plan"), self._kind),
                form.choice("tier", N_("Tier"), TIER_WORDS),
                fields.code("hazard", N_("Hazard"), self._hazard),
                form.line("org", N_("Unit of the plan")),
                fields.code("area_code", N_("Area"), self._area),
                form.line("edition", N_("Edition")),
                form.line("doc_no", N_("Document number")),
                form.line("approved_by", N_("Approved by")),
                form.day("approved_on", N_("Approved on")),
                form.day("review_due", N_("Review due")),
                form.switch("is_high_risk", N_("High risk or crowded")),
                form.switch("is_active", N_("In force")),
                fields.paragraph("remarks", N_("Remarks")),
            )
        )
        made.set_columns(2)
        fields.listen(made)
        return made

    def _offer_filters(self, terms: Terms) -> None:
        self.wanted.offer(
            [
                (_IN_FORCE, tr("In force")),
                (_REVIEW, tr("Due for review")),
                (_NEVER, tr("Never drilled")),
                (_ALL, tr("All editions")),
            ]
        )
        self.kinds.offer(terms.choices(PLAN, tr("All kinds")))
        self.hazards.offer(terms.choices(HAZARD, tr("All hazards")))
        tiers = [(tier.value, tr(words)) for tier, words in TIER_WORDS.items()]
        self.tiers.offer([("", tr("All tiers")), *tiers])

    def _put_together(self) -> None:
        self.table.keep_wide(_NAME_W)
        for box in self.filters():
            box.activated.connect(lambda _at: self.show_found())
        layout = self.layout()
        if layout is not None:
            layout.removeWidget(self.editor)
            layout.addWidget(self._side)
        side = QVBoxLayout(self._side)
        scaled.margins(side, 3, 3, 3, 0)
        side.addWidget(self.view)
        side.addWidget(self._views, 1)
        for part in (self.editor, self.levels, self.files, self.chain):
            self._views.addWidget(part)
        self.view.set_value(FACTS)
        self.view.chosen.connect(self.show_view)
        self.levels.changed.connect(self.changed)
        self.files.changed.connect(self.changed)
        self.chain.revision_wanted.connect(self.begin_revision)
        self.chain.plan_wanted.connect(self._go_to)

    def _go_to(self, plan_id: Any) -> None:
        self.wanted.set_code(_ALL)
        self.choose(plan_id)


def _find(db: Database, key: Any) -> PlanCard:
    found = records.find(db, Plan, key)
    if found is None:
        raise Conflict
    return PlanCard(plan=found)
