"""Any text that XML can hold comes out as it went in; any bytes are refused or read."""

from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.kernel.errors import Rejected
from commandcenter.warnings.reading.plain import message_from, plain
from tests.warnings.conftest import read_here
from tests.warnings.making import alert, declared, info

# What XML 1.0 allows; a carriage return is read as a line feed.
TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_characters="\r\ufffe\uffff", exclude_categories=("Cc", "Cs")
    )
    | st.sampled_from("\n\t<>&暴雨𠮷\u202e"),
    max_size=300,
)
CALM = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@CALM
@given(TEXTS, st.sampled_from(["UTF-8", "GB18030", "UTF-16"]))
def test_any_text_comes_out_as_it_went_in(text, encoding):
    written = declared(alert(info(description=escape(text))), encoding).encode(encoding)
    [message] = read_here(written).messages
    assert message.info.description == text.strip()
    assert message_from(plain(message)) == message


@CALM
@given(st.binary(max_size=400) | TEXTS.map(str.encode))
def test_any_bytes_are_refused_in_a_sentence(data):
    for bytes_ in (data, b"<alert>" + data, declared(alert()).encode() + data):
        read_or_refused(bytes_)


def read_or_refused(data):
    try:
        read_here(data)
    except Rejected as error:
        refused = error
    else:
        return
    assert "预警.xml" in str(refused)


@CALM
@given(st.data())
def test_any_change_of_a_message_is_refused_or_read(data):
    good = bytearray(declared(alert()).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    read_or_refused(bytes(good))
