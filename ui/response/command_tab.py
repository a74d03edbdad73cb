"""Command (指挥): field post, joint groups, participants, supplies, releases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.directory.service import accounts
from commandcenter.duty.model.lines import LogLine
from commandcenter.incidents.model.command import (
    FieldPost,
    GroupCall,
    Noted,
    NoteKind,
    Participant,
    Presence,
    SupplyRequest,
)
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import command, consultation, groups, timeline
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.response.command_panels import ParticipantPanel, PostPanel, SuppliesPanel
from ui.response.course_panels import CoursePanel, ScenePanel
from ui.response.groups_panel import GroupsPanel
from ui.response.notes_panel import KIND_WORDS, NotesPanel
from ui.response.tab import Tab
from ui.response.terms import Terms
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_WORDS = {
    "post": N_("Field post"),
    "groups": N_("Joint groups"),
    "participants": N_("Participants"),
    "supplies": N_("Supplies"),
    "notes": N_("Releases"),
    "scene": N_("At the scene"),
    "course": N_("Course"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the tab shows."""

    posts: tuple[FieldPost, ...] = ()
    calls: tuple[GroupCall, ...] = ()
    participants: tuple[Participant, ...] = ()
    requests: tuple[SupplyRequest, ...] = ()
    notes: tuple[Noted, ...] = ()
    presences: tuple[Presence, ...] = ()
    course: tuple[LogLine, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def count(self, part: str) -> int:
        """Return how many of a part are not over."""
        found: dict[str, Sequence[object]] = {
            "post": [one for one in self.posts if one.closed_at is None],
            "groups": [one for one in self.calls if one.released_at is None],
            "participants": [one for one in self.participants if one.left_at is None],
            "supplies": [one for one in self.requests if one.received_at is None],
            "notes": [one for one in self.notes if one.note.kind in KIND_WORDS],
            "scene": [one for one in self.presences if one.arrived_at and not one.left_at],
            "course": self.course,
        }
        return len(found[part])


_Panel: TypeAlias = (
    PostPanel
    | ParticipantPanel
    | SuppliesPanel
    | GroupsPanel
    | NotesPanel
    | ScenePanel
    | CoursePanel
)


class CommandTab(Tab):
    """One list for each kind; the number behind its word is what is not over yet."""

    kinds = ("command",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._read = Read()
        self.parts = Segmented()
        self.post = PostPanel(db, seat)
        self.groups = GroupsPanel(db, seat)
        self.participants = ParticipantPanel(db, seat)
        self.supplies = SuppliesPanel(db, seat)
        self.notes = NotesPanel(db, seat)
        self.scene = ScenePanel(seat.navigation)
        self.course = CoursePanel(seat.navigation)
        self._panels: dict[str, _Panel] = {
            "post": self.post,
            "groups": self.groups,
            "participants": self.participants,
            "supplies": self.supplies,
            "notes": self.notes,
            "scene": self.scene,
            "course": self.course,
        }
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
            if not isinstance(panel, (ScenePanel, CoursePanel)):
                panel.changed.connect(self.refresh)
                panel.changed.connect(self.changed)
        self.parts.chosen.connect(self.show_part)
        self._build()
        self.read_words()
        self.show_part("post")

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        return partial(_read, self.db, response_id, self.response, officer=self.seat.officer())

    def show_read(self, read: Read) -> None:
        self._read = read
        one = self.response
        if one is None:
            return
        self.post.show_of(one, read.posts)
        self.participants.show_of(one, read.participants)
        self.supplies.show_of(one, read.requests)
        said = [noted for noted in read.notes if noted.note.kind is NoteKind.SITREP]
        self.groups.show_of(one, read.calls, said)
        self.notes.show_of(one, read.notes, self.refusal(Right.REPORT))
        self.scene.show_presences(read.presences)
        self.course.show_lines(read.course, read.names)
        self.read_words()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.groups.show_terms(terms)

    def show_part(self, part: str) -> None:
        """Bring one of the lists to the front."""
        self.parts.set_value(part)
        self._stack.setCurrentWidget(self._panels[part])

    def go_to(self, target: Target) -> None:
        """Show the list that a target names: (response, `post`, `groups` …)."""
        key = target.key
        part = key[1] if isinstance(key, tuple) and len(key) > 1 else ""
        if part in self._panels:
            self.show_part(str(part))

    def take_focus(self) -> None:
        self.panel().setFocus()

    def panel(self) -> Any:
        """Return the list in front."""
        return self._panels[str(self.parts.value())]

    def search(self) -> None:
        panel = self.panel()
        if hasattr(panel, "search"):
            panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_new(self) -> None:
        self.panel().begin_new()

    def submit(self) -> None:
        panel = self.panel()
        if hasattr(panel, "submit"):
            panel.submit()

    def give_up(self) -> None:
        self.panel().give_up()

    def read_words(self) -> None:
        self.parts.set_choices(
            [
                (part, tr("{words} {count}").format(words=tr(words), count=self._read.count(part)))
                for part, words in _WORDS.items()
            ]
        )
        self.groups.read_words()
        self.notes.read_words()
        if self.has_content:
            self.scene.show_presences(self._read.presences)
            self.course.show_lines(self._read.course, self._read.names)

    def _build(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._stack, 1)
        self.put(content)


def _read(db: Database, response_id: UUID, one: Response | None, *, officer: Officer) -> Read:
    incident_id = None if one is None else one.opening.incident_id
    return Read(
        posts=command.posts(db, response_id, officer=officer),
        calls=groups.calls(db, response_id),
        participants=command.participants(db, response_id, officer=officer),
        requests=command.requests(db, response_id),
        notes=consultation.notes(db, response_id),
        presences=command.presences(db, response_id, incident_id=incident_id),
        course=timeline.of_response(db, response_id),
        names={one.login: one.name for one in accounts.everyone(db)},
    )
