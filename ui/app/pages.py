"""The pages of the program, in the order of the navigation rail."""

from collections.abc import Callable

from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.app.county import County
from ui.shell.background import Background
from ui.shell.desk import Desk
from ui.shell.navigation import PageEntry
from ui.shell.page import Page
from ui.shell.seat import Seat
from ui.shell.view import View


def register(
    desk: Desk,
    county: County,
    *,
    background: Background,
    local: Background,
    officer: Callable[[], Officer],
) -> None:
    """Offer every page; each is imported and made at its first visit."""
    seat = Seat(
        background=background,
        messages=desk.messages,
        navigation=desk.navigation,
        actions=desk.actions_list,
        officer=officer,
        clock=county.clock,
    )
    pages = _Pages(county, seat, local, desk.view)
    for name, title, icon, key, make in (
        ("duty", N_("Duty"), "notebook", "F3", pages.duty),
        ("handover", N_("Handover"), "handshake", "F4", pages.handover),
        ("teams", N_("Teams"), "users-three", "F6", pages.teams),
        ("documents", N_("Papers"), "files", "F8", pages.documents),
    ):
        desk.navigation.register(
            PageEntry(name=name, title=title, icon=icon, shortcut=key, make=make)
        )
    desk.navigation.register(
        PageEntry(
            name="warnings",
            title=N_("Warnings"),
            icon="broadcast",
            shortcut="",
            make=pages.warnings,
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
    # F10 leads to what is unacknowledged, wherever one was on the page.
    desk.navigation.register(
        PageEntry(
            name="alarms",
            title=N_("Alarms"),
            icon="bell",
            shortcut="",
            make=pages.alarms,
            at_foot=True,
        )
    )


class _Pages:
    """Makes the pages for whoever sits here."""

    def __init__(self, county: County, seat: Seat, local: Background, view: View) -> None:
        self._county = county
        self._seat = seat
        self._local = local
        self._view = view

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
            )
        )

    def handover(self) -> Page:
        from ui.handover.page import HandoverPage  # noqa: PLC0415 - at the first visit

        return HandoverPage(self._county.db, self._seat, drafts=self._count_drafts)

    def teams(self) -> Page:
        from ui.teams.page import TeamsPage  # noqa: PLC0415 - at the first visit

        return TeamsPage(self._county.db, self._seat, self._view)

    def documents(self) -> Page:
        from ui.documents.page import DocumentsPage  # noqa: PLC0415 - at the first visit

        return DocumentsPage(self._county.db, self._seat)

    def warnings(self) -> Page:
        from ui.warnings.page import WarningsPage  # noqa: PLC0415 - at the first visit

        return WarningsPage(self._county.db, self._seat)

    def management(self) -> Page:
        from ui.directory.page import ManagementPage  # noqa: PLC0415 - at the first visit

        return ManagementPage(self._county.db, self._seat)

    def alarms(self) -> Page:
        from ui.alarms.page import AlarmsPage  # noqa: PLC0415 - at the first visit
        from ui.app.records import record_of  # noqa: PLC0415 - as above

        return AlarmsPage(self._county.db, self._seat, record_of)

    def _count_drafts(self) -> int:
        county = self._county
        return county.station.count_drafts(county.database_id, self._seat.officer().login)
