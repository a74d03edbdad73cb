"""A process of the flood benchmark: a night on the board, so many times faster than true.

`SPEED SECONDS`; prints one JSON object with every beat of the window's thread.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer

import resources
from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.board.model import Forces, Item, ItemKind, Snapshot, plain
from commandcenter.directory.model import Area
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from ui.alarms.bell import Bell
from ui.app import live_facts
from ui.app.program import make_application
from ui.board.page import BoardPage
from ui.shell.background import Background
from ui.shell.garbage import GarbageCollection
from ui.shell.identity import IdentityFacts
from ui.shell.live import INTERVAL_MS
from ui.shell.navigation import PageEntry
from ui.shell.player import Player
from ui.shell.seat import Seat
from ui.shell.window import MainWindow

ITEMS, ALARMS, MINUTES = 3_000, 1_000, 10
_SIZE = (1_920, 1_080)
_BEGIN = datetime(2026, 7, 18, 14, tzinfo=UTC)
_BEAT_MS = 10
# Of the items, each second of the night.
_CHANGED_SHARE, _MOVED = 0.1, 20
# As priorities should be spread: 5, 15 and 80 of 100.
_COLORS = (Severity.RED,) * 5 + (Severity.ORANGE,) * 15 + (Severity.YELLOW,) * 80
_WARM_UP_MS = 6_000  # until what is loaded is no longer looked through
_LAST_SOUND_S = 120  # in which a red one that had to wait is heard


class Night:
    """What happens; the same with every run."""

    def __init__(self, speed: int) -> None:
        self._speed = speed
        self._chance = Random(18)
        self._began_s = time.monotonic()
        self.items = [self._item(number) for number in range(ITEMS)]
        self.alarms: list[Alarm] = []
        self._seconds = 0.0

    def begin(self) -> None:
        """Let the night begin."""
        self._began_s = time.monotonic()

    def seconds(self) -> float:
        """Return how far the night is."""
        return (time.monotonic() - self._began_s) * self._speed

    def clock(self) -> datetime:
        """Return the time of the night."""
        return _BEGIN + timedelta(seconds=self.seconds())

    def read(self, _officer: Officer) -> Snapshot:
        """Let happen what the time since the last reading brought; called on a worker."""
        now = self.seconds()
        passed, self._seconds = now - self._seconds, now
        at = self.clock()
        for _ in range(round(passed * ITEMS * _CHANGED_SHARE)):
            row = self._chance.randrange(ITEMS)
            self.items[row] = replace(self.items[row], value=plain(f"{row % 97}/{now:.0f}"))
        for _ in range(round(passed * _MOVED)):
            row = self._chance.randrange(ITEMS)
            severity = self._chance.choice([*Severity, None])
            seen = self._chance.random() < 0.9
            self.items[row] = replace(
                self.items[row], severity=severity, is_acknowledged=seen, at=at
            )
        return Snapshot(
            at=at, items=tuple(self.items), forces=Forces(teams_out=round(now) % 40, to_move=486)
        )

    def raise_alarms(self) -> Sequence[Alarm]:
        """Return all alarms raised until now."""
        due = min(ALARMS, round(self.seconds() * ALARMS / (MINUTES * 60)))
        while len(self.alarms) < due:
            self.alarms.append(self._alarm(len(self.alarms)))
        return self.alarms

    def officer(self) -> Officer:
        """Return who sits there."""
        return Officer(account_id=new_id(), login="heli", name="何立")

    def _item(self, number: int) -> Item:
        kind = ItemKind.INCIDENT if number % 2 else ItemKind.WARNING
        has_clock = number % 3 == 0
        return Item(
            id=new_id(),
            kind=kind,
            title=f"第 {number} 号事项 东坝渗漏险情",
            at=_BEGIN - timedelta(minutes=number % 300),
            severity=self._chance.choice([*Severity, None]),
            is_acknowledged=self._chance.random() < 0.9,
            place=plain("龙潭镇东坝 · 重大 Ⅱ 级"),
            position=(119.65 + number % 60 / 200, 27.6 + number // 60 / 200),
            due_at=_BEGIN + timedelta(minutes=number % 50) if has_clock else None,
            clock_label="首报",
            value_label="叫应",
            value=plain("8/11"),
            status=plain("处置中"),
            who="林晓",
        )

    def _alarm(self, number: int) -> Alarm:
        severity, at = self._chance.choice(_COLORS), self.clock()
        return Alarm(
            id=new_id(),
            type_code="warning",
            source=f"{number}",
            title=f"第 {number} 号告警",
            severity=severity,
            severity_max=severity,
            state=State.ACTIVE,
            raised_at=at,
            last_at=at,
            round=1,
        )


class Beats:
    """How long the window's thread keeps a beat of 10 ms waiting."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self._last_s: float | None = None
        self._timer = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to count."""
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Count no longer."""
        self._timer.stop()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        if self._last_s is not None:
            self.ms.append((now_s - self._last_s) * 1_000)
        self._last_s = now_s


