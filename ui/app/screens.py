"""Pictures of the program, taken without a screen and without changing the county."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer

from commandcenter.board.service import exports as board
from commandcenter.cli.export import command_line_officer
from commandcenter.cli.opening import open_county
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import accounts
from commandcenter.documents import files
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.statistics import whole_year
from commandcenter.drills.service import drill_exports, records, review_exports, year_exports
from commandcenter.drills.service import script as drill_script
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.duty.service import exports, shifts
from commandcenter.handover import papers as handover_papers
from commandcenter.handover import service as handover
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import Translate, translation
from commandcenter.teams.service import dispatch
from commandcenter.teams.service import exports as teams
from commandcenter.warnings.service import calling, passing
from commandcenter.warnings.service import exports as warnings
from ui.app.program import Program, make_application
from ui.shell.page import Target
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from ui.app.session import Session

# Longer than any page takes; a page that is not ready by then is a failure, not a picture.
PATIENCE_S = 60.0
LOOK_EVERY_MS = 40
SETTLED_LOOKS = 5  # so many looks in a row with nothing under way

LOGIN, PALETTE, KEYS = "login", "palette", "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture to take.

    Attributes:
        page: Name of a page, of a part of one such as `teams-board`, or `login`, `palette`,
            `keys`.
        size: Pixels.
        percent: Scale of everything.
    """

    page: str
    lang: str
    theme: str
    size: tuple[int, int]
    percent: int = 100

    def file_name(self) -> str:
        """Return a name that says what is on it."""
        width, height = self.size
        return f"{self.page}-{self.lang}-{self.theme}-{width}x{height}-{self.percent}.png"


def take(address: str, pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Write each picture into a folder; returns the files.

    Raises:
        Unavailable: A page was not ready in time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(picture, folder / picture.file_name()) for picture in pictures]
    _take(address, wanted)
    return [path for _, path in wanted]


