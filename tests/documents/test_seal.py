"""The seal as text and as QR code."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pypdfium2 as pdfium
import pytest
import segno

from commandcenter.documents.geometry import MM, PORTRAIT
from commandcenter.documents.paper import Layout
from commandcenter.documents.seal import Seal, check_code, payload

SCALE = 8
QR_SIDE = 24 * MM


@pytest.fixture
def seal():
    return Seal(
        seq=18342,
        hash=bytes(range(32)),
        at=datetime(2026, 3, 5, 0, 32, tzinfo=UTC),
    )


def test_the_code_carries_number_full_hash_and_time(seal):
    number, digest, time = payload(seal).split(" ")
    assert number == "18342"
    assert bytes.fromhex(digest) == seal.hash
    assert time == "2026-03-05T00:32:00.000000Z"


def test_the_check_code_is_half_the_hash_in_groups(seal):
    assert check_code(seal) == "0001 0203 0405 0607 0809 0a0b 0c0d 0e0f"


def test_number_check_code_and_beijing_time_are_printed(new_paper, bodies, seal):
    paper = new_paper()
    paper.seal(seal)
    [text] = bodies(paper.finish())
    assert "18342" in text
    assert check_code(seal).replace(" ", "") in text
    assert "2026-03-0508:32:00" in text


def test_the_drawn_code_is_the_code_of_the_payload(new_paper, seal):
    paper = new_paper()
    paper.seal(seal)
    with pdfium.PdfDocument(paper.finish()) as file:
        picture = file[0].render(scale=SCALE, grayscale=True).to_numpy()
    expected = np.array([list(row) for row in segno.make_qr(payload(seal), error="m").matrix])
    pitch = QR_SIDE / len(expected)
    centers = (np.arange(len(expected)) + 0.5) * pitch
    across = ((PORTRAIT.right - QR_SIDE + centers) * SCALE).astype(int)
    down = ((PORTRAIT.height - PORTRAIT.top + centers) * SCALE).astype(int)
    assert (picture[np.ix_(down, across)] < 128).astype(int).tolist() == expected.tolist()


def test_a_dense_paper_has_its_code_in_the_corner_and_the_rest_in_a_line(new_paper, bodies, seal):
    paper = new_paper(layout=Layout.DENSE)
    paper.code(seal)
    paper.title("态势一览")
    paper.seal(seal)
    data = paper.finish()
    assert check_code(seal).replace(" ", "") in "".join(bodies(data))
    with pdfium.PdfDocument(data) as file:
        picture = file[0].render(scale=SCALE, grayscale=True).to_numpy()
    height, width = picture.shape
    assert (picture[: height // 10, -width // 6 :] < 128).sum() > 1_000
    assert (picture[height // 4 : height // 2, -width // 6 :] < 128).sum() == 0


def test_the_time_of_the_seal_may_come_in_any_zone(seal):
    there = seal.at.astimezone(timezone(timedelta(hours=8)))
    assert payload(Seal(seq=seal.seq, hash=seal.hash, at=there)) == payload(seal)


def test_at_the_foot_of_a_page_it_is_smaller_rather_than_alone_on_the_next(new_paper, bodies, seal):
    paper = new_paper()
    paper.paragraph("A line")
    paper._flow.skip(paper._flow.room - QR_SIDE)  # too little, as a gap stands above it
    paper.seal(seal)
    [text] = bodies(paper.finish())
    assert "18342" in text
