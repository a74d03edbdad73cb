"""Kinds of values in cells, as people type them and as Excel changes them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from commandcenter.documents.sheets.fields import LISTED, CellValue, Fault, Kind
from commandcenter.kernel.text import admit, fold
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import LANGUAGES, N_, Translate, translation

YES, NO = N_("Yes"), N_("No")

_TOO_LONG = N_("Sheet {sheet}, cell {cell}: {field} has more than {limit} characters. Shorten it.")
_NOT_STORABLE = N_(
    "Sheet {sheet}, cell {cell}: {field} holds characters that are no text. Type it anew."
)
_DIGITS_LOST = N_(
    "Sheet {sheet}, cell {cell}: Excel has shortened {field} to {text}. Format the column as text"
    " and type it anew."
)
_NOT_WHOLE = N_("Sheet {sheet}, cell {cell}: {field} “{text}” is not a whole number. Write digits.")
_NOT_A_NUMBER = N_("Sheet {sheet}, cell {cell}: {field} “{text}” is not a number. Write digits.")
_OUT_OF_RANGE = N_(
    "Sheet {sheet}, cell {cell}: {field} is {text}, possible is {least} to {most}. Correct it."
)
_NOT_A_DAY = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not a date. Write it like 2026-07-18."
)
_NOT_A_CLOCK = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not a time of day. Write it like 08:30."
)
_NOT_A_MOMENT = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not a date with a time. Write it like"
    " 2026-07-18 08:30."
)
_NOT_A_CHOICE = N_("Sheet {sheet}, cell {cell}: {field} “{text}” is unknown. Possible: {possible}.")
_NOT_YES_OR_NO = N_("Sheet {sheet}, cell {cell}: {field} “{text}” is neither yes nor no.")
_NOT_A_PHONE = N_(
    "Sheet {sheet}, cell {cell}: {field} “{text}” is not a phone number. Write its digits."
)

_SHORTENED = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d+")
_WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_PHONE = re.compile(r"\+?[\d()\- ]*\d(?: ?(?:转|ext\.?|x|#|-) ?\d{1,6})?")
_PHONE_DIGITS = range(3, 22)
_CLOCK = r"(\d{1,2})(?:[:时点](\d{1,2})?)(?:[:分](\d{1,2})?)?秒?"
_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_DAY_ALONE = re.compile(rf"{_DAY}(?:[ t]0{{1,2}}:00(?::00)?)?")
_CLOCK_ALONE = re.compile(_CLOCK)
_MOMENT = re.compile(rf"(?P<day>{_DAY})[ t]*(?P<clock>{_CLOCK})")
_PACKED_DAY = re.compile(r"(?:19|20)\d{6}")
# Shorter numbers are rather years than days before 1927.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_PART_OF_DAY = re.compile(r"0?\.\d+|0")

# Excel counts days from here since 1 March 1900.
_DAY_ZERO = date(1899, 12, 30)
_DAY_S = 86_400

_POSSIBLE_SHOWN = 12
_BETWEEN_CHOICES = re.compile(r"[、，,;；/|\n]+")
_YES = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "t", "1"}
_NO = {"否", "无", "不", "没有", "×", "✗", "✘", "x", "n", "no", "false", "f", "0"}


def _plain(text: str) -> str:
    return fold(text).strip()


def text(*, most: int = 4_000, is_exact: bool = False, is_prose: bool = False) -> Kind:
    """Return the kind of any text.

    Args:
        most: How many characters it may have.
        is_exact: Keep white space around it.
        is_prose: No number is expected here, so that none can have lost digits.
    """

    def parse(typed: str) -> str | Fault:
        stored, was_replaced = admit(typed if is_exact else typed.strip())
        if was_replaced:
            return Fault(sentence=_NOT_STORABLE)
        if not is_prose and _SHORTENED.fullmatch(stored):
            return Fault(sentence=_DIGITS_LOST)
        if len(stored) > most:
            return Fault(sentence=_TOO_LONG, facts={"limit": most})
        return stored

    return Kind(parse=parse, blank="")


def phone() -> Kind:
    """Return the kind of phone numbers, kept as people write them: with dashes and extensions."""

    def parse(typed: str) -> str | Fault:
        plain = _plain(typed)
        if _SHORTENED.fullmatch(plain.upper()):
            return Fault(sentence=_DIGITS_LOST)
        digits = sum(character.isdigit() for character in plain)
        if not _PHONE.fullmatch(plain) or digits not in _PHONE_DIGITS:
            return Fault(sentence=_NOT_A_PHONE)
        return plain

    return Kind(parse=parse, blank="")


def whole(*, least: int = 0, most: int = 1_000_000_000) -> Kind:
    """Return the kind of whole numbers within bounds."""

    def parse(typed: str) -> int | Fault:
        plain = _without_thousands(_plain(typed))
        if not _WHOLE.fullmatch(plain):
            return Fault(sentence=_NOT_WHOLE)
        value = int(plain.partition(".")[0])
        return value if least <= value <= most else _out_of_range(least, most)

    return Kind(parse=parse)


def number(*, least: float = 0, most: float = 1e12) -> Kind:
    """Return the kind of numbers with decimals within bounds; 15 digits are kept, as in Excel."""

    def parse(typed: str) -> float | Fault:
        plain = _without_thousands(_plain(typed))
        if not _NUMBER.fullmatch(plain):
            return Fault(sentence=_NOT_A_NUMBER)
        value = float(plain)
        return value if least <= value <= most else _out_of_range(least, most)

    return Kind(parse=parse)


def _without_thousands(plain: str) -> str:
    return plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain


def _out_of_range(least: float, most: float) -> Fault:
    return Fault(sentence=_OUT_OF_RANGE, facts={"least": f"{least:.15g}", "most": f"{most:.15g}"})


def day() -> Kind:
    """Return the kind of dates; `2026-07-18`, `2026/7/18`, `2026年7月18日`, `20260718`, 46221."""

    def parse(typed: str) -> date | Fault:
        found = _day(_plain(typed))
        return found or Fault(sentence=_NOT_A_DAY)

    return Kind(parse=parse)


def _day(plain: str) -> date | None:
    try:
        if found := _DAY_ALONE.fullmatch(plain):
            return _day_in(found)
        if _PACKED_DAY.fullmatch(plain):
            return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:  # no such day
        return None
    if _SERIAL.fullmatch(plain) and float(plain).is_integer():
        return _DAY_ZERO + timedelta(days=int(float(plain)))
    return None


def _day_in(found: re.Match[str]) -> date:
    year, month, day_of_month = (int(part) for part in found.groups())
    return date(year, month, day_of_month)


def clock() -> Kind:
    """Return the kind of times of day; `08:30`, `8时30分`, and Excel's part of a day."""

    def parse(typed: str) -> time | Fault:
        found = _clock(_plain(typed))
        return found if found is not None else Fault(sentence=_NOT_A_CLOCK)

    return Kind(parse=parse)


