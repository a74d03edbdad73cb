"""Files of entries: from a disk and back."""

import pytest

from commandcenter.database.errors import TooLarge
from commandcenter.duty.model.files import EmptyFile, NotAttachable, UnreadableFile
from commandcenter.duty.service import files, log

PDF = b"%PDF-1.7 fax"


def test_a_file_is_taken_in_and_saved_again(db, chief, draft, tmp_path):
    source = tmp_path / "传真 1.pdf"
    source.write_bytes(PDF)
    file, content = files.take_in(source)
    log.record(db, draft(attachments=(file,)), officer=chief, contents={file.sha256: content})

    files.save_copy(db, file.sha256, tmp_path / "copy.pdf")

    assert (file.name, content) == ("传真 1.pdf", PDF)
    assert (tmp_path / "copy.pdf").read_bytes() == PDF


def test_a_file_that_is_gone_is_refused_by_its_name(tmp_path):
    with pytest.raises(UnreadableFile, match=r"gone\.pdf"):
        files.take_in(tmp_path / "gone.pdf")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile):
        files.take_in(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.exe", b"MZ", NotAttachable), ("a.pdf", b"", EmptyFile)],
)
def test_what_cannot_belong_to_an_entry_is_refused(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(reason):
        files.take_in(tmp_path / name)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    large = tmp_path / "a.pdf"
    with large.open("wb") as file:
        file.truncate(20 * 2**20 + 1)
    with pytest.raises(TooLarge):
        files.take_in(large)


def test_a_folder_that_refuses_is_said(db, chief, draft, tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(PDF)
    file, content = files.take_in(source)
    log.record(db, draft(attachments=(file,)), officer=chief, contents={file.sha256: content})
    with pytest.raises(UnreadableFile, match=r"b\.pdf"):
        files.save_copy(db, file.sha256, tmp_path / "nowhere" / "b.pdf")
