"""Whatever people type is found again on the paper."""

from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.documents.boxes import Signature
from commandcenter.documents.fonts import Font, face
from commandcenter.documents.paper import Paper
from commandcenter.documents.sheet import Imprint
from commandcenter.documents.tables import Column
from commandcenter.kernel.text import visible

MIXED = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    st.sampled_from("水位，。（）<>&=ab1- \t\n\u202e\u0301😀𬭩㎡"), max_size=60
)


def shown(text):
    """What a reader must find, without white space: controls spelt out, boxes for no glyph."""
    serif = face(Font.SERIF)
    characters = visible(text).replace("\n", "").replace("\t", "")
    drawn = (character if serif.has(character) else "□" for character in characters)
    return "".join("".join(drawn).split())


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(MIXED, min_size=1, max_size=20))
def test_any_text_in_a_table_is_found_again(new_paper, bodies, texts):
    paper = new_paper()
    paper.table(
        [Column("文", width_mm=1), Column("末", width_mm=1)], [(t, "|") for t in texts], empty=""
    )
    found = "".join(page.removeprefix("文末") for page in bodies(paper.finish()))
    expected = "".join(shown(text) + "|" for text in texts) + "Nothingfollows"
    assert found[: len(expected)] == expected


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(MIXED, min_size=1, max_size=20))
def test_any_text_in_paragraphs_is_found_again(new_paper, bodies, texts):
    paper = new_paper()
    for text in texts:
        paper.paragraph(text)
    expected = "".join(map(shown, texts))
    assert "".join(bodies(paper.finish()))[: len(expected)] == expected


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=60), title=MIXED)
def test_any_text_can_stand_anywhere(text, title):
    paper = Paper(Imprint(title=title, author=text, watermark=text), words=str)
    paper.title(title)
    paper.subtitle(text)
    paper.heading(text)
    paper.facts([(text, title), (title, text), (text, text)])
    paper.signatures([Signature(title, name=text)])
    paper.closing(text, title)
    assert paper.finish().startswith(b"%PDF")
