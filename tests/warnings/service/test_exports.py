"""The log of warnings and the record of call-and-answer: their words, their bytes."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of, now
from commandcenter.warnings.model.calls import Attempt, Outcome
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.service import calling, exports, passing
from commandcenter.warnings.service.passing import WarningDraft

VIEWER = Officer(account_id=new_id(), login="guest", name="参观", rights=RIGHTS[Role.VIEWER])


def text_of(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return "".join("".join(pages).split())


@pytest.fixture
def warned(db, chief):
    """A red warning that was passed on, and whose call list was rung once."""
    draft = WarningDraft(
        id=new_id(),
        number="33039941600000_1",
        sender="县气象台",
        headline="暴雨<b>红色预警",
        sent_at=now(),
        colour=Severity.RED,
        ends_at=now() + timedelta(hours=6),
        area="龙潭镇",
        area_codes=("330399101",),
    )
    one = passing.enter(db, draft, officer=chief)
    notice = Notice(
        id=new_id(), warning_id=one.id, channel="phone", told="各村", at=now(), reached=12
    )
    passing.pass_on(db, notice, officer=chief)
    calls = calling.of_warning(db, one.id)
    for call, outcome in zip(calls, (Outcome.ANSWERED, Outcome.NO_ANSWER), strict=False):
        attempt = Attempt(
            id=new_id(), call_id=call.id, outcome=outcome, called_at=now(), replied="马上转移"
        )
        calling.ring(db, attempt, officer=chief)
    return one


def a_log(db, language="zh"):
    today = day_of(now())
    return exports.warning_log(db, today - timedelta(days=1), today, language=language)


def test_the_log_says_what_came_and_what_was_done_with_it(db, warned):
    text = text_of(a_log(db))

    answered, listed = 1, len(calling.of_warning(db, warned.id))
    for words in (
        "预警登记",
        "暴雨<b>红色预警",
        "33039941600000_1",
        "红",
        "县气象台",
        "龙潭镇",
        "各村12人",
        f"{answered}/{listed}",
    ):
        assert words in text, words


def test_a_period_without_warnings_says_so(db):
    assert "这段时间没有预警" in text_of(a_log(db))


def test_the_record_has_every_call_and_its_outcome(db, chief, warned):
    text = text_of(exports.call_record(db, warned.id, officer=chief, language="zh"))

    for words in ("叫应记录", "暴雨<b>红色预警", "钱书记", "未接", "马上转移", "19900010001"):
        assert words in text, words


def test_the_record_masks_phones_for_those_who_may_not_see_them(db, warned):
    text = text_of(exports.call_record(db, warned.id, officer=VIEWER, language="en"))

    assert "Recordofcall-and-answer" in text
    assert "1990001000" not in text


def test_the_same_data_gives_the_same_bytes(db, chief, warned):
    def papers():
        return a_log(db), exports.call_record(db, warned.id, officer=chief, language="zh")

    assert papers() == papers()


def test_a_warning_is_found_by_the_number_of_its_issuer(db, warned):
    assert exports.warning_with(db, f" {warned.message.identifier} ") == warned.id
    with pytest.raises(exports.NoSuchWarning):
        exports.warning_with(db, "none")
    with pytest.raises(Conflict):
        exports.call_record(db, new_id(), officer=VIEWER, language="zh")
