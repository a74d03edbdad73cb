"""The photographs of evaluators, printed in the review of a drill."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from commandcenter.documents.errors import Cancelled
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.service import after, files, observing, photographs, review_exports
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now


@pytest.fixture
def a_file(tmp_path):
    def make(name, content=None):
        path = tmp_path / name
        if content is None:
            Image.new("RGB", (800, 600), (0, 120, 0)).save(path)
        else:
            path.write_bytes(content)
        return files.take_in(path)

    return make


@pytest.fixture
def noted(db, a_played_drill, deputy):
    """Note what was seen in a drill, with files, and return the drill."""

    def note(*given):
        drill = a_played_drill().drill
        text = (
            "石桥村的转移名单不全，三户老人没有列入，组长到场后才发现。"
            + "名单要先核对。" * 2
            + "再出发"
        )
        one = Observation(
            id=new_id(),
            drill=drill.id,
            observer="林晓",
            at=drill.began_at,
            kind=Seen.NOTE,
            text=text,
        )
        observing.note(db, one, officer=deputy, given=given)
        return drill

    return note


def report(db, drill, at=None):
    return review_exports.review_report(db, drill.id, at=at or now(), language="en")


def read(data):
    pages = PdfReader(BytesIO(data)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    return text, [one.image.size for page in pages for one in page.images]


def test_photographs_follow_the_log_with_what_they_show(db, noted, a_file):
    given = [
        a_file("名单.png"),
        a_file("坏的.jpg", b"\xff\xd8\xff" + bytes(64)),
        a_file("签到.pdf", b"%PDF-1.7\n"),
    ]
    drill = noted(*given)
    at = now()

    data = report(db, drill, at)

    text, pictures = read(data)
    assert pictures == [(443, 332)]
    annex = text[text.index("Logofthedrill") :]
    assert "林晓:石桥村的转移名单不全" in annex
    assert "再出发" not in annex
    assert annex.index("名单.png") < annex.index("坏的.jpg") < annex.index("签到.pdf")
    assert report(db, drill, at + timedelta(hours=1)) == data


def test_a_review_without_photographs_has_no_annex(db, noted, a_file):
    text, pictures = read(report(db, noted(a_file("签到.pdf", b"%PDF-1.7\n"))))

    assert pictures == []
    assert text.count("签到.pdf") == 1


def test_reading_photographs_can_be_stopped(db, noted, a_file):
    drill = noted(a_file("名单.png"))

    with db.read() as tx:
        review = after.read_in(tx, drill.id, language="en", at=now())
        with pytest.raises(Cancelled):
            photographs.of_review_in(tx, review, cancelled=lambda: True)
