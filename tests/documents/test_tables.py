"""Tables of any length."""

from itertools import count, islice

import pypdfium2 as pdfium
import pytest

from commandcenter.documents.geometry import PORTRAIT
from commandcenter.documents.tables import Cell, Column

HEAD = "序号内容记录人"


def table(paper, columns, rows, empty="本班无记录"):
    paper.table(columns, rows, empty=empty)
    return paper.finish()


def test_cells_are_printed_in_order_and_the_end_is_marked(new_paper, columns, bodies):
    data = table(new_paper(), columns, [("1", "水位超警戒", "王晓燕"), ("2", "已撤离", "陈明远")])
    assert bodies(data) == [HEAD + "1水位超警戒王晓燕2已撤离陈明远Nothingfollows"]


def test_an_empty_table_says_so(new_paper, columns, bodies):
    assert bodies(table(new_paper(), columns, [])) == [HEAD + "本班无记录"]


def test_markup_and_formulas_are_printed_literally(new_paper, columns, bodies):
    data = table(new_paper(), columns, [("1", "a <b team> & =1+1 </b>", "x")])
    assert "a<bteam>&=1+1</b>" in bodies(data)[0]


def test_the_head_stands_on_every_page_and_no_row_is_lost(new_paper, columns, bodies):
    pages = bodies(table(new_paper(), columns, ((f"{n}", f"第{n}条", "人") for n in range(200))))
    assert len(pages) > 3
    assert all(page.startswith(HEAD) for page in pages)
    text = "".join(page.removeprefix(HEAD) for page in pages)
    assert text == "".join(f"{n}第{n}条人" for n in range(200)) + "Nothingfollows"


def test_rows_are_taken_one_by_one_while_pages_are_finished(new_paper, columns):
    taken, finished_after = count(), []
    paper = new_paper(progress=lambda _page: finished_after.append(next(taken)))
    rows = ((str(next(taken)), "文", "人") for _ in range(300))
    table(paper, columns, rows)
    assert finished_after[0] < 60
    assert finished_after == sorted(finished_after)


def test_a_row_higher_than_a_page_goes_on_over_pages(new_paper, columns, bodies):
    rows = [("0", "短", "陈"), ("1", "汛" * 4000, "王"), ("2", "短", "李")]
    pages = bodies(table(new_paper(), columns, rows))
    assert len(pages) > 2
    assert "0短陈1汛" in pages[0]
    assert all(page.startswith(HEAD) for page in pages)
    assert sum(page.count("汛") for page in pages) == 4000
    assert pages[-1].endswith("2短李Nothingfollows")


def test_a_row_lower_than_half_a_page_is_never_divided(new_paper, columns, bodies):
    rows = [(str(n), "汛" * 300, "人") for n in range(12)]
    pages = bodies(table(new_paper(), columns, rows))
    assert all(page.count("汛") % 300 == 0 for page in pages)


def test_lines_of_a_cell_are_kept(new_paper, columns):
    data = table(new_paper(), columns, [("1", "第一行\n\n第三行", "")])
    with pdfium.PdfDocument(data) as file:
        text = file[0].get_textpage()
        tops = {
            text.get_text_range(n, 1): text.get_charbox(n)[3] for n in range(text.count_chars())
        }
    assert tops["一"] - tops["三"] == pytest.approx(2 * 10.5 * 1.5, abs=8)


@pytest.mark.parametrize("small", [False, True])
def test_no_character_leaves_its_column(new_paper, small):
    narrow = [
        Column("a", width_mm=30),
        Column("b", width_mm=20, align="right"),
        Column("c", width_mm=9),
    ]
    texts = ["0571-00000000/long_unbroken_text_" * 4, "水位，超警戒（0.20m）" * 6, "W" * 40]
    paper = new_paper()
    paper.table(narrow, [texts], empty="", small=small)
    with pdfium.PdfDocument(paper.finish()) as file:
        page = file[0].get_textpage()
        boxes = {}
        for n in range(page.get_text_range().index("Nothing")):
            left, bottom, right, _ = page.get_charbox(n, loose=True)
            if bottom > PORTRAIT.bottom and right > left:
                boxes.setdefault(_column(left, narrow), []).append(right)
    edges = [PORTRAIT.left + PORTRAIT.area_width * share / 59 for share in (30, 50, 59)]
    assert [max(boxes[n]) <= edges[n] for n in range(3)] == [True] * 3


