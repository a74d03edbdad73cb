"""`commandcenter export`: papers without a window."""

import json
from contextlib import closing
from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from commandcenter.database import schema
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.handover import service as handover
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, now


def text_of(path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def export(run, tmp_path):
    """Write a paper; gives the result and the file."""

    def _export(paper, url, *options, **more):
        out = tmp_path / f"{paper}.pdf"
        return run("export", paper, "--out", out, "--database", url, *options, **more), out

    return _export


def test_the_duty_log_of_today_is_written(any_url, record, export):
    number = record(any_url, "东坝渗水")
    day = f"{number[3:7]}-{number[7:9]}-{number[9:11]}"
    result, out = export("duty-log", any_url, "--from", day)
    assert (result.exit_code, result.stdout) == (0, f"Saved: {out}\n")
    assert "东坝渗水" in text_of(out)


def test_a_period_is_one_paper(url, record, export):
    record(url, "东坝渗水")
    today = day_of(now())
    first, last = today - timedelta(days=3), today + timedelta(days=1)
    result, out = export("duty-log", url, "--from", first, "--to", last)
    assert result.exit_code == 0
    assert "东坝渗水" in text_of(out)


def test_today_is_meant_if_no_day_is_named(url, export):
    result, out = export("duty-log", url)
    assert result.exit_code == 0
    assert "Noshiftsareplanned" in text_of(out)


def test_papers_are_chinese_unless_asked_otherwise(url, export):
    _, out = export("duty-log", url, lang="zh")
    assert "值班日志" in text_of(out)
    export("duty-log", url, "--lang", "en", lang="zh")
    assert "Dutylogof" in text_of(out)


@pytest.mark.parametrize("paper", ["duty-log", "on-call"])
@pytest.mark.parametrize("day", ["2026-13-01", "18.7.2026", "today", "2026-7-1x"])
def test_a_day_is_written_in_one_way(url, export, paper, day):
    result, out = export(paper, url, "--from", day)
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert not out.exists()


def test_a_period_does_not_end_before_it_begins(url, export):
    result, out = export("duty-log", url, "--from", "2026-07-18", "--to", "2026-07-17")
    assert result.exit_code == 1
    assert "would end on 2026-07-17, before it begins on 2026-07-18" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("days", ["0", "-1", "367"])
def test_an_on_call_list_has_a_length(url, export, days):
    result, _ = export("on-call", url, "--days", days)
    assert result.exit_code == 2


def test_the_on_call_list_is_written(url, record, export):
    record(url, "a")
    result, out = export("on-call", url, "--from", day_of(now()) - timedelta(days=1), "--days", 3)
    assert result.exit_code == 0
    assert "On-calllistof" in text_of(out)


def test_without_a_handover_there_is_none_to_print(any_url, export):
    for options in ((), ("--day", "2026-07-18")):
        result, out = export("handover", any_url, *options)
        assert result.exit_code == 1
        assert "No handover was made" in result.stderr
        assert not out.exists()


def test_the_newest_handover_is_written(any_url, record, export):
    record(any_url, "东坝渗水")
    chief = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
    with closing(Database(any_url)) as db:
        frozen = handover.start(db, officer=chief)
        shift_day = date.fromisoformat(frozen.snapshot.body["shift"]["day"])
    for options in ((), ("--day", shift_day)):
        result, out = export("handover", any_url, *options)
        assert result.exit_code == 0, result.output
        assert "Shifthandoverreport" in text_of(out)


def test_who_took_the_paper_out_is_in_the_journal(url, export):
    _, out = export("duty-log", url, "--from", "2026-07-18")
    with closing(Database(url)) as db, db.read() as tx:
        row = tx.execute(sa.select(schema.journal).order_by(sa.desc("seq"))).first()
    assert (row.kind, row.author) == ("documents.exported", "command-line")
    assert json.loads(row.body)["of"] == "2026-07-18/2026-07-18"
    assert out.exists()


def test_a_paper_made_again_is_the_same_file(url, record, export):
    record(url, "东坝渗水")
    _, out = export("duty-log", url)
    first = out.read_bytes()
    export("duty-log", url)
    assert out.read_bytes() == first


def test_a_folder_that_is_not_there_is_said(url, run, tmp_path):
    out = tmp_path / "nowhere" / "log.pdf"
    result = run("export", "duty-log", "--out", out, "--database", url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "log.pdf could not be saved." in result.stderr
