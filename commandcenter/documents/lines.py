"""Where lines end: Latin words stay whole, and no line begins or ends with the wrong sign."""

from bisect import bisect_right
from itertools import accumulate, chain

from commandcenter.documents.fonts import Face

_NO_START = frozenset(
    "!%),.:;?]}\u00a2\u00b0\u00b7\u2019\u201d\u2014\u2026\u2030\u2032\u2033\u2103\u3001\u3002"
    "\u3003\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u301b\u301e\u27e7\uff01\uff02\uff05"
    "\uff07\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff5e"
)
_NO_END = frozenset(
    "$([{\u00a3\u00a5\u2018\u201c\u2116\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u301a\u301d"
    "\u27e6\uff04\uff08\uff3b\uff5b\uffe1\uffe5"
)
_JOINTS = frozenset("-/\\_.@&?=")  # a word too long for a line is rather cut after these
_LAST_LATIN = "\u058f"  # Latin, Greek and Cyrillic with their accents lie below


def broken(text: str, *, width: float, face: Face, size: float) -> list[str]:
    """Return the lines of one paragraph, filled greedily; at least one.

    Nothing but spaces at the ends of lines is dropped. A word longer than the line is cut.

    Args:
        width: In the unit of *size*.
    """
    limit = width * 1000 / size
    ends = list(accumulate(map(face.advances.__getitem__, text)))
    if not ends or ends[-1] <= limit:
        return [text]
    lines = []
    start = 0
    while start < len(text):
        before = ends[start - 1] if start else 0
        fitting = max(bisect_right(ends, before + limit, lo=start), start + 1)
        end = _legal_end(text, start, fitting)
        lines.append(text[start:end].rstrip(" "))
        start = _after_spaces(text, end)
    return lines


def _after_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _legal_end(text: str, start: int, fitting: int) -> int:
    if fitting == len(text):
        return fitting
    ends = range(fitting, start, -1)
    whole_words = (end for end in ends if _may_part(text[end - 1], text[end]))
    parts_of_words = (end for end in ends if text[end - 1] in _JOINTS)
    return next(chain(whole_words, parts_of_words), fitting)


def _may_part(left: str, right: str) -> bool:
    if " " in (left, right):
        return True
    if right in _NO_START or left in _NO_END:
        return False
    return left > _LAST_LATIN or right > _LAST_LATIN
