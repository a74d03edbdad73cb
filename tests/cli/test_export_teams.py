"""`commandcenter export`: papers of teams without a window."""

import json
from contextlib import closing
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from commandcenter.database import schema
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, now
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, readiness, roster

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


def text_of(path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def sent(any_url):
    """A team that was on call and is sent; gives the number of the dispatch."""
    team = Team(
        id=new_id(),
        number="QX-001",
        name="桥头队",
        category="grassroots",
        leader="韩铁军",
        leader_phone="19900005671",
        insured_to=day_of(now()),
    )
    away = Team(id=new_id(), number="QX-002", name="东坝队", category="social")
    order = Order(id=new_id(), order_id=new_id(), team_id=away.id, place="石桥村", task="搜救")
    with closing(Database(any_url)) as db:
        for one in (team, away):
            roster.add(db, one, officer=CHIEF)
        said = Readiness(team_id=team.id, state=State.READY, at=db.clock())
        readiness.say(db, said, officer=CHIEF)
        [made] = ordering.order(db, [order], officer=CHIEF)
    return made.number


@pytest.fixture
def export(run, tmp_path, any_url):
    """Write a paper; gives the result and the file."""

    def _export(paper, *options):
        out = tmp_path / f"{paper}.pdf"
        return run("export", paper, "--out", out, "--database", any_url, *options), out

    return _export


@pytest.mark.parametrize(
    ("paper", "options", "said"),
    [
        ("team-roster", (), ("Rosterofrescueteams", "桥头队", "东坝队")),
        ("team-roster", ("--category", "social"), ("东坝队",)),
        ("team-card", ("--number", "QX-001"), ("Rescueteamcard", "桥头队", "19900005671")),
        ("teams-on-call", (), ("Rescueteamsoncall", "桥头队", "19900005671")),
        ("resources", (), ("Rescueresources", "Grass-roots10")),
        ("expiring", (), ("Whatexpires", "桥头队")),
    ],
)
def test_a_paper_is_written(sent, export, paper, options, said):
    result, out = export(paper, *options)
    assert (result.exit_code, result.stdout) == (0, f"Saved: {out}\n")
    text = text_of(out)
    assert all(one in text for one in said)


def test_the_roster_can_be_of_one_category(sent, export):
    _, out = export("team-roster", "--category", "social")
    assert "桥头队" not in text_of(out)


def test_an_order_is_found_by_the_number_of_a_dispatch(sent, export):
    result, out = export("dispatch-order", "--number", sent)
    assert result.exit_code == 0
    assert "搜救" in text_of(out)


@pytest.mark.parametrize("paper", ["team-card", "dispatch-order"])
def test_a_number_that_nothing_has_is_said(sent, export, paper):
    result, out = export(paper, "--number", "QX-999")
    assert result.exit_code == 1
    assert "QX-999. Look at its number again." in result.stderr
    assert not out.exists()


def test_how_far_the_list_looks_ahead_can_be_said(sent, export):
    _, out = export("expiring", "--days", 0)
    assert "expiringwithin0days1" in text_of(out)


def test_who_took_the_paper_out_is_in_the_journal(sent, any_url, export):
    export("team-card", "--number", "QX-001")
    with closing(Database(any_url)) as db, db.read() as tx:
        row = tx.execute(sa.select(schema.journal).order_by(sa.desc("seq"))).first()
    assert (row.kind, row.author) == ("documents.exported", "command-line")
    body = json.loads(row.body)
    assert (body["paper"], body["of"]) == ("team_card", "QX-001")
