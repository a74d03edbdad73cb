"""Run as a program of its own: an officer types until somebody kills the program.

Arguments: database file, station folder. Prints every key once it has been pressed.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.duty.desk import Desk
from ui.duty.page import DutyPage
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.language import speak
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation
from ui.widgets import theme


def main(database: str, folder: str) -> None:
    """Open the duty page and type a number every 20 ms."""
    app = QApplication([])
    theme.apply(app, "light")
    speak(app, "en")
    frame, db, station = QWidget(), Database(database), Station(Path(folder))
    officer = Officer(
        account_id=new_id(), login="he.li", name="何立", rights=frozenset(RIGHTS[Role.CHIEF])
    )
    with db.read() as tx:
        database_id = heads.database_id(tx)
    desk = Desk(
        db=db,
        database_id=database_id,
        background=Background(),
        local=Background(),
        station=station,
        messages=MessageBar(frame),
        navigation=Navigation(frame),
        actions=Actions(frame),
        officer=lambda: officer,
        clock=lambda: datetime.now(UTC),
    )
    page = DutyPage(desk)
    page.show()
    pressed = 0

    def press() -> None:
        nonlocal pressed
        card = page.drafts.current()
        if card is None:
            return
        pressed += 1
        QTest.keyClicks(card.form.content, f"{pressed} ")
        sys.stdout.write(f"{pressed}\n")
        sys.stdout.flush()

    timer = QTimer(interval=20)
    timer.timeout.connect(press)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