def _column(left, columns):
    share = (left - PORTRAIT.left) / PORTRAIT.area_width * sum(c.width_mm for c in columns)
    return 0 if share < 30 else 1 if share < 50 else 2


def test_no_line_leaves_the_type_area(new_paper, columns):
    rows = [(str(n), "水位" * (n * 7 % 90), "人") for n in range(90)]
    with pdfium.PdfDocument(table(new_paper(), columns, rows)) as file:
        for page in file:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            inside = [box for box in boxes if box[3] > PORTRAIT.bottom - 10]
            assert min(box[1] for box in inside) >= PORTRAIT.bottom
            assert max(box[3] for box in inside) <= PORTRAIT.top


def test_a_corrected_text_is_struck_and_the_valid_text_follows(new_paper, columns, bodies):
    pieces = (Cell("水位37.2m", struck=True), "水位32.7m", Cell("更正 23:02", quiet=True))
    data = table(new_paper(), columns, [("1", pieces, "陈")])
    assert "1水位37.2m水位32.7m更正23:02陈" in bodies(data)[0]
    plain = table(new_paper(), columns, [("1", ("水位37.2m", *pieces[1:]), "陈")])
    assert _black(data) > _black(plain)


def _black(data):
    with pdfium.PdfDocument(data) as file:
        return int((file[0].render(scale=3, grayscale=True).to_numpy() < 80).sum())


def test_a_quiet_cell_is_lighter(new_paper, columns):
    quiet = table(new_paper(), columns, [("1", Cell("水位", quiet=True), "陈")])
    assert _black(quiet) < _black(table(new_paper(), columns, [("1", "水位", "陈")]))


def test_a_bold_cell_is_heavier(new_paper, columns):
    bold = table(new_paper(), columns, [("1", Cell("水位", bold=True), "陈")])
    assert _black(bold) > _black(table(new_paper(), columns, [("1", "水位", "陈")]))


def test_a_row_of_the_wrong_length_is_refused(new_paper, columns):
    with pytest.raises(ValueError, match="zip"):
        table(new_paper(), columns, [("1", "x")])


def test_a_head_is_not_left_alone_at_the_foot_of_a_page(new_paper, columns, bodies):
    for lines in range(20, 27):
        paper = new_paper()
        paper.paragraph("\n".join(["文"] * lines))
        pages = bodies(table(paper, columns, islice([("1", "甲", "乙")], 1)))
        assert "".join(pages).count(HEAD) == 1


@pytest.mark.parametrize("high", [1, 2])
def test_the_closing_line_is_never_alone_on_a_page(new_paper, columns, bodies, high):
    for length in range(1, 70 // high):
        paper = new_paper()
        rows = [(str(n), "水\n" * (high - 1) + "水", "王") for n in range(length)]
        pages = bodies(table(paper, columns, rows))
        assert pages[-1].endswith("水王Nothingfollows")


def test_a_table_with_a_very_high_head_is_still_finished(new_paper, bodies):
    high = [Column("高" * 60, width_mm=10), Column("文", width_mm=140)]
    pages = bodies(table(new_paper(), high, [("汛" * 30, "短")]))
    assert sum(page.count("汛") for page in pages) == 30


def test_a_long_sentence_in_place_of_rows_is_printed_in_full(new_paper, columns, bodies):
    assert bodies(table(new_paper(), columns, [], empty="本班无记录。" * 20)) == [
        HEAD + "本班无记录。" * 20
    ]
