"""Which files may belong to an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.duty.model.files import (
    EmptyFile,
    NotAttachable,
    attachment,
    bare_name,
    suffixes,
)

PNG = b"\x89PNG\r\n\x1a\n rest"


def test_a_picture_is_told_by_its_name_and_its_beginning():
    file = attachment("现场.PNG", PNG)
    assert (file.name, file.media_type, file.size) == ("现场.PNG", "image/png", len(PNG))
    assert len(file.sha256) == 64


@pytest.mark.parametrize("name", ["virus.exe", "script", "a.html", ".jpg.js", "现场.PNG.lnk"])
def test_a_program_is_not_attached(name):
    with pytest.raises(NotAttachable):
        attachment(name, b"MZ")


@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "pdf"])
def test_a_program_under_another_name_is_not_attached(suffix):
    with pytest.raises(NotAttachable):
        attachment(f"photo.{suffix}", b"MZ\x90\0")


def test_a_file_has_content():
    with pytest.raises(EmptyFile):
        attachment("a.png", b"")


@pytest.mark.parametrize(
    ("given_name", "label"),
    [
        (r"C:\Users\a\现场 1.jpg", "现场 1.jpg"),
        ("/etc/../a.pdf", "a.pdf"),
        ("a\u202egpj.exe.png", "agpj.exe.png"),
        ("line\nbreak.png", "linebreak.png"),
        (" dots. .", "dots"),
        ("x" * 300 + ".jpeg", "x" * 195 + ".jpeg"),
    ],
)
def test_a_label_is_no_path(given_name, label):
    assert bare_name(given_name) == label


@given(st.text())
def test_any_name_becomes_a_label(name):
    label = bare_name(name)
    assert len(label) <= 200
    assert "/" not in label
    assert all(character.isprintable() for character in label)


def test_a_long_ending_does_not_make_a_long_label():
    assert len(bare_name("a." + "x" * 500)) <= 200


def test_the_file_dialog_offers_what_is_taken():
    assert {"jpg", "pdf", "docx", "mp3", "wps"} <= set(suffixes())
