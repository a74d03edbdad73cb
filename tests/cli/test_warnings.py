"""`commandcenter warnings read`: what was understood, or why it was refused."""

import json

import pytest

from tests.warnings.certificates import pair, signed
from tests.warnings.making import ID, alert, atom, declared


@pytest.fixture
def file(tmp_path):
    """Write a file."""

    def make(text, name="预警.xml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def lines(result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_is_one_object(run, file):
    good, bad = file(declared(alert()), "1.xml"), file("<!DOCTYPE a><a/>", "2.xml")
    result = run("warnings", "read", good, bad, "--json")
    first, second = lines(result)
    assert result.exit_code == 1
    assert (first["understood"], first["file"]) == (True, str(good))
    [warning] = first["warnings"]
    assert (warning["identifier"], warning["colour"]) == (ID, "orange")
    assert warning["number"]["organisation"] == "416"
    assert (second["understood"], second["reason"]) == (False, "HasInstructions")
    assert second["sentence"].startswith("2.xml has a document type")


def test_what_is_understood_ends_well_and_sentences_come_in_chinese(run, file):
    assert run("warnings", "read", file(alert()), "--json").exit_code == 0
    result = run("warnings", "read", file("nothing"), "--json", lang="zh")
    assert "不是" in lines(result)[0]["sentence"]


def test_one_bad_message_of_a_feed_is_said_beside_the_good_ones(run, file):
    feed = file(atom(*(f"<content>{one}</content>" for one in (alert(), alert(status="x")))))
    result = run("warnings", "read", feed, "--json")
    [found] = lines(result)
    assert [one["understood"] for one in found["warnings"]] == [True, False]
    assert found["warnings"][1]["reason"] == "UnknownWord"
    assert result.exit_code == 1


def test_signatures_count_with_the_certificates_of_the_folder(run, file, tmp_path):
    pinned = tmp_path / "pinned"
    pinned.mkdir()
    (pinned / "a.pem").write_bytes(pair("气象台")[0])
    path = file(signed(alert()))
    [found] = lines(run("warnings", "read", path, "--json", "--certificates", pinned))
    assert found["warnings"][0]["signature"]["state"] == "verified"
    [found] = lines(run("warnings", "read", path, "--json"))
    assert found["warnings"][0]["signature"]["problem"] == "no_certificate"


def test_without_json_it_is_a_line(run, file):
    feed = file(atom('<link href="http://192.0.2.1/1"/>'), "feed.xml")
    result = run("warnings", "read", file(alert()), feed, file("x", "bad.xml"))
    first, second = result.stdout.splitlines()
    assert first.startswith(ID)
    assert "First warning  Orange" in first
    assert "names 1 warnings" in second
    assert result.stderr.startswith("bad.xml is no XML message")


def test_a_missing_file_and_folder_are_refused(run, tmp_path, file):
    assert "cannot be opened" in run("warnings", "read", tmp_path / "none").stderr
    result = run("warnings", "read", file(alert()), "--certificates", tmp_path / "none")
    assert (result.exit_code, "cannot be opened" in result.stderr) == (1, True)
