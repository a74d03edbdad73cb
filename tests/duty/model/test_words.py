"""Every code has a word, in both languages."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import commandcenter
from commandcenter.duty.model import words
from commandcenter.duty.model.entry import Channel, Direction, EntryKind, Step, Urgency
from commandcenter.duty.model.shift import DutyRole
from commandcenter.handover.words import LINES
from commandcenter.kernel.words import translation

ROOT = Path(commandcenter.__file__).parent


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (EntryKind, words.KIND),
        (Step, words.STEP),
        (Step, words.STEP_SIGN),
        (Urgency, words.URGENCY),
        (Channel, words.CHANNEL),
        (Direction, words.DIRECTION),
        (DutyRole, words.ROLE),
    ],
)
def test_every_code_has_its_own_word_in_both_languages(codes, table):
    assert list(table) == list(codes)
    for language in ("en", "zh"):
        assert len({translation(language)(text) for text in table.values()}) == len(table)


def automatic_lines() -> dict[str, ast.Call]:
    """Every call of `journal.append` that makes a line of the log, by the kind it writes."""
    found = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and "AUTOMATIC" in ast.unparse(node):
                kinds = re.findall(r"'([a-z_]+\.[a-z_]+)'", ast.unparse(node))
                if ast.unparse(node.func) == "journal.append" and kinds:
                    found[kinds[0]] = node
    return found


def test_every_automatic_line_has_a_heading_and_a_sentence():
    kinds = automatic_lines()
    assert {"duty.shift_staffed", "matters.assigned", "handover.sealed"} <= set(kinds)
    assert set(kinds) <= set(LINES)


def test_every_sentence_of_an_automatic_line_is_of_a_kind_that_is_written():
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    assert [kind for kind in LINES if source.count(f'"{kind}"') < 2] == []


def test_a_module_of_words_holds_no_rule():
    assert [value for value in vars(words).values() if inspect.isfunction(value)] == [words.N_]
