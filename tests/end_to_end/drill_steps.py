"""What controllers, players and evaluators do in a drill, and what has to come of it."""

from tests.end_to_end import night_steps as steps
from tests.end_to_end.drill_scene import TEAM
from tests.end_to_end.workstation import Workstation


def at_console(station: Workstation) -> None:
    """Go to the console of the drill that runs."""
    station.press("Alt+F7")
    steps.at_page(station, "drill_run")
    station.wait_until(lambda seen: bool(seen["lines"]), of="course")


def begin(station: Workstation) -> None:
    """Choose the drill that is planned, and start it."""
    station.press("Alt+F7")
    steps.at_page(station, "drill_run")
    station.settle()  # the keys are on the drill that comes next
    station.press("Space")
    station.wait_until(lambda seen: bool(seen["lines"]), of="course")
    station.press("Ctrl+Return")
    station.wait_until(lambda seen: seen["due"] is not None, of="course")


def take_part(station: Workstation, title: str) -> None:
    """Go into the drill that runs."""
    station.wait_until(lambda seen: title in seen["drills"])
    station.press("Ctrl+Shift+D")
    station.wait_until(lambda seen: seen["plays"] == title and seen["is_idle"])
    station.press("F3")
    steps.at_page(station, "duty")


def stands(station: Workstation, number: int, standing: str) -> None:
    """Wait until a line of the script stands there, as the console shows it."""
    station.wait_until(lambda seen: seen["lines"][str(number)] == standing, of="course")


def beats(scene, station: Workstation) -> None:
    """Wait until every program has asked at least twice what is due."""
    for one in scene.stations.values():
        before = one.tell("beats")
        one.wait_until(lambda now, n=before: now >= n + 2, of="beats")
    station.settle()


def back_to(station: Workstation, number: int) -> None:
    """Go back to a line that was delivered, which is asked for twice; it comes once more."""
    bring(station, number)
    station.press("B", "B")
    station.wait_until(lambda seen: seen["rounds"] == 1, of="course")
    stands(station, number, "delivered")


def fire(station: Workstation, number: int) -> None:
    """Deliver a line that would not come by itself."""
    bring(station, number)
    station.press("Space")
    stands(station, number, "delivered")


def bring(station: Workstation, number: int) -> None:
    """Bring a line to the front by hand, as whoever means it does."""
    station.press("Home")
    for _ in range(40):
        if station.tell("course")["front"] == number:
            return
        station.press("Down")
    raise AssertionError(number)


def open_incident(station: Workstation, kind: str, *, level: str = "") -> None:
    """Open an incident from the newest line of the log, at a level that nobody proposed."""
    station.settle()
    station.press("F3", "Ctrl+L", "Home", "Ctrl+I")
    steps.at_page(station, "incidents")
    steps.choose(station, "Kind of incident", kind)
    if level:
        steps.choose(station, "Level", level)
        steps.go_to(station, "Reason for another level")
        station.write("水情急")
    station.press("Return")
    steps.said(station, "opened")


def casualties(station: Workstation, dead: str) -> None:
    """Count the dead."""
    station.press("Ctrl+G")
    steps.go_to(station, "dead")
    station.write(dead)
    station.press("Ctrl+S")
    steps.said(station, "Figures of")


def send_team(station: Workstation, place: str) -> None:
    """Order the team that is proposed for the incident in front, and let it assemble."""
    station.press("Ctrl+D")
    steps.at_page(station, "teams")
    station.wait_until(lambda board: board["proposed"], of="board")
    if station.tell("board")["is_at_place"]:
        station.write(place)
    station.press("Ctrl+D")
    station.wait_until(lambda board: TEAM in board["lanes"]["ordered"], of="board")
    for _ in ("acknowledged", "assembled"):
        station.settle()
        station.press("Return")
    station.wait_until(lambda board: TEAM in board["lanes"]["muster"], of="board")


def report(station: Workstation, affected: str, *, by_phone: bool = False) -> None:
    """Report the incident in front: by phone if that is wanted, and in writing."""
    station.press("Ctrl+F5")
    steps.at_page(station, "incidents")
    station.press("Ctrl+G")
    steps.go_to(station, "people affected")
    station.write(affected)
    station.press("Ctrl+S")
    steps.said(station, "Figures of")
    if by_phone:
        station.press("Ctrl+P")
        station.wait_until(lambda seen: seen["focus_name"] == "Unit called" and seen["is_idle"])
        station.write("市应急管理局")
        steps.go_to(station, "Who took the call")
        station.write("陈刚")
        station.press("Return")
        steps.said(station, "Call about")
    station.press("Ctrl+R")
    steps.said(station, "First report begun")
    steps.send_report(station, "First report")
