"""Papers of teams chosen, made and taken out on the documents page."""

import json
from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commandcenter.database.schema import journal
from commandcenter.directory.rights import Role
from commandcenter.kernel.ids import new_id
from commandcenter.teams.service import dispatch
from ui.documents.kinds import PaperKind
from ui.shell.page import Target
from ui.widgets.words import tr

Key = Qt.Key


@pytest.fixture
def teams(office):
    """Two teams, the first one sent."""
    return office.send("张家山应急队", "桥头救援队")


@pytest.fixture
def page(qtbot, office, teams, open_page):
    page = open_page(office)
    qtbot.wait_until(lambda: page.view.page_count() > 0 and shown(page.choices.teams) != [])
    qtbot.wait_until(lambda: shown(page.choices.sent) != [])
    return page


def shown(subjects):
    records = subjects.table.records
    return [records.record(row).name for row in range(records.rowCount())]


def text(page):
    reader = pypdf.PdfReader(BytesIO(page._paper.data))
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


@pytest.fixture
def choose(qtbot, page):
    """Choose a kind of paper and wait until it is made."""

    def _choose(kind):
        page.choices.kinds.choose(kind)
        qtbot.wait_until(lambda: page._paper is not None and page._order.kind is kind)
        return text(page)

    return _choose


@pytest.mark.parametrize(
    "kind",
    [PaperKind.TEAM_ROSTER, PaperKind.TEAMS_ON_CALL, PaperKind.RESOURCES, PaperKind.EXPIRING],
)
def test_a_paper_of_all_teams_needs_nothing_but_its_kind(page, choose, kind):
    assert "清溪县应急指挥中心" in choose(kind)
    for needs in (page.choices._period, page.choices.reports, page.choices.teams):
        assert not needs.isVisible()


def test_a_card_is_of_the_team_that_is_chosen(qtbot, page, choose):
    assert "张家山应急队" in choose(PaperKind.TEAM_CARD)
    assert page.choices.teams.isVisible()
    before = page._paper
    page.choices.teams.table.setFocus()
    qtbot.keyClick(page.choices.teams.table, Key.Key_Down)
    qtbot.wait_until(lambda: page._paper not in (None, before))
    assert "桥头救援队" in text(page)


def test_a_team_is_found_by_its_initials_and_kept_while_typing(qtbot, page, choose):
    choose(PaperKind.TEAM_CARD)
    line = page.choices.teams.text
    line.setFocus()
    qtbot.keyClicks(line, "qtj")
    qtbot.wait_until(lambda: shown(page.choices.teams) == ["桥头救援队"])
    assert line.text() == "qtj"
    assert isinstance(page.window().focusWidget(), QLineEdit)
    before = page._paper
    qtbot.keyClick(line, Key.Key_Down)
    qtbot.wait_until(lambda: page._paper not in (None, before))
    assert "桥头救援队" in text(page)


def test_an_order_is_chosen_by_its_number(page, choose):
    found = choose(PaperKind.DISPATCH_ORDER)
    assert "搜救" in found
    assert "石桥村" in found
    assert page.choices.sent.isVisible()
    assert not page.choices.sent.text.isVisible()


def test_an_order_of_a_drill_is_listed_as_one(qtbot, office, page, teams, choose):
    choose(PaperKind.DISPATCH_ORDER)
    office.send_in_drill(teams[1], "演练场")
    page.on_answer(frozenset({"teams"}))
    table = page.choices.sent.table
    qtbot.wait_until(lambda: table.records.rowCount() == 2)
    names = [table.records.index(row, 1).data() for row in range(2)]
    drill, real = "演练场 桥头救援队", "石桥村 张家山应急队"
    assert names == [tr("DRILL: {title}").format(title=drill), real]
    before = page._paper
    table.choose(table.records.record(0).key)
    qtbot.wait_until(lambda: page._paper not in (None, before) and "演练场" in text(page))


def test_a_step_comes_into_the_order_by_itself(qtbot, office, page, choose):
    choose(PaperKind.DISPATCH_ORDER)
    before = page._paper.data
    [sent] = dispatch.still_open(office.db)
    dispatch.take(office.db, sent.id, sent.next_step, officer=office.officer())
    page.on_answer(frozenset({"teams"}))
    qtbot.wait_until(lambda: page._paper is not None and page._paper.data != before)


def test_a_link_opens_the_card_of_a_team(qtbot, page, teams):
    target = Target(page="documents", kind="team_card", key=teams[1].id)
    page.go_to(target)
    qtbot.wait_until(lambda: page._paper is not None and "桥头救援队" in text(page))
    assert page.place() == target


def test_a_link_to_what_is_not_there_says_so(qtbot, page):
    page.go_to(Target(page="documents", kind="team_card", key=new_id()))
    qtbot.wait_until(lambda: page._deck.currentWidget() is page._deck._state)
    assert not page.choices.save.isEnabled()


def test_without_teams_a_card_says_what_to_do(qtbot, office, open_page):
    page = open_page(office)
    qtbot.wait_until(lambda: page.view.page_count() > 0)
    for kind in (PaperKind.TEAM_CARD, PaperKind.DISPATCH_ORDER):
        page.choices.kinds.choose(kind)
        assert page._deck.currentWidget() is page._deck._state
        assert not page.choices.save.isEnabled()


def test_whoever_may_not_see_phones_gets_them_masked(qtbot, office, teams, open_page):
    office.role = Role.VIEWER
    page = open_page(office)
    page.choices.kinds.choose(PaperKind.TEAM_ROSTER)
    qtbot.wait_until(lambda: page._paper is not None and "张家山" in text(page))
    assert "19900005671" not in text(page)
    assert "199 **** 5671" in text(page)


def test_what_was_taken_out_is_noted_with_its_number(qtbot, office, page, choose, tmp_path):
    choose(PaperKind.TEAM_CARD)
    path = tmp_path / "card.pdf"
    page._out.save_to(page._paper, str(path))
    qtbot.wait_until(lambda: path.exists() and path.stat().st_size > 0)
    with office.db.read() as tx:
        row = tx.execute(journal.select().order_by(journal.c.seq.desc())).first()
    body = json.loads(row.body)
    assert (body["paper"], body["of"]) == ("team_card", "QX-001")
    assert "QX-001" in page._paper.title
