"""Broken and hostile files: refused with one sentence, or read right; never a crash."""

import multiprocessing
from time import monotonic

import psutil
import pytest

from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.child import book_of
from commandcenter.documents.sheets.reading import read
from commandcenter.kernel.words import translation
from tests.documents.sheets.hostile import FILES, GREEDY

CALM = sorted(set(FILES) - set(GREEDY))
MOST_SECONDS = 20


def outcome(name, folder, reader):
    """What comes of a file; its name must stand in the sentence, in both languages."""
    make, expected = FILES[name]
    path = folder / name
    path.write_bytes(make())
    if isinstance(expected, list):
        assert [list(row) for row in reader(path).sheets[0].rows] == expected
        return
    with pytest.raises(expected) as refused:
        reader(path)
    for language in ("zh", "en"):
        assert name in refused.value.said(translation(language))


def test_there_are_more_than_a_hundred_of_them():
    assert len(FILES) > 130


@pytest.mark.parametrize("name", CALM)
def test_a_file_is_read_right_or_refused(name, tmp_path):
    outcome(name, tmp_path, book_of)


@pytest.mark.parametrize("name", [*GREEDY, "macros.xlsm", "national.csv", "60,001 rows.csv"])
def test_the_program_survives_what_its_reader_does_not(name, tmp_path):
    outcome(name, tmp_path, read)
    assert multiprocessing.active_children() == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", FILES)
def test_every_file_is_dealt_with_in_bounded_time_and_memory(name, tmp_path):
    most = 0

    def measured():
        nonlocal most
        for child in psutil.Process().children():
            most = max(most, child.memory_info().rss)
        return False

    begun = monotonic()
    outcome(name, tmp_path, lambda path: read(path, cancelled=measured))
    assert monotonic() - begun < MOST_SECONDS
    assert most < 1.1 * limits.MEMORY_BYTES
