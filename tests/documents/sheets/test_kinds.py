"""What people type in cells, and what is understood."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.fields import CellError, Fault
from commandcenter.kernel.times import BEIJING

TERMS = {"fire": "消防", "flood": "防汛/抗旱", "none": ""}


def sentence(fault, text="x"):
    error = CellError(sheet="队伍", cell="C7", field="电话", text=text, fault=fault)
    return error.said(str)


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-07-18", "2026/7/18", "2026.7.18", "2026年7月18日", "2026年7月18", " 2026-7-18 "),
        *("20260718", "46221", "46221.0", "２０２６－０７－１８", "2026-07-18 00:00:00"),  # noqa: RUF001 - as people type it
    ],
)
def test_a_day_is_understood_in_every_usual_form(typed):
    assert kinds.day().parse(typed) == date(2026, 7, 18)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2026-02-30",
            "2026-13-01",
            "18/7/2026",
            "26-7-18",
            "2026年7月",
            "2026",
            "昨天",
            "46221.5",
        ),
        *("2026-07-18 09:30", "20261301", "9" * 5_000, "0000-01-01"),
    ],
)
def test_what_is_no_day_is_a_fault(typed):
    fault = kinds.day().parse(typed)
    assert isinstance(fault, Fault)
    assert "2026-07-18" in sentence(fault, typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("08:30", time(8, 30)),
        ("8：30：15", time(8, 30, 15)),
        ("8时30分", time(8, 30)),
        ("8点", time(8)),
        ("0.5", time(12)),
        ("0", time()),
    ],
)
def test_a_time_of_day_is_understood(typed, value):
    assert kinds.clock().parse(typed) == value


@pytest.mark.parametrize("typed", ["25:00", "8:61", "1.5", "早上", "830"])
def test_what_is_no_time_of_day_is_a_fault(typed):
    assert isinstance(kinds.clock().parse(typed), Fault)


@pytest.mark.parametrize(
    "typed", ["2026-07-18 08:30", "2026/7/18 8:30:00", "2026年7月18日8时30分", "46221.3541666667"]
)
def test_a_moment_is_in_beijing(typed):
    assert kinds.moment().parse(typed) == datetime(2026, 7, 18, 8, 30, tzinfo=BEIJING)


@pytest.mark.parametrize("typed", ["2026-07-18", "08:30", "2026-02-30 08:30", "2026-07-18 25:00"])
def test_half_a_moment_is_a_fault(typed):
    assert isinstance(kinds.moment().parse(typed), Fault)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("１２", 12), ("12.0", 12), ("1,234", 1234), (" 0 ", 0)],  # noqa: RUF001 - as people type it
)
def test_a_whole_number_is_understood(typed, value):
    assert kinds.whole().parse(typed) == value


@pytest.mark.parametrize(
    "typed", ["12.5", "12人", "1,23", "十二", "-1", "1e3", "9" * 30_000, "--1"]
)
def test_what_is_no_whole_number_is_a_fault(typed):
    assert isinstance(kinds.whole().parse(typed), Fault)


def test_bounds_are_said():
    assert "0 to 40" in sentence(kinds.whole(most=40).parse("41"), "41")


@pytest.mark.parametrize(
    ("typed", "value"), [("118.5", 118.5), (".5", 0.5), ("5.", 5), ("1e2", 100)]
)
def test_a_number_is_understood(typed, value):
    assert kinds.number().parse(typed) == value


@pytest.mark.parametrize("typed", ["118°30′", "nan", "inf", "1e999", "1" * 30_000 + "x", ""])  # noqa: RUF001 - as people type it
def test_what_is_no_number_is_a_fault(typed):
    assert isinstance(kinds.number().parse(typed), Fault)


@pytest.mark.parametrize(
    "typed",
    ["13800000000", "0562-7821234", "(0562)7821234", "+86 138-0000-0000", "119", "7821234转805"],
)
def test_a_phone_number_stays_as_it_was_written(typed):
    assert kinds.phone().parse(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed", ["无", "12", "1" * 30, "13800000000/13900000000", "张三 110", "1.38E+10"]
)
def test_what_is_no_phone_number_is_a_fault(typed):
    assert isinstance(kinds.phone().parse(typed), Fault)


@pytest.mark.parametrize("typed", ["是", "有", "√", "Y", "TRUE", "1", "Yes"])
def test_yes_is_understood(typed):
    assert kinds.yes_no().parse(typed) is True


@pytest.mark.parametrize("typed", ["否", "无", "×", "n", "FALSE", "0", "没有"])
def test_no_is_understood(typed):
    assert kinds.yes_no().parse(typed) is False


def test_neither_yes_nor_no_is_a_fault():
    assert isinstance(kinds.yes_no().parse("也许"), Fault)


@pytest.mark.parametrize("typed", ["消防", " 消 防 ", "fire", "FIRE", "火警"])
def test_a_choice_is_understood_by_word_code_and_spelling(typed):
    assert kinds.choice(TERMS, spellings={"火警": "fire"}).parse(typed) == "fire"


def test_an_unknown_choice_names_the_possible_ones():
    assert "消防, 防汛/抗旱" in sentence(kinds.choice(TERMS).parse("海难"))


def test_several_choices_stand_in_one_cell():
    kind = kinds.choices(TERMS)
    assert kind.parse("消防、flood；消防") == ("fire", "flood")
    assert kind.parse("防汛/抗旱") == ("flood",)
    assert isinstance(kind.parse("消防、海难"), Fault)
    assert isinstance(kind.parse("、"), Fault)
    assert kind.blank == ()


def test_text_loses_the_white_space_around_it_unless_it_is_exact():
    assert kinds.text().parse("\u3000张三 \n") == "张三"
    assert kinds.text(is_exact=True).parse(" a\r\nb ") == " a\nb "


def test_text_that_cannot_be_kept_whole_is_a_fault():
    for typed in ("a\0b", "a\ud800", "3.40621199001011E+17", "长" * 11):
        assert isinstance(kinds.text(most=10).parse(typed), Fault)


def test_a_sentence_names_sheet_cell_field_and_text():
    said = sentence(kinds.phone().parse("无\u202e" + "x" * 900), "无\u202e" + "x" * 900)
    assert all(part in said for part in ("队伍", "C7", "电话", "⟦U+202E⟧", "…"))
    assert len(said) < 160


@given(
    st.text(st.characters(exclude_categories=()), max_size=30)
    | st.text(st.sampled_from("0123456789.,-+:/年月日时分eE 转x"), max_size=20)
)
def test_any_text_is_a_value_or_a_fault(typed):
    every = (
        *(kinds.text(), kinds.phone(), kinds.whole(), kinds.number(), kinds.day(), kinds.clock()),
        *(kinds.moment(), kinds.yes_no(), kinds.choice(TERMS), kinds.choices(TERMS)),
    )
    for kind in every:
        kind.parse(typed)
