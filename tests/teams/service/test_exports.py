"""Papers of teams are the same whichever database they are read from."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.service import exports, imports, ordering, readiness

AT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def card(db, chief, a_card):
    """A team on call."""
    made = a_card(3, name="桥头队", insured_to=AT.date(), strength_norm="township_3")
    imports.import_all(db, [made], officer=chief)
    readiness.say(db, Readiness(team_id=made.team.id, state=State.READY, at=AT), officer=chief)
    return made


@pytest.fixture
def sent(db, chief, card):
    """That team, sent."""
    order = Order(id=new_id(), order_id=new_id(), team_id=card.team.id, place="石桥村", task="搜救")
    [made] = ordering.order(db, [order], officer=chief)
    return made


@pytest.mark.parametrize("made", ["roster_list", "on_call", "resources"])
def test_a_list_of_all_names_the_team(db, chief, card, made):
    data = getattr(exports, made)(db, at=AT, officer=chief, language="en")
    assert "桥头队" in text_of(data)


def test_what_expires_names_the_team(db, card):
    assert "桥头队" in text_of(exports.expiring(db, at=AT, language="en"))


def test_the_card_names_the_dispatch(db, chief, card, sent):
    data = exports.card(db, card.team.id, at=AT, officer=chief, language="en")
    assert sent.number in text_of(data)


def test_the_order_names_team_and_task(db, chief, sent):
    data = exports.order(db, sent.order.order_id, at=AT, officer=chief, language="en")
    assert "桥头队" in text_of(data)
    assert "搜救" in text_of(data)


def test_a_printed_number_finds_its_paper(db, card, sent):
    assert exports.team_with(db, f" {card.team.number} ") == card.team.id
    assert exports.order_with(db, f" {sent.number} ") == sent.order.order_id
    with pytest.raises(exports.NoSuchTeam):
        exports.team_with(db, "QX-999")
    with pytest.raises(exports.NoSuchDispatch):
        exports.order_with(db, "DD-2026-999")
