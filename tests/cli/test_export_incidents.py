"""`commandcenter export`: papers of incidents without a window."""

import json
from contextlib import closing
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from commandcenter.database import schema
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.service import opening, phoning, reports
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


def text_of(path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def incident(any_url):
    """An incident without a report."""
    facts = Facts(id=new_id(), kind="accident:fire", title="仓库起火", place="东坝村")
    with closing(Database(any_url)) as db:
        return opening.open_incident(db, Opening(id=new_id(), facts=facts), officer=CHIEF)


@pytest.fixture
def export(run, tmp_path, any_url):
    """Write a paper; gives the result and the file."""

    def _export(paper, number):
        out = tmp_path / f"{paper}.pdf"
        options = ("--out", out, "--database", any_url, "--number", number)
        return run("export", paper, *options), out

    return _export


def test_the_newest_report_is_written_and_noted(incident, export, any_url):
    said = {"report_id": new_id(), "officer": CHIEF, "language": "en"}
    with closing(Database(any_url)) as db:
        reports.begin(db, incident.id, ReportKind.FIRST, **said)

    result, out = export("bulletin", incident.number)

    assert (result.exit_code, result.stdout) == (0, f"Saved: {out}\n")
    assert "Reporton仓库起火(Firstreport)" in text_of(out)
    query = sa.select(schema.journal.c.body).where(schema.journal.c.kind == "documents.exported")
    with closing(Database(any_url)) as db, db.read() as tx:
        [body] = tx.execute(query).scalars()
    assert (json.loads(body)["paper"], json.loads(body)["of"]) == ("bulletin", incident.number)


def test_a_form_for_the_phone_is_written(incident, export):
    result, out = export("phone-report", incident.number)

    assert result.exit_code == 0
    assert "仓库起火" in text_of(out)


def test_after_a_call_its_record_is_written(incident, export, any_url):
    with closing(Database(any_url)) as db:
        for to_name in ("陈刚", "赵敏"):
            call = PhoneReport(
                id=new_id(), to_org="市应急管理局", to_name=to_name, content="仓库起火"
            )
            phoning.phone(db, incident.id, call, officer=CHIEF)

    result, out = export("phone-report", incident.number)

    assert result.exit_code == 0
    assert "市应急管理局" in text_of(out)
    assert "赵敏" in text_of(out)


@pytest.mark.parametrize("paper", ["bulletin", "phone-report"])
def test_a_number_that_nothing_has_is_said(incident, export, paper):
    result, out = export(paper, "SJ-1999-999")

    assert result.exit_code == 1
    assert "SJ-1999-999. Look at its number again." in result.stderr
    assert not out.exists()


def test_an_incident_nobody_wrote_about_has_no_bulletin(incident, export):
    result, out = export("bulletin", incident.number)

    assert result.exit_code == 1
    assert "Begin a report first." in result.stderr
    assert not out.exists()