def take_one(address: str, picture: Picture, path: Path) -> None:
    """Write one picture.

    Raises:
        Unavailable: The page was not ready in time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _take(address, [(picture, path)])


def _take(address: str, wanted: Sequence[tuple[Picture, Path]]) -> None:
    make_application()
    # Its own: quitting the application closes its windows, and the last one closed asks to
    # quit once more, which would end every later loop of this process at once.
    loop = QEventLoop()
    with tempfile.TemporaryDirectory() as own:
        # Neither the drafts nor the settings of whoever works here are touched.
        settings = QSettings(str(Path(own) / "view.ini"), QSettings.Format.IniFormat)
        with _program(address, settings, Path(own)) as program:
            photographer = _Photographer(loop, program, _watch_chief(address), wanted)
            photographer.begin()
            loop.exec()
        if photographer.failure is not None:
            raise photographer.failure


@contextmanager
def _program(address: str, settings: QSettings, station: Path) -> Iterator[Program]:
    program = Program(address, settings, station=station)
    try:
        yield program
    finally:
        program.close()


def _watch_chief(address: str) -> Officer:
    """Return whoever is chief of the shift on watch, to see the pages as they do."""
    db = open_county(address)
    try:
        shift = shifts.on_watch(db, at=db.clock())
        return _officer(db, shift)
    finally:
        db.close()


def _officer(db: Database, shift: Shift | None) -> Officer:
    chiefs = {member.person_id for member in shift.who(DutyRole.CHIEF)} if shift else set()
    known = sorted(
        accounts.everyone(db),
        key=lambda one: (not one.is_active, one.person_id not in chiefs, one.role is Role.ADMIN),
    )
    if not known:
        return command_line_officer()
    account = known[0]
    return Officer(
        account_id=account.id,
        login=account.login,
        name=account.name,
        rights=frozenset(RIGHTS[account.role]),
    )


class _Photographer(QObject):
    """Goes from picture to picture; each is taken when nothing is under way any more."""

    def __init__(
        self,
        loop: QEventLoop,
        program: Program,
        officer: Officer,
        wanted: Sequence[tuple[Picture, Path]],
    ) -> None:
        super().__init__(loop)
        self.failure: Exception | None = None
        self._loop = loop
        self._program = program
        self._officer = officer
        self._wanted = sorted(wanted, key=_likeness)
        self._is_posed = False
        self._quiet_looks = 0
        self._began_s = time.monotonic()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        program.crashes.caught.connect(self._fail)

    def begin(self) -> None:
        """Show the window and start looking."""
        self._program.window.show()
        self._program.open()
        self._timer.start()

    def _look(self) -> None:
        if time.monotonic() - self._began_s > PATIENCE_S:
            self._fail(Unavailable())
            return
        self._quiet_looks = self._quiet_looks + 1 if self._program.is_idle() else 0
        session = self._program.session
        if session is None or self._quiet_looks < SETTLED_LOOKS:
            return
        self._quiet_looks = 0
        self._began_s = time.monotonic()
        if not self._wanted:
            self._end()
        elif not self._is_posed:
            self._pose(session, self._wanted[0][0])
            self._is_posed = True
        else:
            picture, path = self._wanted.pop(0)
            self._program.window.grab().save(str(path))
            self._unpose(picture)
            self._is_posed = False

    def _pose(self, session: "Session", picture: Picture) -> None:
        window = self._program.window
        _show_as(window, picture)
        if picture.page == LOGIN:
            session.change_officer()
            return
        if not session.is_at_work():
            session.enter(self._officer)
        if picture.page == PALETTE:
            window.desk.palette_sheet.open_sheet()
        elif picture.page == KEYS:
            window.desk.key_sheet.open_sheet()
        else:
            page, _, kind = picture.page.partition("-")
            window.desk.navigation.open(Target(page=page, kind=kind))

    def _unpose(self, picture: Picture) -> None:
        if picture.page == PALETTE:
            self._program.window.desk.palette_sheet.close_sheet()
        elif picture.page == KEYS:
            self._program.window.desk.key_sheet.close_sheet()

    def _fail(self, error: Exception) -> None:
        self.failure = error
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._loop.quit()


def _show_as(window: MainWindow, picture: Picture) -> None:
    """Change what is different; each change touches every widget there is."""
    view = window.view
    if view.settings.language != picture.lang:
        view.set_language(picture.lang)
    if view.settings.theme != picture.theme:
        view.set_theme(picture.theme)
    if view.settings.scale_percent != picture.percent:
        view.set_scale(picture.percent)
    window.resize(*picture.size)


def _likeness(wanted: tuple[Picture, Path]) -> tuple[object, ...]:
    # After the sign-in page every page is made anew, so that one comes first.
    picture = wanted[0]
    look = (picture.lang, picture.theme, picture.percent, picture.size)
    return (picture.page != LOGIN, *look)


def write_papers(address: str, folder: Path, language: str) -> list[Path]:
    """Write today's papers of a county into a folder; returns the files."""
    db = open_county(address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        papers = (
            _duty_papers(db, translation(language))
            | _team_papers(db, language)
            | _live_papers(db, language)
            | _drill_papers(db, language)
        )
        for name, data in papers.items():
            files.save(folder / name, data)
        return [folder / name for name in papers]
    finally:
        db.close()


def _duty_papers(db: Database, words: Translate) -> dict[str, bytes]:
    today = day_of(db.clock() - timedelta(hours=8))
    last = today + timedelta(days=6)
    officer = command_line_officer()
    papers = {
        "duty-log.pdf": exports.duty_log(db, today, today, words=words),
        "on-call.pdf": exports.on_call(db, today, last, officer=officer, words=words),
    }
    newest = handover.newest(db)
    if newest is not None:
        papers["handover.pdf"] = handover_papers.report(newest, words=words)
    return papers


def _team_papers(db: Database, language: str) -> dict[str, bytes]:
    """Return the papers of the rescue teams; the card and the order are of the newest order."""
    at, officer = db.clock(), command_line_officer()
    papers = {
        "expiring.pdf": teams.expiring(db, at=at, language=language),
        "resources.pdf": teams.resources(db, at=at, officer=officer, language=language),
        "team-roster.pdf": teams.roster_list(db, at=at, officer=officer, language=language),
        "teams-on-call.pdf": teams.on_call(db, at=at, officer=officer, language=language),
    }
    for sent in dispatch.page(db, limit=1):
        order = sent.order
        papers["dispatch-order.pdf"] = teams.order(
            db, order.order_id, at=at, officer=officer, language=language
        )
        papers["team-card.pdf"] = teams.card(
            db, order.team_id, at=at, officer=officer, language=language
        )
    return papers


def _live_papers(db: Database, language: str) -> dict[str, bytes]:
    """Return the present state, and the papers of warnings; the record is of the newest list."""
    at, officer = db.clock(), command_line_officer()
    today = day_of(at)
    papers = {
        "situation.pdf": board.situation(db, at=at, officer=officer, language=language),
        "warning-log.pdf": warnings.warning_log(
            db, today - timedelta(days=1), today, language=language
        ),
    }
    for one in passing.page(db):
        if calling.of_warning(db, one.id):
            papers["call-record.pdf"] = warnings.call_record(
                db, one.id, officer=officer, language=language
            )
            break
    return papers


def _drill_papers(db: Database, language: str) -> dict[str, bytes]:
    """Return the papers of the year of drills, of the drill that comes next, and of the last."""
    at = db.clock()
    year = day_of(at).year
    papers = {
        "annual-plan.pdf": year_exports.annual_plan(db, year, at=at, language=language),
        "drill-statistics.pdf": year_exports.statistics(
            db, whole_year(year), at=at, language=language
        ),
    }
    written = [one for one in _drills(db) if drill_script.lines(db, one.id)]
    for one in [one for one in written if one.state is State.PLANNED][:1]:
        papers["drill-plan.pdf"] = drill_exports.drill_plan(db, one.id, at=at, language=language)
        papers["drill-script.pdf"] = drill_exports.script(db, one.id, at=at, language=language)
    for one in [one for one in written if one.state is State.ENDED][-1:]:
        papers["evaluation-form.pdf"] = review_exports.merged_form(
            db, one.id, at=at, language=language
        )
        papers["drill-report.pdf"] = review_exports.review_report(
            db, one.id, at=at, language=language
        )
        papers["improvement-list.pdf"] = review_exports.improvement_list(
            db, one.id, at=at, language=language
        )
    return papers


def _drills(db: Database) -> tuple[Drill, ...]:
    return records.everything(db, Drill, ("year", "number"))
