"""The pages of the program, in the order of the navigation rail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.app.county import County
from ui.shell.background import Background
from ui.shell.desk import Desk
from ui.shell.navigation import PageEntry, Play
from ui.shell.page import Page
from ui.shell.seat import Seat
from ui.shell.view import View

# What shows and writes the drill that the window plays in; all others show reality alone.
_PLAYED = {
    "duty": Play.ALONG,
    "teams": Play.APART,
    "incidents": Play.APART,
    "warnings": Play.APART,
    "response": Play.APART,
}


def register(
    desk: Desk,
    county: County,
    *,
    background: Background,
    local: Background,
    officer: Callable[[], Officer],
    next_at: Callable[[UUID], datetime | None],
) -> None:
    """Offer every page; each is imported and made at its first visit.

    Args:
        next_at: When a source of warnings is asked next.
    """
    seat = Seat(
        background=background,
        messages=desk.messages,
        navigation=desk.navigation,
        actions=desk.actions_list,
        officer=officer,
        clock=county.clock,
        playing=desk.playing,
    )
    pages = _Pages(county, seat, local, desk.view, next_at)
    for name, title, icon, key, make in (
        ("duty", N_("Duty"), "notebook", "F3", pages.duty),
        ("handover", N_("Handover"), "handshake", "F4", pages.handover),
        ("board", N_("Board"), "squares-four", "F5", pages.board),
        ("teams", N_("Teams"), "users-three", "F6", pages.teams),
        ("drills", N_("Drills"), "flag", "F7", pages.drills),
        ("documents", N_("Papers"), "files", "F8", pages.documents),
    ):
        desk.navigation.register(
            PageEntry(
                name=name,
                title=title,
                icon=icon,
                shortcut=key,
                make=make,
                play=_PLAYED.get(name, Play.NEVER),
            )
        )
    # What the board leads to. F10 leads to what is unacknowledged, wherever one was.
    for name, title, icon, key, make in (
        ("incidents", N_("Incidents"), "warning", "Ctrl+F5", pages.incidents),
        ("warnings", N_("Warnings"), "broadcast", "Shift+F5", pages.warnings),
        ("response", N_("Response"), "shield-check", "Alt+F5", pages.response),
        ("alarms", N_("Alarms"), "bell", "Shift+F10", pages.alarms),
        ("review", N_("Looking back"), "clock-counter-clockwise", "Ctrl+Shift+F5", pages.review),
    ):
        desk.navigation.register(
            PageEntry(
                name=name,
                title=title,
                icon=icon,
                shortcut=key,
                make=make,
                within="board",
                play=_PLAYED.get(name, Play.NEVER),
            )
        )
    for name, title, icon, key, make in (
        ("drill_run", N_("Run a drill"), "flag", "Alt+F7", pages.drill_run),
        (
            "drill_review",
            N_("Evaluation"),
            "clipboard-text",
            "Ctrl+Shift+F7",
            pages.drill_review,
        ),
    ):
        desk.navigation.register(
            PageEntry(name=name, title=title, icon=icon, shortcut=key, make=make, within="drills")
        )
    desk.navigation.register(
        PageEntry(
            name="drill",
            title=N_("Drill"),
            icon="clipboard-text",
            shortcut="Shift+F7",
            make=pages.drill,
            within="drills",
        )
    )
    desk.navigation.register(
        PageEntry(
            name="plans",
            title=N_("Plans"),
            icon="book-bookmark",
            shortcut="Ctrl+F7",
            make=pages.plans,
            within="drills",
        )
    )
    desk.navigation.register(
        PageEntry(
            name="management",
            title=N_("Admin"),
            icon="gear-six",
            shortcut="F9",
            make=pages.management,
            at_foot=True,
        )
    )


class _Pages:
    """Makes the pages for whoever sits here."""

    def __init__(
        self,
        county: County,
        seat: Seat,
        local: Background,
        view: View,
        next_at: Callable[[UUID], datetime | None],
    ) -> None:
        self._county = county
        self._seat = seat
        self._local = local
        self._view = view
        self._next_at = next_at

    def duty(self) -> Page:
        from ui.duty.desk import Desk as DutyDesk  # noqa: PLC0415 - at the first visit
        from ui.duty.page import DutyPage  # noqa: PLC0415

        county, seat = self._county, self._seat
        return DutyPage(
            DutyDesk(
                db=county.db,
                database_id=county.database_id,
                background=seat.background,
                local=self._local,
                station=county.station,
                messages=seat.messages,
                navigation=seat.navigation,
                actions=seat.actions,
                officer=seat.officer,
                clock=seat.clock,
                playing=seat.playing,
            )
        )

    def handover(self) -> Page:
        from ui.handover.page import HandoverPage  # noqa: PLC0415 - at the first visit

        return HandoverPage(self._county.db, self._seat, drafts=self._count_drafts)

    def teams(self) -> Page:
        from ui.teams.page import TeamsPage  # noqa: PLC0415 - at the first visit

        return TeamsPage(self._county.db, self._played(), self._view)

    def drills(self) -> Page:
        from ui.drills.page import DrillsPage  # noqa: PLC0415 - at the first visit

        return DrillsPage(self._county.db, self._seat)

    def plans(self) -> Page:
        from ui.drills.plan_page import PlansPage  # noqa: PLC0415 - at the first visit

        return PlansPage(self._county.db, self._seat)

    def documents(self) -> Page:
        from ui.documents.page import DocumentsPage  # noqa: PLC0415 - at the first visit

        return DocumentsPage(self._county.db, self._seat)

    def warnings(self) -> Page:
        from ui.warnings.page import WarningsPage  # noqa: PLC0415 - at the first visit

        return WarningsPage(self._county.db, self._played(), next_at=self._next_at)

    def board(self) -> Page:
        from commandcenter.board.service.snapshot import Board  # noqa: PLC0415 - as below
        from commandcenter.directory.service import areas  # noqa: PLC0415 - as below
        from ui.board.page import BoardPage  # noqa: PLC0415 - at the first visit

        db, seat = self._county.db, self._seat
        board = Board()
        return BoardPage(
            seat,
            read=lambda officer: board.read(db, at=seat.clock(), officer=officer),
            ground=lambda: areas.everything(db, on=day_of(seat.clock())),
        )

    def incidents(self) -> Page:
        from ui.incidents.page import IncidentsPage  # noqa: PLC0415 - at the first visit

        return IncidentsPage(self._county.db, self._played())

    def response(self) -> Page:
        from ui.response.page import ResponsePage  # noqa: PLC0415 - at the first visit

        return ResponsePage(self._county.db, self._played(), self._view)

    def drill(self) -> Page:
        from ui.drills.drill_page import DrillPage  # noqa: PLC0415 - at the first visit

        return DrillPage(self._county.db, self._seat, self._view)

    def management(self) -> Page:
        from ui.directory.page import ManagementPage  # noqa: PLC0415 - at the first visit

        return ManagementPage(self._county.db, self._seat)

    def alarms(self) -> Page:
        from ui.alarms.page import AlarmsPage  # noqa: PLC0415 - at the first visit
        from ui.app.records import record_of  # noqa: PLC0415 - as above

        return AlarmsPage(self._county.db, self._seat, record_of)

    def review(self) -> Page:
        from ui.review.page import ReviewPage  # noqa: PLC0415 - at the first visit

        return ReviewPage(self._county.db, self._seat)

    def drill_run(self) -> Page:
        from ui.drill_run.page import DrillRunPage  # noqa: PLC0415 - at the first visit

        return DrillRunPage(self._county.db, self._seat)

    def drill_review(self) -> Page:
        from ui.drill_review.page import DrillReviewPage  # noqa: PLC0415 - at the first visit

        return DrillReviewPage(self._county.db, self._seat)

    def _played(self) -> Seat:
        """Return the seat of a page that belongs to the drill that is played, or to reality."""
        return replace(self._seat, drill_id=self._seat.playing.drill_id)

    def _count_drafts(self, login: str) -> int:
        return self._county.station.count_drafts(self._county.database_id, login)
