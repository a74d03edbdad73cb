"""A paper as a whole: pages, marks, headings, boxes."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from commandcenter.documents.boxes import Signature
from commandcenter.documents.errors import Cancelled
from commandcenter.documents.geometry import MM, PORTRAIT
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.seal import Seal
from commandcenter.documents.sheet import Imprint

NIGHT = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)  # already the next day in Beijing


@pytest.fixture
def report(new_paper, columns):
    """A paper of some pages with one of everything."""

    def build(**options):
        paper = new_paper("交接班报告", watermark="演练", **options)
        paper.title("交接班报告")
        paper.subtitle("2026年3月5日")
        paper.facts([("班次", "夜班"), ("天气", "小雨"), ("值班人员", "王晓燕")])
        paper.heading("一、本班概况")
        paper.heading("（一）基本情况", level=2)
        paper.paragraph("本班平稳。" * 200)
        paper.heading("二、重要事项")
        paper.table(columns, [(str(n), "水位超警戒", "王晓燕") for n in range(60)], empty="无")
        paper.signatures([Signature("交班人", name="王晓燕", at=NIGHT), Signature("接班人")])
        paper.seal(Seal(seq=7, hash=bytes(32), at=NIGHT))
        return paper.finish()

    return build


def test_equal_calls_give_equal_bytes(report):
    assert report() == report()
    # A file that told the time would still be equal within one second.
    assert PdfReader(BytesIO(report())).metadata.creation_date.year == 2000


def test_every_font_is_embedded_as_a_subset(report):
    fonts = {}
    for page in PdfReader(BytesIO(report())).pages:
        fonts |= page["/Resources"]["/Font"]
    assert fonts
    for font in (entry.get_object() for entry in fonts.values()):
        assert re.fullmatch(r"/[A-Z]{6}\+Noto\w+-\w+", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]


def test_a_page_says_at_its_foot_what_it_goes_on_with(new_paper, feet):
    paper = new_paper("值班日志")
    for shift in ("白班", "夜班" * 40):
        paper.running(shift)
        paper.heading(shift)
        paper.paragraph("水位正常。" * 400)
    said = [foot.count("白班") - foot.count("夜班") for foot in feet(paper.finish())]
    assert said[0] == 0
    assert said[1] == 1
    assert -12 < said[-1] < -4  # only as much as there is room for


def test_every_page_has_its_number_outside_and_the_total(report, feet):
    lines = feet(report())
    total = len(lines)
    assert total > 2
    assert lines == [f"—{n}—Page{n}of{total}" for n in range(1, total + 1)]
    with pdfium.PdfDocument(report()) as file:
        assert _dash(file[0])[2] == pytest.approx(PORTRAIT.right - 14, abs=2)
        left = PORTRAIT.left + PORTRAIT.even_x
        assert _dash(file[1], last=False)[0] == pytest.approx(left + 14, abs=2)


@pytest.mark.parametrize(
    ("layout", "odd", "even"),
    [
        # left, right and upper margin: bound at the left, then at the right
        (Layout.FORM, (28, 26, 37), (26, 28, 37)),
        # bound above, then below
        (Layout.WIDE, (35, 37, 28), (35, 37, 26)),
    ],
)
def test_the_binding_margin_changes_sides_with_every_page(new_paper, columns, layout, odd, even):
    paper = new_paper(layout=layout)
    paper.table(columns, [(str(n), "水\n" * 4, "王") for n in range(60)], empty="无")
    with pdfium.PdfDocument(paper.finish()) as file:
        for number, margins in enumerate([odd, even, odd, even]):
            assert _margins(file[number]) == pytest.approx([n * MM for n in margins], abs=1)


def _margins(page):
    rules = [one for one in page.get_objects() if one.type == FPDF_PAGEOBJ_PATH]
    left, _, right, upper = zip(*(one.get_bounds() for one in rules), strict=True)
    width, height = page.get_size()
    return [min(left), width - max(right), height - max(upper)]


def _dash(page, *, last=True):
    text = page.get_textpage()
    dashes = [n for n in range(text.count_chars()) if text.get_text_range(n, 1) == "—"]
    return text.get_charbox(dashes[-1 if last else 0])


def test_the_page_number_stands_seven_millimetres_below_the_type_area(report):
    with pdfium.PdfDocument(report()) as file:
        text = file[0].get_textpage()
        [digit] = [
            text.get_charbox(n, loose=True)
            for n in range(text.count_chars())
            if text.get_text_range(n, 3) == " 1 " or text.get_text_range(n, 1) == "—"
        ][:1]
    assert digit[1] < PORTRAIT.bottom - 7 * MM


def test_the_file_says_what_it_is():
    imprint = Imprint(title="值班日志\u202e", subject="夜班\ud800", author="清溪县\0")
    reader = PdfReader(BytesIO(Paper(imprint, words=str).finish()))
    assert reader.metadata.title == "值班日志⟦U+202E⟧"
    assert reader.metadata.subject == "夜班⟦U+D800⟧"
    assert reader.metadata.author == "清溪县⟦U+0000⟧"
    assert reader.metadata.creator == "commandcenter"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_headings_are_the_outline(report):
    reader = PdfReader(BytesIO(report()))
    [first, below, second] = reader.outline
    assert [first.title, second.title] == ["一、本班概况", "二、重要事项"]
    assert [entry.title for entry in below] == ["（一）基本情况"]
    assert reader.get_destination_page_number(second) >= 1


def test_controls_in_a_heading_are_spelt_out_in_the_outline(new_paper):
    paper = new_paper()
    paper.heading("a\u202eb\ud800")
    [entry] = PdfReader(BytesIO(paper.finish())).outline
    assert entry.title == "a⟦U+202E⟧b⟦U+D800⟧"


def test_a_second_level_heading_may_come_first(new_paper):
    paper = new_paper()
    paper.heading("（一）基本情况", level=2)
    assert [entry.title for entry in PdfReader(BytesIO(paper.finish())).outline] == [
        "（一）基本情况"
    ]


@pytest.mark.parametrize("high", [1, 6, 200])
def test_heading_and_facts_stay_with_the_head_and_the_first_row(new_paper, columns, bodies, high):
    splits = set()
    for above in range(26):
        paper = new_paper()
        paper.paragraph("\n".join("上" * (above + 1)))
        paper.heading("夜班")
        paper.facts([("天气", "小雨"), ("值班长", "何立"), ("带班领导", "周敏")])
        paper.table(columns, [("1", "水" * 34 * high, "王晓燕"), ("2", "", "")], empty="无")
        [page] = [page for page in bodies(paper.finish()) if "夜班" in page]
        assert "天气" in page
        assert "序号" in page
        assert "水水" in page
        splits.add("上" in page)
    assert splits == {True, False}, "some began below the text, some on the next page"


def test_boxes_that_fill_a_page_with_what_follows_begin_below_the_title(new_paper, columns, bodies):
    paper = new_paper()
    paper.subtitle("QX-001")
    for word in ("甲", "乙"):
        paper.facts([(f"{word}{number}", "有") for number in range(1, 15)], columns=1)
    paper.heading("人员")
    paper.table(columns, [["1", "张三", "队员"][: len(columns)]], empty="无")
    first, second = bodies(paper.finish())
    assert "甲1" in first
    assert "人员" in second
    assert "张三" in second


def test_what_waits_for_something_is_printed_even_if_nothing_comes(new_paper, bodies):
    paper = new_paper()
    paper.heading("一、本班概况")
    paper.facts([("天气", "小雨")])
    assert "一、本班概况天气小雨" in bodies(paper.finish())[0]


def test_a_heading_stays_with_the_text_below_it(new_paper, bodies):
    for lines in range(18, 27):
        paper = new_paper()
        paper.paragraph("\n".join(["文"] * lines))
        paper.heading("二、重要事项")
        paper.paragraph("平稳")
        assert any("二、重要事项平稳" in page for page in bodies(paper.finish()))


def test_the_watermark_is_on_every_page(report):
    for page in PdfReader(BytesIO(report())).pages:
        assert "演练" in page.extract_text()


def test_a_letter_has_22_lines_of_28_characters(new_paper, bodies):
    paper = new_paper(layout=Layout.LETTER)
    paper.paragraph("汛" * 28 * 22 + "尾", indent=0)
    first, second = bodies(paper.finish())
    assert (first, second) == ("汛" * 28 * 22, "尾")


def test_full_lines_of_a_paragraph_end_at_the_edge(new_paper):
    paper = new_paper()
    paper.paragraph("水位a超警戒，" * 30)
    with pdfium.PdfDocument(paper.finish()) as file:
        text = file[0].get_textpage()
        # A comma is lower than the other characters and would count as a line of its own.
        inked = [n for n in range(text.count_chars()) if text.get_text_range(n, 1) in "水位a超警戒"]
        boxes = [text.get_charbox(n, loose=True) for n in inked]
    rights = {}
    for _left, bottom, right, _top in boxes:
        if bottom > PORTRAIT.bottom:
            rights[round(bottom)] = max(rights.get(round(bottom), 0), right)
    *full, _last = [rights[bottom] for bottom in sorted(rights, reverse=True)]
    assert full == [pytest.approx(PORTRAIT.right, abs=1)] * len(full)


def test_a_paragraph_is_indented_by_two_characters(new_paper):
    paper = new_paper()
    paper.paragraph("平稳")
    with pdfium.PdfDocument(paper.finish()) as file:
        text = file[0].get_textpage()
        at = text.get_text_range().index("平")
        assert text.get_charbox(at, loose=True)[0] == pytest.approx(PORTRAIT.left + 28, abs=1)


def test_a_wide_paper_lies(new_paper):
    page = PdfReader(BytesIO(new_paper(layout=Layout.WIDE).finish())).pages[0]
    assert [round(side / MM) for side in page.mediabox[2:]] == [297, 210]


def test_characters_without_glyph_are_listed_at_the_end(new_paper, bodies):
    paper = new_paper()
    paper.paragraph("报告😀和\u200d" + "".join(map(chr, range(0x1F601, 0x1F60A))))
    text = bodies(paper.finish())[-1]
    assert text.startswith("报告□和□")
    codes = "".join(f"U+{code:04X}" for code in (0x200D, *range(0x1F600, 0x1F60A)))
    assert f"{codes}." in text


def test_a_clean_paper_lists_nothing(new_paper, bodies):
    paper = new_paper()
    paper.paragraph("平稳")
    assert bodies(paper.finish()) == ["平稳"]


def test_a_rare_character_beyond_the_basic_plane_can_be_searched(new_paper, bodies):
    paper = new_paper()
    paper.paragraph("𬭩")
    assert bodies(paper.finish()) == ["𬭩"]


def test_signatures_leave_room_to_write_and_print_given_times(new_paper, bodies):
    paper = new_paper()
    paper.signatures([Signature("交班人", name="王晓燕", at=NIGHT), Signature("接班人")])
    assert bodies(paper.finish()) == [
        "SignatureTime交班人王晓燕2026-03-0501:30接班人____-__-____:__"
    ]


def test_a_box_to_sign_is_not_divided(new_paper, bodies):
    for lines in range(17, 27):
        paper = new_paper()
        paper.paragraph("\n".join(["文"] * lines))
        paper.signatures([Signature("交班人"), Signature("接班人"), Signature("带班领导")])
        pages = bodies(paper.finish())
        assert any("交班人" in page and "带班领导" in page for page in pages)


def test_facts_print_labels_and_values(new_paper, bodies):
    paper = new_paper()
    paper.facts([("班次", "夜班"), ("天气", "小雨"), ("值班人员", "王晓燕、" * 40)], columns=2)
    assert bodies(paper.finish()) == ["班次夜班天气小雨值班人员" + "王晓燕、" * 40]


def test_the_last_fact_of_an_odd_number_takes_the_rest_of_the_line(new_paper):
    paper = new_paper()
    paper.facts([("班次", "夜班"), ("天气", "小雨"), ("值班人员", "燕" * 30)], columns=2)
    with pdfium.PdfDocument(paper.finish()) as file:
        text = file[0].get_textpage()
        above, first, last = (
            text.get_charbox(at)
            for at in (
                text.get_text_range().index("夜"),
                text.get_text_range().index("燕"),
                text.get_text_range().rindex("燕"),
            )
        )
    assert last[1] == first[1]
    assert first[0] == pytest.approx(above[0], abs=2)


def test_a_title_with_rare_characters_is_printed_in_full(new_paper, bodies):
    paper = new_paper()
    paper.title("镕堃镇防汛通知")
    assert bodies(paper.finish()) == ["镕堃镇防汛通知"]


def test_the_closing_puts_the_unit_above_the_date(new_paper, bodies):
    paper = new_paper(layout=Layout.LETTER)
    paper.closing("清溪县应急指挥中心", "2026年3月5日")
    data = paper.finish()
    assert bodies(data) == ["清溪县应急指挥中心2026年3月5日"]
    with pdfium.PdfDocument(data) as file:
        text = file[0].get_textpage()
        date_end = text.get_text_range().index("日")
        right = text.get_charbox(date_end, loose=True)[2]
    assert right == pytest.approx(PORTRAIT.right - 4 * 15.75, abs=1)


def test_own_words_are_translated(new_paper, feet):
    chinese = {"Page {page}": "第 {page} 页", "of {total}": "共 {total} 页"}
    paper = new_paper(words=lambda text: chinese.get(text, text))
    assert feet(paper.finish()) == ["—1—第1页共1页"]


def test_progress_tells_each_finished_page(report):
    pages = []
    report(progress=pages.append)
    assert pages == list(range(1, len(pages) + 1))
    assert len(pages) > 2


def test_drawing_stops_between_pages_when_cancelled(new_paper, columns):
    pages = []
    paper = new_paper(cancelled=lambda: len(pages) == 2, progress=pages.append)
    with pytest.raises(Cancelled):
        paper.table(columns, (("1", "文", "人") for _ in range(10_000)), empty="")
    assert pages == [1, 2]
