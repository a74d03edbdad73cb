"""Pictures of a paper: how large they are, where they stand, and that their lines stay there."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from commandcenter.documents.geometry import MM, PORTRAIT
from commandcenter.documents.photographs import printable
from commandcenter.documents.pictures import Shown


@pytest.fixture(scope="module")
def shown():
    """Make a picture of one colour that says which it is."""

    def make(name, width=1600, height=1200, colour=(0, 120, 0)):
        out = BytesIO()
        Image.new("RGB", (width, height), colour).save(out, "JPEG")
        return Shown(picture=printable(out.getvalue()), text=f"{name}闸门", note=f"{name}.jpg")

    return make


def boxes(data):
    """Return (left, lower edge, right, upper edge) of each picture in points, page by page."""
    document = pypdfium2.PdfDocument(data)
    kind = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    return [[one.get_bounds() for one in page.get_objects([kind])] for page in document]


def test_pictures_stand_two_beside_each_other_each_as_large_as_its_place(new_paper, shown):
    paper = new_paper()
    paper.pictures([shown("宽", 1600, 900), shown("高", 1200, 1600), shown("小", 40, 30)])

    [[wide, high, small]] = boxes(paper.finish())

    def size(box):
        return (round((box[2] - box[0]) / MM, 1), round((box[3] - box[1]) / MM, 1))

    assert [size(wide), size(high)] == [(75.0, 42.2), (39.0, 52.0)]
    assert size(small) == (14.1, 10.6)  # 40 and 30 points
    middle = PORTRAIT.left + PORTRAIT.area_width / 2
    assert PORTRAIT.left < wide[0] < wide[2] < middle < high[0] < high[2] < PORTRAIT.right
    assert wide[1] == pytest.approx(high[1])
    assert small[3] < wide[1]


def test_a_picture_never_leaves_its_lines_nor_a_heading_the_first_ones(new_paper, shown):
    paper = new_paper()
    paper.paragraph("\n".join("字" * 20))
    paper.heading("照片")
    paper.pictures([shown(f"第{n}号", 1200, 1600, (n * 20, 0, 0)) for n in range(10)])
    data = paper.finish()

    told = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]
    assert [(text.count("闸门"), text.count(".jpg")) for text in told] == [(0, 0), (6, 6), (4, 4)]
    assert ["照片" in text for text in told] == [False, True, False]
    assert [len(page) for page in boxes(data)] == [0, 6, 4]
    assert all(low > PORTRAIT.bottom for page in boxes(data) for _, low, _, _ in page)
    colours = [
        one.image.getpixel((9, 9))[0]
        for page in PdfReader(BytesIO(data)).pages
        for one in page.images
    ]
    assert sorted(round(colour / 20) for colour in colours) == list(range(10))
