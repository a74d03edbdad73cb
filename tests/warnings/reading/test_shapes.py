"""What real senders write is read right."""

import json

import pytest

from commandcenter.warnings.model.message import Message
from commandcenter.warnings.reading import shipped
from commandcenter.warnings.reading.plain import message_from, plain
from commandcenter.warnings.reading.reader import read
from tests.warnings.shapes import SHAPES


def test_there_are_more_than_forty_of_them():
    assert len(SHAPES) >= 60


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_right(name, reading):
    data, check = SHAPES[name]
    found = reading(data)
    assert check(found)
    for message in found.messages:
        assert isinstance(message, Message)
        assert message_from(json.loads(json.dumps(plain(message)))) == message


@pytest.mark.parametrize("name", ["cap 1.2", "gbk", "atom with links", "a polygon"])
def test_the_reading_process_tells_the_same(name, reading):
    data, _ = SHAPES[name]
    assert read(data, "预警.xml", shipped.codes()) == reading(data)