def _clock(plain: str) -> time | None:
    if found := _CLOCK_ALONE.fullmatch(plain):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        try:
            return time(hours, minutes, seconds)
        except ValueError:  # no such time
            return None
    if _PART_OF_DAY.fullmatch(plain):
        return (
            datetime.min.replace(tzinfo=BEIJING) + timedelta(seconds=round(float(plain) * _DAY_S))
        ).time()
    return None


def moment() -> Kind:
    """Return the kind of dates with a time, in Beijing."""

    def parse(typed: str) -> datetime | Fault:
        found = _moment(_plain(typed))
        return found or Fault(sentence=_NOT_A_MOMENT)

    return Kind(parse=parse)


def _moment(plain: str) -> datetime | None:
    if found := _MOMENT.fullmatch(plain):
        on, at = _day(found["day"]), _clock(found["clock"])
        return None if on is None or at is None else datetime.combine(on, at, BEIJING)
    if _SERIAL.fullmatch(plain):
        seconds = round(float(plain) * _DAY_S)
        return datetime.combine(_DAY_ZERO, time(), BEIJING) + timedelta(seconds=seconds)
    return None


def yes_no() -> Kind:
    """Return the kind of yes and no, in the words and signs people use for it."""

    def parse(typed: str) -> bool | Fault:
        plain = _plain(typed)
        if plain in _YES:
            return True
        return False if plain in _NO else Fault(sentence=_NOT_YES_OR_NO)

    def show(value: bool | None, words: Translate) -> CellValue:
        return None if value is None else words(YES if value else NO)

    return Kind(parse=parse, show=show)


def choice(terms: Mapping[str, str], *, spellings: Mapping[str, str] | None = None) -> Kind:
    """Return the kind of codes that people know by words.

    Args:
        terms: Words of each code; source texts or rows of a dictionary.
        spellings: Codes of other spellings.
    """
    code_of = _codes(terms, spellings or {})

    def parse(typed: str) -> str | Fault:
        found = code_of.get(_folded(typed))
        return _unknown(terms) if found is None else found

    def show(value: str | None, words: Translate) -> CellValue:
        return words(terms.get(value, value)) if value else None

    return Kind(parse=parse, show=show)


def choices(terms: Mapping[str, str], *, spellings: Mapping[str, str] | None = None) -> Kind:
    """Return the kind of several codes in one cell, with signs such as 、 between their words."""
    code_of = _codes(terms, spellings or {})

    def parse(typed: str) -> tuple[str, ...] | Fault:
        whole_text = code_of.get(_folded(typed))
        if whole_text is not None:  # words may hold such a sign themselves
            return (whole_text,)
        parts = [part for part in _BETWEEN_CHOICES.split(typed) if part.strip()]
        found = [code_of.get(_folded(part)) for part in parts]
        if not found or None in found:
            return _unknown(terms)
        return tuple(dict.fromkeys(code for code in found if code is not None))

    def show(values: tuple[str, ...], words: Translate) -> CellValue:
        return words(LISTED).join(words(terms.get(value, value)) for value in values) or None

    return Kind(parse=parse, blank=(), show=show)


def _folded(typed: str) -> str:
    return "".join(fold(typed).split())


def _codes(terms: Mapping[str, str], spellings: Mapping[str, str]) -> dict[str, str]:
    codes = {_folded(spelling): code for spelling, code in spellings.items()}
    for language in LANGUAGES:
        codes |= {_folded(_in(language, title)): code for code, title in terms.items()}
    return codes | {_folded(code): code for code in terms}


def _in(language: str, title: str) -> str:
    return translation(language)(title) if title else ""


def _unknown(terms: Mapping[str, str]) -> Fault:
    shown = tuple(terms.values())[:_POSSIBLE_SHOWN]
    more = ("…",) if len(terms) > _POSSIBLE_SHOWN else ()
    return Fault(sentence=_NOT_A_CHOICE, possible=shown + more)
