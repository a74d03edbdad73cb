"""Finding text: exactly "contains every word", in any script, on both databases."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commandcenter.database import journal, search
from commandcenter.database.engine import open_engine
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import admit, fold

note = sa.Table(
    "note",
    sa.MetaData(),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("search_text", sa.Text, nullable=False),
)

HARD = (
    "\U00020000\U0002a6df\U0001f600\U0001f468\u200d\U0001f469"  # rare Han, emoji
    "\u202e\u200b\u3000\u00a0\t\n"  # right to left, spaces
    "\ufb01\ufdfa\u0130\u00df\u03a3\u03c2\uff11"  # change when folded
    "'\"\\%_*()&|!:<>-^~`水位堤防管涌aAéÉ1"
)
texts = st.one_of(
    st.text(st.sampled_from(HARD), max_size=12),
    st.text(st.characters(), max_size=12),
    st.from_regex(r"[值班]{0,3}1[38][0-9]{9}\Z"),
)


@pytest.fixture
def empty(db, bare):
    """A database with a table of notes to search."""
    with bare.begin() as connection:
        note.create(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "CREATE INDEX note_pairs ON note USING gin (log_pairs(search_text))"
            )
    return db


@pytest.fixture
def add(empty, officer):
    """Add notes, each under its journal number."""

    def _add(*new: str) -> list[int]:
        with empty.write(officer) as tx:
            numbers = []
            for text in new:
                seq = tx.seq + 1
                tx.send(note.insert(), {"seq": seq, "search_text": fold(admit(text)[0])})
                search.add(tx, seq, fold(admit(text)[0]))
                journal.append(tx, "test.note", {}, id=new_id(), subject="a")
                numbers.append(seq)
        return numbers

    return _add


def found(db, query: str, *conditions, limit: int = 50) -> list[int]:
    with db.read() as tx:
        return search.newest(tx, note, search.terms(query), conditions=conditions, limit=limit)


def scanned(db, query: str) -> list[int]:
    """Return what a reader with patience would find."""
    words = fold(admit(query)[0]).split()
    with db.read() as tx:
        rows = tx.execute(sa.select(note).order_by(note.c.seq.desc())).all()
    return [row.seq for row in rows if all(word in row.search_text for word in words)]


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(new=st.lists(texts, max_size=3), data=st.data())
@example(new=["电话13800001234", "a'b\\c%d_e", "\U00020000\U00020001"], data=None)
def test_the_answer_is_what_a_scan_finds(empty, add, new, data):
    add(*new)
    whole = "".join(new)
    queries = ["1234", "'", "\\", "%", "_", "\U00020001", "b\\", "0"] if data is None else []
    if data is not None:
        first = data.draw(st.integers(0, len(whole)))
        piece = whole[first : first + data.draw(st.integers(1, 6))]
        queries = [piece, data.draw(texts), f"{piece} {data.draw(texts)}"]

    for query in queries:
        assert found(empty, query, limit=10_000) == scanned(empty, query), repr(query)


@pytest.mark.parametrize("probe", [0, 2, 5_000])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_newest_come_first_wherever_they_lie(empty, add, monkeypatch, probe, limit):
    monkeypatch.setattr(search, "PROBE", probe)
    add("堤防管涌", "无关", "堤防渗水", "堤 防", "堤防", "无关", "别的")

    assert found(empty, "堤防", limit=limit) == [5, 3, 1][:limit]


def test_every_word_has_to_be_there(empty, add):
    add("河口堤防管涌", "河口水位", "管涌处置")

    assert found(empty, "管涌 河口") == [1]
    assert found(empty, "管涌  管涌") == [3, 1]


def test_capitals_and_wide_forms_are_the_same(empty, add):
    add("\uff21\uff22\uff23\uff11\uff12\uff13", "abc123")  # full-width ABC123

    assert found(empty, "Abc\uff1123") == [2, 1]


def test_conditions_narrow_the_answer(empty, add, monkeypatch):
    add("堤防", "堤防", "堤防")

    for probe in (0, 5_000):
        monkeypatch.setattr(search, "PROBE", probe)
        assert found(empty, "堤防", note.c.seq < 3) == [2, 1]


def test_no_words_find_everything(empty, add):
    add("堤防", "管涌")

    assert found(empty, " \u3000 ") == [2, 1]


def test_what_cannot_be_stored_cannot_break_the_search(empty, add):
    add("堤防")

    assert found(empty, "\0\ud800") == []


def test_many_texts_are_indexed_at_once(empty, officer):
    with empty.write(officer) as tx:
        tx.execute(note.insert(), [{"seq": n, "search_text": "堤防"} for n in (1, 2)])
        search.add_all(tx, [(1, "堤防"), (2, "堤防")])
        search.add_all(tx, [])
        for _ in range(2):
            journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    assert found(empty, "堤防") == [2, 1]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=texts.map(lambda text: fold(admit(text)[0])))
def test_the_server_makes_the_same_pairs(pair_reader, text):
    def inside_words(pairs: set[str]) -> set[str]:
        return {pair for pair in pairs if len(pair) == 2 and not any(map(str.isspace, pair))}

    made = pair_reader(text)

    assert inside_words(made) == inside_words(search.pairs(text))
    assert {pair[0] for pair in made} == set(text)


@pytest.fixture
def pair_reader(postgresql_address):
    """Ask a server for the pairs of a text."""
    engine = open_engine(postgresql_address)
    connection = engine.connect()

    def _pairs(text: str) -> set[str]:
        query = sa.text("SELECT tsvector_to_array(log_pairs(:text))")
        return set(connection.execute(query, {"text": text}).scalar())

    yield _pairs
    connection.close()
    engine.dispose()


def test_a_long_text_is_found(empty, add):
    add("河口镇堤防出现管涌" * 450)

    assert found(empty, "涌河") == [1]
