# ruff: noqa: INP001 - one file that is handed out, no part of a package
"""Check an exported journal without the program that wrote it.

    python verify_journal.py journal.jsonl [--anchors anchors.txt]

The journal comes from `commandcenter journal export`: one JSON object for each entry, and
one for the end. The anchors are heads that were printed on handover papers, one a line:
number, tab, hash. Needs nothing but Python 3.8 or newer.

Exit code 0: intact. 1: not intact, the first bad entry is named. 2: nothing to check.

An entry's hash is the SHA-256 over its fields in the order of FIELDS, after `v` and its
version; each field is written as its length in bytes, `:`, the field, `,`; a missing field
as `-,`. Texts are UTF-8, hashes lower-case hexadecimal, times UTC with six digits and `Z`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Iterable  # noqa: UP035 - Python 3.8

GENESIS = hashlib.sha256(b"commandcenter genesis v1").hexdigest()
FIELDS = (
    "prev_hash",
    "seq",
    "id",
    "kind",
    "subject",
    "line",
    "drill_id",
    "body",
    "author",
    "station",
    "written_at",
    "received_at",
    "sig",
)


class Bad(Exception):
    """The first entry that does not fit."""

    def __init__(self, seq: int, chinese: str, english: str) -> None:
        super().__init__(f"第 {seq} 条{chinese}。Entry {seq} {english}.")


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the hash that an entry must have."""
    parts = []
    for field in ("v" + str(entry["v"]), *(entry[name] for name in FIELDS)):
        if field is None:
            parts.append(b"-,")
        else:
            data = str(field).encode()
            parts.append(b"%d:%b," % (len(data), data))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def check(lines: Iterable[str], anchors: dict[int, set[str]]) -> tuple[int, str]:
    """Return how many entries fit and the hash of the last one.

    Raises:
        Bad: One does not fit.
    """
    seq, last = 0, GENESIS
    rest = iter(lines)
    for line in rest:
        entry = read(line, seq + 1)
        if "end" in entry:
            check_end(entry, seq, last, anchors)
            if next(rest, None) is not None:
                raise Bad(seq + 1, "在结尾之后", "comes after the end")
            return seq, last
        seq += 1
        check_entry(entry, seq, last)
        last = entry["hash"]
        if anchors.get(seq, {last}) != {last}:
            raise Bad(seq, "与纸面或他处留存的不一致", "is not the one printed elsewhere")
    raise Bad(seq + 1, "起没有导出", "and what follows was not exported")


def read(line: str, seq: int) -> dict[str, Any]:
    """Return what a line holds.

    Raises:
        Bad: It is no JSON object.
    """
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        raise Bad(seq, "无法读取", "cannot be read")
    return entry


def check_entry(entry: dict[str, Any], seq: int, last: str) -> None:
    """Make sure that this is the entry with this number, after the one with the last hash.

    Raises:
        Bad: It is not.
    """
    try:
        found, before, wanted = entry["seq"], entry["prev_hash"], entry["hash"]
        actual = entry_hash(entry)
    except (KeyError, UnicodeError):
        raise Bad(seq, "无法读取", "cannot be read") from None
    if found != seq:
        raise Bad(seq, "缺失", "is missing")
    if before != last:
        raise Bad(seq, "与前一条不衔接", "does not follow from the one before it")
    if actual != wanted:
        raise Bad(seq, "被改动", "was changed")


def check_end(end: dict[str, Any], seq: int, last: str, anchors: dict[int, set[str]]) -> None:
    """Make sure that the journal ends here.

    Raises:
        Bad: Somebody elsewhere knows a later entry, or the journal another end.
    """
    beyond = [number for number in anchors if number > seq]
    if beyond:
        raise Bad(min(beyond), "在他处有留存，此处却没有", "was printed elsewhere but is not here")
    head, head_hash = end.get("seq"), end.get("hash")
    if (head, head_hash) != (seq, last):
        first = min(seq, head) + 1 if isinstance(head, int) and head != seq else seq
        raise Bad(
            first, "起与日志末尾的记录不符", "is the first that does not fit the journal's end"
        )


def read_anchors(lines: Iterable[str]) -> dict[int, set[str]]:
    """Return the hashes that were printed for each number.

    Raises:
        ValueError: A line is not number, tab, hash.
    """
    anchors: dict[int, set[str]] = {}
    for line in filter(str.strip, lines):
        number, text = line.split("\t")
        if int(number) > 0:
            anchors.setdefault(int(number), set()).add(bytes.fromhex(text.strip()).hex())
    return anchors


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(description="Check an exported journal. 校验导出的日志。")
    parser.add_argument("journal", type=Path)
    parser.add_argument("--anchors", type=Path, help="printed heads: number, tab, hash")
    options = parser.parse_args(arguments)
    try:
        printed = options.anchors.read_text("utf-8") if options.anchors else ""
        anchors = read_anchors(printed.splitlines())
        with options.journal.open(encoding="utf-8", newline="\n") as lines:
            seq, last = check(lines, anchors)
    except Bad as bad:
        sys.stdout.write(f"不完整。NOT INTACT. {bad}\n")
        return 1
    except (OSError, ValueError) as error:
        sys.stderr.write(f"无法校验。Cannot be checked: {error}\n")
        return 2
    sys.stdout.write(f"完整。INTACT: {seq} 条 entries, {len(anchors)} anchors. {seq} {last}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