def main(speed: int, seconds: int) -> dict[str, object]:
    """Run the night and return what was measured."""
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    garbage = GarbageCollection()
    garbage.start()
    garbage.keep_loaded()
    night, background = Night(speed), Background()
    with tempfile.TemporaryDirectory() as own:
        settings = QSettings(str(Path(own) / "view.ini"), QSettings.Format.IniFormat)
        settings.setValue("view/theme", "light")
        window = MainWindow(background, settings, now=night.clock)
        board = _open(window, background, night)
        player = Player(["NULL"])
        bell = Bell(player, lambda: True, night.clock)
        sounds: list[tuple[float, tuple[object, ...]]] = []
        bell.rang.connect(lambda sound: sounds.append((night.seconds(), sound.alarm_ids)))
        _wait(_WARM_UP_MS)
        night.begin()
        beats, live = Beats(), QTimer(interval=INTERVAL_MS)

        def answer() -> None:
            alarms = night.raise_alarms()
            board.on_answer(frozenset({"incidents", "warnings", "alarms"}))
            bell.hear(alarms, in_flood=len(alarms) > MINUTES)
            window.desk.strip.set_facts(live_facts.alarm_facts(alarms))

        live.timeout.connect(answer)
        live.start()
        beats.start()
        _wait(seconds * 1_000 // speed)
        beats.stop()
        reds = {one.id for one in night.alarms if one.severity is Severity.RED}
        _wait(_LAST_SOUND_S * 1_000 // speed)
        live.stop()
        heard = {key for _, keys in sounds for key in keys}
        found = {
            "beats_ms": beats.ms,
            "sounds": _most_within_ten_minutes([at for at, _ in sounds]),
            "reds": len(reds),
            "reds_heard": len(reds & heard),
            "items": sum(box.view.cards.rowCount() for box in board.columns),
        }
        player.close()
        window.close()
        background.close()
    garbage.stop()
    return found


def _most_within_ten_minutes(times_s: Sequence[float]) -> int:
    window_s = MINUTES * 60
    return max((sum(at <= other < at + window_s for other in times_s) for at in times_s), default=0)


def _open(window: MainWindow, background: Background, night: Night) -> BoardPage:
    desk = window.desk
    seat = Seat(
        background=background,
        messages=desk.messages,
        navigation=desk.navigation,
        actions=desk.actions_list,
        officer=night.officer,
        clock=night.clock,
    )
    board = BoardPage(seat, read=night.read, ground=_areas)
    entry = PageEntry(
        name="board", title="Live", icon="squares-four", shortcut="F5", make=lambda: board
    )
    desk.navigation.register(entry)
    window.resize(*_SIZE)
    window.show()
    window.show_work(night.officer(), IdentityFacts(county="清溪县"))
    return board


def _areas() -> tuple[Area, ...]:
    with resources.path("demo", "areas.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return tuple(
        Area(
            code=one["properties"]["code"],
            parent=one["properties"]["parent"] or None,
            name=one["properties"]["name"],
            tier=one["properties"]["tier"],
            lon=one["properties"]["lon"],
            lat=one["properties"]["lat"],
            geometry=json.dumps(one["geometry"]),
        )
        for one in features
        if one["properties"]["tier"] in {"county", "township"}
    )


def _wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
