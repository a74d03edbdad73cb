"""The pages of the program, in the order of the navigation rail."""

from collections.abc import Callable

from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.app.county import County
from ui.shell.background import Background
from ui.shell.desk import Desk
from ui.shell.navigation import PageEntry
from ui.shell.page import Page


def register(
    desk: Desk,
    county: County,
    *,
    background: Background,
    local: Background,
    officer: Callable[[], Officer],
) -> None:
    """Offer every page; each is imported and made at its first visit."""
    seat = _Seat(desk, county, background, local, officer)
    for name, title, icon, key, make in (
        ("duty", N_("Duty"), "notebook", "F3", seat.duty),
        ("handover", N_("Handover"), "handshake", "F4", seat.handover),
        ("documents", N_("Papers"), "files", "F8", seat.documents),
    ):
        desk.navigation.register(
            PageEntry(name=name, title=title, icon=icon, shortcut=key, make=make)
        )
    desk.navigation.register(
        PageEntry(
            name="management",
            title=N_("Admin"),
            icon="gear-six",
            shortcut="F9",
            make=seat.management,
            at_foot=True,
        )
    )


class _Seat:
    """Makes the pages for whoever sits here."""

    def __init__(
        self,
        desk: Desk,
        county: County,
        background: Background,
        local: Background,
        officer: Callable[[], Officer],
    ) -> None:
        self._desk = desk
        self._county = county
        self._background = background
        self._local = local
        self._officer = officer

    def duty(self) -> Page:
        from ui.duty.desk import Desk as DutyDesk  # noqa: PLC0415 - at the first visit
        from ui.duty.page import DutyPage  # noqa: PLC0415

        county, desk = self._county, self._desk
        return DutyPage(
            DutyDesk(
                db=county.db,
                database_id=county.database_id,
                background=self._background,
                local=self._local,
                station=county.station,
                messages=desk.messages,
                navigation=desk.navigation,
                actions=desk.actions_list,
                officer=self._officer,
                clock=county.clock,
            )
        )

    def handover(self) -> Page:
        from ui.handover.page import HandoverPage  # noqa: PLC0415 - at the first visit

        county, desk = self._county, self._desk
        return HandoverPage(
            county.db,
            self._background,
            desk.messages,
            desk.navigation,
            desk.actions_list,
            officer=self._officer,
            clock=county.clock,
            drafts=self._count_drafts,
        )

    def documents(self) -> Page:
        from ui.documents.page import DocumentsPage  # noqa: PLC0415 - at the first visit

        county, desk = self._county, self._desk
        return DocumentsPage(
            county.db,
            self._background,
            desk.messages,
            desk.actions_list,
            officer=self._officer,
            clock=county.clock,
        )

    def management(self) -> Page:
        from ui.directory.page import ManagementPage  # noqa: PLC0415 - at the first visit

        county, desk = self._county, self._desk
        return ManagementPage(
            county.db,
            self._background,
            desk.messages,
            desk.actions_list,
            officer=self._officer,
            clock=county.clock,
        )

    def _count_drafts(self) -> int:
        county = self._county
        return county.station.count_drafts(county.database_id, self._officer().login)
