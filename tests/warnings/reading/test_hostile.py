"""Broken and hostile files: refused with one sentence, or read without harm; never a crash."""

import multiprocessing
from time import process_time

import pytest

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import translation
from commandcenter.warnings.reading import limits, reader, shipped
from tests.warnings.hostile import FILES, NAMES

MOST_SECONDS = 2
# With other tests beside it a processor needs more time for the same; the nightly run is strict.
BUSY = 3
MOST_BYTES = 300_000_000
# In a process of its own in every run; all of them every night.
GREEDY = (
    "quadratic",
    "laughs 30 2",
    "100,000 attributes",
    "50,000 namespaces",
    "depth 100000",
    "300,000 elements",
    "90,000 parts",
    "a million points",
    "gzip bomb",
    "long text",
    "a name of a million letters",
)


def outcome(name, read):
    """Check what comes of a file; the sentence names it in both languages."""
    make, expected = FILES[name]
    refused = refusal_of(read(make(), f"{name}.xml"))
    if expected is None:
        assert refused is None
        return
    assert isinstance(refused, expected), refused
    for language in ("zh", "en"):
        said = refused.said(translation(language))
        assert f"{name}.xml" in said
        assert len(said) < 400


def refusal_of(found):
    if isinstance(found, Rejected):
        return found
    refused = [one for one in found.messages if isinstance(one, Rejected)]
    return refused[0] if refused else None


def or_refusal(read):
    def wrapped(data, name):
        try:
            return read(data, name)
        except Rejected as error:
            return error

    return wrapped


def test_there_are_more_than_two_hundred_of_them():
    assert len(NAMES) > 250


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_refused_in_one_sentence_or_read_without_harm(name, reading):
    began = process_time()
    outcome(name, or_refusal(reading))
    assert process_time() - began < BUSY * MOST_SECONDS


@pytest.mark.parametrize("name", GREEDY)
def test_the_program_survives_what_its_reader_does_not(name):
    measured(name)


@pytest.mark.nightly
@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_dealt_with_in_bounded_time_and_memory(name):
    measured(name)


def measured(name):
    most, longest = 0, 0.0
    taken_by = reader.confined.taken_by

    def watching(process):
        nonlocal most, longest
        memory_bytes, used_s = taken_by(process)
        most, longest = max(most, memory_bytes), max(longest, used_s)
        return memory_bytes, used_s

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader.confined, "taken_by", watching)
        outcome(name, or_refusal(lambda data, name: reader.read(data, name, shipped.codes())))
    assert longest < MOST_SECONDS  # of a processor, its start included
    assert multiprocessing.active_children() == []
    assert most < MOST_BYTES
    assert limits.BOUNDS.memory_bytes < MOST_BYTES
