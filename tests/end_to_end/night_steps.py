"""What an officer does with the keys during a flood night, step by step."""

import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from tests.county_hall import PASSWORD
from tests.end_to_end.workstation import Workstation

LEADER = "zhoumin"
_MOST_TABS, _MOST_ROWS = 60, 60
_SECTIONS = 8


def said(station: Workstation, words: str) -> Any:
    """Wait until the message bar says it, then until everything is written and read."""
    station.wait_until(lambda seen: words in seen["message"])
    return station.settle()


def at_page(station: Workstation, name: str) -> Any:
    """Wait until a page is in front and has read everything."""
    return station.wait_until(lambda seen: seen["page"] == name and seen["is_idle"])


def go_to(station: Workstation, field: str, *, back: bool = False) -> None:
    """Walk to a field with the Tab key, or back with Shift."""
    names = []
    for _ in range(_MOST_TABS):
        names.append(station.look()["focus_name"])
        if names[-1] == field:
            return
        station.press("Shift+Tab" if back else "Tab")
    raise AssertionError((field, names))


def choose(station: Workstation, field: str, words: str) -> None:
    """Choose one of the words of a field with the arrow keys."""
    go_to(station, field)
    station.press("Home")
    for _ in range(_MOST_ROWS):
        if station.look()["focused_text"] == words:
            return
        station.press("Down")
    raise AssertionError((field, words, station.look()))


def front(station: Workstation, words: str) -> None:
    """Bring the row with these words to the front of the list that has the keys."""
    station.press("Ctrl+Home")
    seen = []
    for _ in range(_MOST_ROWS):
        seen.append(station.look()["front"])
        if any(words in cell for cell in seen[-1]):
            return
        station.press("Down")
    raise AssertionError((words, seen))


def change_officer(station: Workstation, login: str) -> None:
    """Let somebody else take the seat."""
    station.press("Ctrl+Shift+Q")
    station.wait_until(lambda seen: seen["asks_who"] and seen["is_idle"])
    station.sign_in(login)


def send_report(station: Workstation, name: str) -> None:
    """Have the report in front checked, signed by the leader, and sent."""
    station.press("Ctrl+Return")
    said(station, f"{name} checked")
    station.press("Ctrl+Return")
    if station.look()["focus_name"] == "Account of the signer":  # it stays for the next one
        station.write(LEADER)
        station.press("Return")
    station.write(PASSWORD)
    station.press("Return")
    said(station, f"{name} signed")
    station.press("Ctrl+Return", "Return")
    said(station, f"{name} sent")


def walk(station: Workstation) -> None:
    """Accept each section of the handover, with every check marked as normal."""
    station.press("F4")
    station.wait_until(lambda walk: walk["state"] == "walking", of="walk")
    while (present := station.tell("walk"))["accepted"] < _SECTIONS:
        station.press(*["1"] * 5, "Return")
        station.wait_until(lambda now, n=present["accepted"]: now["accepted"] > n, of="walk")


def sign_handover(station: Workstation) -> None:
    """Have both officers and the leader sign; the third signature seals."""
    for signed in range(1, 4):
        station.write(PASSWORD)
        station.press("Return")
        if signed < 3:
            station.wait_until(lambda walk, n=signed: sum(walk["signed"]) == n, of="walk")
    said(station, "Sealed as journal number")


def save_paper(station: Workstation, file: Path) -> str:
    """Save the paper in front by the dialog; return its text without any white space."""
    station.wait_until(bool, of="paper")
    station.press("Ctrl+S")
    station.wait_until(lambda seen: seen["focused_text"].endswith(".pdf"))
    station.press("Ctrl+A")
    station.write(str(file))
    station.press("Return")
    said(station, f"Saved as {file.name}")
    return text_of(file)


def print_out(station: Workstation, paper: str, file: Path) -> str:
    """Go to the papers and save the newest one of a kind; return its text."""
    station.press("F8")
    at_page(station, "documents")
    front(station, paper)
    station.wait_until(lambda title: title.startswith(paper), of="paper")
    return save_paper(station, file)


def text_of(file: Path) -> str:
    """Return what a paper says, without any white space."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(file).pages))
