"""Papers to write on, and readers that give back what stands on them."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.documents.geometry import PORTRAIT
from commandcenter.documents.paper import Paper
from commandcenter.documents.sheet import Imprint
from commandcenter.documents.tables import Column


@pytest.fixture(scope="session")
def new_paper():
    """Begin a paper; its own words are the English source texts."""

    def begin(title="Log", *, words=str, watermark="", **options):
        return Paper(Imprint(title=title, watermark=watermark), words=words, **options)

    return begin


@pytest.fixture(scope="session")
def columns():
    """Three columns, the middle one wide."""
    return [
        Column("序号", width_mm=12, align="center"),
        Column("内容", width_mm=108),
        Column("记录人", width_mm=36, align="right"),
    ]


@pytest.fixture(scope="session")
def bodies():
    """Read the text inside the type area of each page, without white space."""

    def read(data):
        return [_body(page) for page in PdfReader(BytesIO(data)).pages]

    return read


@pytest.fixture(scope="session")
def feet():
    """Read the text below the type area of each page, without white space."""

    def read(data):
        pages = PdfReader(BytesIO(data)).pages
        return [_squeezed(page.extract_text()).removeprefix(_body(page)) for page in pages]

    return read


def _body(page):
    pieces = []

    def collect(text, cm, tm, font, size):
        if tm[5] + cm[5] > PORTRAIT.bottom:
            pieces.append(text)

    page.extract_text(visitor_text=collect)
    return _squeezed("".join(pieces))


def _squeezed(text):
    return "".join(text.split())
