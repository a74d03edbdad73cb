"""`commandcenter drills`: the year without a window."""

from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


@pytest.fixture
def planned(url):
    """A county with a drill, one without notice and one without a day."""
    begin = datetime(2026, 5, 12, 1, tzinfo=UTC)
    facts = (
        {"title": "防汛演练", "begins_at": begin},
        {"title": "双盲演练", "begins_at": begin, "is_unannounced": True},
        {"title": "消防演练", "month": 11},
    )
    with closing(Database(url)) as db:
        for one in facts:
            drills.create(db, Drill(id=new_id(), year=2026, number=0, **one), officer=CHIEF)
    return url


@pytest.fixture
def write(run, tmp_path, planned):
    """Run one of the commands; gives the result and the bytes."""

    def _write(command, name, *options):
        out = tmp_path / name
        result = run("drills", command, "--out", out, "--database", planned, *options)
        return result, out.read_bytes() if out.exists() else b""

    return _write


def test_the_plan_and_the_statistics_are_papers_or_workbooks(write):
    for command in ("annual-plan", "statistics"):
        result, paper = write(command, "a.pdf", "--year", "2026")
        assert result.exit_code == 0
        assert PdfReader(BytesIO(paper)).pages
        result, book = write(command, "a.xlsx", "--year", "2026")
        assert result.exit_code == 0
        assert load_workbook(BytesIO(book)).sheetnames


def test_the_calendar_says_what_it_leaves_out(write):
    result, data = write("calendar", "a.ics", "--year", "2026")
    assert result.stdout.splitlines()[-1] == "Left out, because no day is set: 1"
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 1
    result, data = write("calendar", "a.ics", "--year", "2026", "--with-unannounced")
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 2


def test_days_of_two_years_are_refused(write):
    result, data = write("statistics", "a.pdf", "--from", "2025-12-31", "--to", "2026-01-01")
    assert (result.exit_code, data) == (1, b"")
    assert "one year" in result.stderr
