"""Taking the year out of the program: as papers, workbooks and a calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import NoSuchRule
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.directory.service import rules
from commandcenter.documents import exports, files
from commandcenter.drills.model.statistics import whole_year
from commandcenter.drills.service import calendars
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.shell.seat import Seat
from ui.widgets.words import language, tr

_SAVED = N_("Saved as {name}.")
_NOWHERE = ("", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out.

    Attributes:
        words: Source text.
        paper: As the journal calls it.
        title: Source text of the suggested file name; `{year}` is filled in.
        make: Makes the bytes of a year; gets the name of the file.
    """

    words: str
    paper: str
    title: str
    suffix: str
    make: Callable[[Database, int, datetime, str], bytes]


def _plan_paper(db: Database, year: int, at: datetime, _name: str) -> bytes:
    from commandcenter.drills.service import year_exports  # noqa: PLC0415 - with its libraries

    return year_exports.annual_plan(db, year, at=at, language=language())


def _plan_workbook(db: Database, year: int, at: datetime, name: str) -> bytes:
    from commandcenter.drills.service import year_exports  # noqa: PLC0415 - with its libraries

    return year_exports.plan_workbook(db, year, at=at, language=language(), name=name)


def _statistics_paper(db: Database, year: int, at: datetime, _name: str) -> bytes:
    from commandcenter.drills.service import year_exports  # noqa: PLC0415 - with its libraries

    return year_exports.statistics(db, whole_year(year), at=at, language=language())


def _statistics_workbook(db: Database, year: int, at: datetime, name: str) -> bytes:
    from commandcenter.drills.service import year_exports  # noqa: PLC0415 - with its libraries

    days = whole_year(year)
    return year_exports.statistics_workbook(db, days, at=at, language=language(), name=name)


def _calendar(db: Database, year: int, at: datetime, _name: str) -> bytes:
    return calendars.export(db, (year,), at=at, language=language()).data


_PLAN, _COUNTS = N_("Drills {year}"), N_("Statistics of drills {year}")
WAYS = (
    Way(
        words=N_("Annual plan as PDF"),
        paper="drill_year",
        title=_PLAN,
        suffix="pdf",
        make=_plan_paper,
    ),
    Way(
        words=N_("Annual plan as Excel workbook"),
        paper="drill_year_workbook",
        title=_PLAN,
        suffix="xlsx",
        make=_plan_workbook,
    ),
    Way(
        words=N_("Statistics as PDF"),
        paper="drill_statistics",
        title=_COUNTS,
        suffix="pdf",
        make=_statistics_paper,
    ),
    Way(
        words=N_("Statistics as Excel workbook"),
        paper="drill_statistics_workbook",
        title=_COUNTS,
        suffix="xlsx",
        make=_statistics_workbook,
    ),
    Way(
        words=N_("Calendar file (iCalendar)"),
        paper="drill_calendar",
        title=_PLAN,
        suffix="ics",
        make=_calendar,
    ),
)


class YearExport(QObject):
    """Asks for a file, makes it in the background and notes in the journal who took it."""

    def __init__(self, db: Database, seat: Seat, part: QWidget) -> None:
        super().__init__(part)
        self._db = db
        self._seat = seat
        self._part = part

    def open_menu(self, year: int, subscription: str, at: QPoint) -> QMenu:
        """Offer the ways out below a point of the screen."""
        menu = QMenu(self._part)
        refusal = self._refusal()
        for way in WAYS:
            action = menu.addAction(tr(way.words))
            action.setEnabled(not refusal)
            action.triggered.connect(partial(self.choose_file, way, year))
        menu.addSeparator()
        words = tr("Subscription file: {path}").format(path=subscription)
        none = tr("No subscription file; the rules say where one is kept.")
        menu.addAction(refusal or (words if subscription else none)).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def choose_file(self, way: Way, year: int) -> None:
        """Let the user choose where the file goes."""
        dialog = QFileDialog(self._part, tr(way.words))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{way.suffix.upper()} (*.{way.suffix})")
        dialog.setDefaultSuffix(way.suffix)
        dialog.selectFile(f"{tr(way.title).format(year=year)}.{way.suffix}")
        dialog.fileSelected.connect(partial(self.save_to, way, year))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, way: Way, year: int, path: str) -> None:
        """Make the file and put it there."""
        officer, at = self._seat.officer(), self._seat.clock()
        call = partial(_save, self._db, way, year, Path(path), officer, at)
        self._seat.background.read(
            self,
            call,
            lambda name: self._seat.messages.say(_SAVED, name=name),
            self._seat.messages.problem,
        )

    def _refusal(self) -> str:
        try:
            require(self._seat.officer(), Right.EXPORT)
        except NotAllowed as error:
            return error.said(tr)
        return ""


def subscription(db: Database, *, at: datetime) -> str:
    """Return where the county keeps the file that calendars subscribe to; empty for nowhere."""
    try:
        with db.read() as tx:
            path = rules.value(tx, calendars.CALENDAR_FILE, on=day_of(at)).strip()
    except NoSuchRule:
        return ""
    return "" if path in _NOWHERE else path


def _save(db: Database, way: Way, year: int, path: Path, officer: Officer, at: datetime) -> str:
    require(officer, Right.EXPORT)
    data = way.make(db, year, at, path.name)
    exports.note(db, data, paper=way.paper, of=str(year), officer=officer)
    files.save(path, data)
    return path.name
