"""The roster found, filtered and opened."""

from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from ui.shell.page import Target
from ui.teams.roster_filter import Wanted
from ui.widgets.record_table_model import STALE_ROLE
from ui.widgets.words import tr

Key = Qt.Key


def names(page):
    table = page.roster.table.records
    return [table.record(row).team.name for row in range(table.rowCount())]


def titles(page):
    table = page.roster.table.records
    across = Qt.Orientation.Horizontal
    return [table.headerData(at, across) for at in range(table.columnCount())]


def shown(page, title):
    table = page.roster.table.records
    at = titles(page).index(tr(title))
    return [table.index(row, at).data() for row in range(table.rowCount())]


def test_a_team_is_found_by_pinyin_initials(page, press, write):
    press(Key.Key_F, ctrl=True)
    write("qsjyz")
    assert names(page) == ["县潜水救援组"]


def test_teams_are_counted_by_category_and_firms_apart(page):
    tiles = page.roster.totals.tiles
    teams, firms = tr("{teams} teams · {people} pax"), tr("{teams} firms · {people} pax")
    assert tiles[""].text() == teams.format(teams=3, people=2)
    assert tiles["contract_firm"].text() == firms.format(teams=1, people=0)


def test_a_total_shows_its_teams_and_shows_all_again(page):
    tile = page.roster.totals.tiles["special"]
    tile.click()
    assert names(page) == ["县潜水救援组"]
    page.roster.totals.tiles["special"].click()
    assert len(names(page)) == 3


def test_escape_shows_all_teams_again(page, press, write):
    press(Key.Key_F, ctrl=True)
    write("lt")
    press(Key.Key_Escape)
    assert len(names(page)) == 3


def test_a_township_shows_what_stands_in_it(page):
    page.roster.filter.ask(Wanted(township="330399101"))
    assert names(page) == ["龙潭镇应急救援队"]


def test_a_team_heard_of_long_ago_stands_hatched(page):
    table = page.roster.table.records
    at = titles(page).index(tr("Readiness"))
    stale = [table.index(row, at).data(STALE_ROLE) for row in range(table.rowCount())]
    assert stale == [False, True, True]
    assert shown(page, "Readiness")[2] == tr("Unknown")


def test_columns_are_remembered(page, window):
    page.roster.columns.show_column("owner", True)
    assert window.desk.view.recall("teams/roster_columns").split()[-1] == "owner"
    page.roster.columns.reset()
    assert "owner" not in page.roster.columns.shown()


def test_enter_opens_the_card_and_escape_leads_back(qtbot, page, press):
    page.roster.table.setFocus()
    press(Key.Key_Return)
    qtbot.wait_until(page.roster.is_card_open)
    assert page.roster.card.facts.editor.form.values()["name"] == "龙潭镇应急救援队"
    assert page.place() == Target(
        page="teams", kind="team", key=page.roster.table.present().team.id
    )
    press(Key.Key_Escape)
    assert not page.roster.is_card_open()


def test_phones_are_masked_for_those_who_may_not_see_them(room, open_page):
    room.role = Role.VIEWER
    page = open_page(room)
    assert shown(page, "Duty phone")[0] == "057 **** 3001"
    assert not page.roster.new.isEnabled()
