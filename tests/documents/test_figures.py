"""Figures of a paper: where their parts stand, what is cut off, and that they stay whole."""

from io import BytesIO

from pypdf import PdfReader

from commandcenter.documents.figures import Bar, Figure, Label, Rule, Shape, Sign
from commandcenter.documents.geometry import PORTRAIT


def placed(data):
    """Return where each text begins, by text and page."""
    found = {}
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):

        def collect(text, _cm, tm, _font, _size, number=number):
            if text.strip():
                found[text.strip()] = (number, tm[4], tm[5])

        page.extract_text(visitor_text=collect)
    return found


def test_labels_begin_end_or_have_their_middle_at_their_point(new_paper):
    paper = new_paper()
    aligns = ("left", "center", "right")
    labels = [
        Label(100, 10 + 20 * n, text, align=align)
        for n, (text, align) in enumerate(zip(("左桥桥", "中桥桥", "右桥桥"), aligns, strict=True))
    ]
    paper.figure(Figure(height=80, parts=tuple(labels)))

    found = placed(paper.finish())

    left, middle, right = (found[label.text][1] - PORTRAIT.left for label in labels)
    assert round(left, 3) == 100
    assert 100 - left < 100 - middle < 100 - right
    assert abs((100 - middle) * 2 - (100 - right)) < 0.1


def test_a_label_is_cut_to_its_room(new_paper):
    paper = new_paper()
    paper.figure(Figure(height=20, parts=(Label(0, 5, "石桥村水位上涨超过警戒", room=50),)))

    (text,) = [one for one in placed(paper.finish()) if one.startswith("石桥")]

    assert text.endswith("…")
    assert len(text) == 5


def test_a_figure_that_does_not_fit_moves_to_the_next_page_as_a_whole(new_paper):
    paper = new_paper()
    paper.paragraph("\n".join("字" * 20))
    parts = (
        Bar(0, 0, 50, 10, gray=0.5),
        Rule(0, 0, 50, 0),
        Sign(10, 10, Shape.DOT),
        Sign(20, 10, Shape.RING),
        Label(0, 290, "上"),
        Label(0, 2, "下"),
    )
    paper.figure(Figure(height=300, parts=parts))

    found = placed(paper.finish())

    assert (found["上"][0], found["下"][0]) == (1, 1)
    assert round(found["上"][2] - found["下"][2], 3) == 288
