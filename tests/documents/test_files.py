"""A document is kept whole or not at all."""

import os

import pytest

from commandcenter.documents.errors import NotSaved
from commandcenter.documents.files import save


def test_a_file_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "值班日志.pdf"
    save(target, b"old")
    save(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said_with_the_name_of_the_file(tmp_path):
    with pytest.raises(NotSaved) as refused:
        save(tmp_path / "missing" / "log.pdf", b"data")
    assert "log.pdf" in refused.value.said(str)


def test_a_target_that_cannot_be_replaced_leaves_no_draft(tmp_path):
    target = tmp_path / "log.pdf"
    target.mkdir()
    with pytest.raises(NotSaved):
        save(target, b"data")
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "log.pdf"
    save(target, b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSaved):
        save(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
