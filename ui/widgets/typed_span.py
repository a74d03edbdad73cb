"""Durations as people type them: `30 min`, `1 h 30 min`, `1小时`; a bare number is minutes."""

import re
from datetime import timedelta

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.widgets.words import tr

_PART = re.compile(r"(\d+)\s*([^\d\s]*)\s*")
_SECONDS = (
    (1, ("s", "sec", "秒")),
    (60, ("", "m", "min", "分", "分钟")),
    (3_600, ("h", "时", "小时")),
    (86_400, ("d", "day", "days", "天", "日")),
)
_UNITS = {name: seconds for seconds, names in _SECONDS for name in names}
_WORDS = ((3_600, N_("{count} h")), (60, N_("{count} min")), (1, N_("{count} s")))


class UnreadableSpan(Rejected):
    """What was typed is no duration."""

    sentence = N_("'{text}' is no duration. Write 30 min, 1 h or 1 h 30 min.")


def read_span(text: str) -> timedelta:
    """Return the duration that was typed.

    Raises:
        UnreadableSpan: It is none.
    """
    typed = fold(text).strip()
    parts = _PART.findall(typed)
    is_whole = "".join(_PART.sub("", typed).split()) == ""
    if not parts or not is_whole or any(unit not in _UNITS for _, unit in parts):
        raise UnreadableSpan(text=text.strip())
    try:
        return timedelta(seconds=sum(int(count) * _UNITS[unit] for count, unit in parts))
    except (OverflowError, ValueError) as error:
        raise UnreadableSpan(text=text.strip()) from error


def said_span(span: timedelta) -> str:
    """Return a duration to the second, as it can be typed again."""
    rest, words = int(span.total_seconds()), []
    for seconds, sentence in _WORDS:
        count, rest = divmod(rest, seconds)
        if count:
            words.append(tr(sentence).format(count=count))
    return " ".join(words) or tr("{count} s").format(count=0)
