"""The archive of a drill: what is in it, its bytes, and what was done to it since."""

import json
import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from commandcenter.database import heads
from commandcenter.drills import archive_file
from commandcenter.drills.archive_file import About, Fault, Head, NoArchive
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.service import archive, evaluating, files, observing
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now

ABOUT = About(
    drill="d1", year=2026, number=7, title="防汛演练", head=Head(seq=9, hash="ab", at="2026")
)
FILES = {"评估报告.pdf": b"%PDF" * 50, "日志.json": b"[]", "附件/001-现场.png": bytes(range(256))}


@pytest.fixture
def kept(tmp_path):
    """Write an archive, with its entries changed if a test says so."""

    def keep(change=dict, data=None):
        path = tmp_path / "演练.zip"
        content = archive_file.pack(FILES, ABOUT) if data is None else data
        with ZipFile(BytesIO(content)) as archive_:
            entries = {name: archive_.read(name) for name in archive_.namelist()}
        with ZipFile(path, "w", ZIP_STORED) as archive_:
            for name, one in change(entries).items():
                archive_.writestr(name, one)
        return path

    return keep


def test_an_archive_is_whole_and_its_bytes_depend_on_its_files_alone(tmp_path):
    data = archive_file.pack(FILES, ABOUT)
    path = tmp_path / "演练.zip"
    path.write_bytes(data)

    found = archive_file.verify(path)

    assert (found.about, found.files, found.is_whole) == (ABOUT, 3, True)
    assert data == archive_file.pack(dict(reversed(FILES.items())), ABOUT)
    with ZipFile(path) as archive_:
        assert {entry.date_time[0] for entry in archive_.infolist()} == {1980}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda all_: all_ | {"日志.json": b"{}"}, {"日志.json": Fault.CHANGED}),
        (lambda all_: all_ | {"日志.json": b"[] "}, {"日志.json": Fault.CHANGED}),
        (lambda all_: all_ | {"新.txt": b""}, {"新.txt": Fault.UNKNOWN}),
        (
            lambda all_: {name: one for name, one in all_.items() if "现场" not in name},
            {"附件/001-现场.png": Fault.MISSING},
        ),
    ],
)
def test_a_changed_archive_names_the_file(kept, change, faults):
    found = archive_file.verify(kept(change))

    assert found.faults == faults
    assert not found.is_whole


@pytest.mark.parametrize(
    "manifest",
    [None, b"", b"[]", b"{", b"{}", b'{"format": "x", "version": 1}', b"[" * 100_000],
)
def test_what_has_no_readable_list_is_no_archive(kept, manifest):
    def change(entries):
        rest = {name: one for name, one in entries.items() if name != archive_file.MANIFEST}
        return rest if manifest is None else rest | {archive_file.MANIFEST: manifest}

    with pytest.raises(NoArchive):
        archive_file.verify(kept(change))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b'"year": 2026', b'"year": 1e999'),
        (b'"size": 2\n', b'"size": 1e999\n'),
        (b'"size": 2\n', b'"size": -1\n'),
        (b'"size": 2\n', b'"size": 99999999999\n'),
    ],
)
def test_figures_that_cannot_be_are_no_archive(kept, said, instead):
    def change(entries):
        manifest = entries[archive_file.MANIFEST]
        assert said in manifest
        return entries | {archive_file.MANIFEST: manifest.replace(said, instead)}

    with pytest.raises(NoArchive):
        archive_file.verify(kept(change))


@pytest.mark.parametrize("name", ["空.bin", archive_file.MANIFEST])
def test_a_small_archive_takes_little_memory_whatever_it_unpacks_to(tmp_path, name):
    path, zeros = tmp_path / "x.zip", bytes(40 * 2**20)
    listed = archive_file.pack({"空.bin": b""}, ABOUT)
    with ZipFile(BytesIO(listed)) as archive_:
        manifest = archive_.read(archive_file.MANIFEST)
    files_ = {archive_file.MANIFEST: manifest.replace(b'"size": 0', b'"size": 41943040')}
    for packed in (ZIP_DEFLATED, ZIP_BZIP2):
        with ZipFile(path, "w", packed) as archive_:
            for one, content in (files_ | {name: zeros}).items():
                archive_.writestr(one, content)
        tracemalloc.start()
        try:
            is_whole = archive_file.verify(path).is_whole
        except NoArchive:
            is_whole = False
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert not is_whole
        assert peak < 8 * 2**20


def test_files_that_are_no_archives_are_refused(tmp_path):
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        path = tmp_path / "x.zip"
        path.write_bytes(content)
        with pytest.raises(NoArchive):
            archive_file.verify(path)
    with pytest.raises(NoArchive):
        archive_file.verify(tmp_path / "missing.zip")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_byte_that_flips_is_found_or_changes_nothing_that_is_read(tmp_path, data):
    content = bytearray(archive_file.pack(FILES, ABOUT))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    try:
        found = archive_file.verify(path)
    except NoArchive:
        return

    if found.is_whole:
        with ZipFile(path) as archive_:
            assert {name: archive_.read(name) for name in FILES} == FILES


@pytest.fixture
def held(db, a_played_drill, chief, deputy, tmp_path):
    """A drill with forms of two evaluators of one name, and a photograph."""
    drill = a_played_drill().drill
    evaluating.open_form(db, drill.id, form_id=new_id(), officer=chief)
    evaluating.open_paper_form(db, drill.id, form_id=new_id(), evaluator=chief.name, officer=deputy)
    photograph = tmp_path / "现场.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    observing.note(
        db,
        Observation(
            id=new_id(), drill=drill.id, observer="何立", at=now(), kind=Seen.NOTE, text="转移"
        ),
        officer=chief,
        given=[files.take_in(photograph)],
    )
    return drill


def test_everything_of_a_drill_is_in_its_archive(db, held, tmp_path):
    at = now()
    data = archive.bundle(db, held.id, at=at, language="en")
    path = tmp_path / "x.zip"
    path.write_bytes(data)

    checked = archive_file.verify(path)

    assert checked.is_whole
    assert (checked.about.year, checked.about.number) == (held.year, held.number)
    head = checked.about.head
    assert head is not None
    with db.read() as tx:
        known = heads.at(tx, head.seq)
    assert known is not None
    assert known.hash.hex() == head.hash
    with ZipFile(path) as archive_:
        names = set(archive_.namelist())
        log = json.loads(archive_.read("Drill log.json"))
        papers = [name for name in names if name.endswith(".pdf")]
        assert all(PdfReader(BytesIO(archive_.read(name))).pages for name in papers)
        assert archive_.read("Files/001-现场.png").startswith(b"\x89PNG")
    assert names - {"manifest.json", "Drill log.json", "Files/001-现场.png"} == {
        "Drill plan.pdf",
        "Drill script.pdf",
        "Drill script.xlsx",
        "Evaluation form, blank.pdf",
        "Evaluation merged.pdf",
        "Drill review.pdf",
        "Corrective actions.pdf",
        "Evaluation form of 何立.pdf",
        "Evaluation form of 何立 2.pdf",
    }
    assert any("电话通知石桥村" in line["text"] for line in log)
    assert archive.bundle(db, held.id, at=at, language="en") == data
