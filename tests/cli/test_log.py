"""`commandcenter log`: adding entries and finding them again."""

import json

import pytest

from commandcenter.duty.model.entry import EntryKind
from commandcenter.kernel.ids import new_id

WHOLE = {
    "content": "东坝渗水约 2 升/秒。",
    "kind": "incident",
    "direction": "in",
    "channel": "radio",
    "urgency": "flash",
    "occurred_at": "2026-07-18T22:10+08:00",
    "received_at": "2026-07-18T22:41",
    "org": "龙潭镇",
    "name": "王建军",
    "post": "站长",
    "phone": "0577-66123081",
    "place": "东坝",
    "area_code": "330399101",
    "lon": 120.51,
    "lat": 27.44,
    "reported_to": "县水利局",
    "is_internal": True,
    "owner": "林晓",
    "due_at": "2026-07-19T08:00+08:00",
}


@pytest.fixture
def add(run, signed_in):
    """Add entries from a file or from standard input."""

    def _add(url, source, **more):
        more = {"env": signed_in} | more
        return run("log", "add", "--json", source, "--database", url, **more)

    return _add


@pytest.fixture
def found(run):
    """Search for words; gives the records."""

    def _found(url, *words, **more):
        result = run("log", "search", " ".join(words), "--json", "--database", url, **more)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return _found


def test_an_entry_with_every_field_comes_back_as_it_was_given(any_url, add, given, found):
    added = add(any_url, given(WHOLE))
    assert added.exit_code == 0, added.output
    answer = json.loads(added.stdout)
    assert set(answer) == {"id", "number", "seq"}

    [record] = found(any_url, "渗水")
    times = {
        "occurred_at": "2026-07-18T22:10:00+08:00",
        "received_at": "2026-07-18T22:41:00+08:00",
        "due_at": "2026-07-19T08:00:00+08:00",
    }
    assert {name: record[name] for name in WHOLE} == WHOLE | times
    assert {name: record[name] for name in answer} == answer
    assert (record["recorder"], record["corrected_by"], record["is_done"]) == ("何立", None, False)
    assert record["steps"] == record["attachments"] == []


def test_a_list_is_recorded_in_its_order(url, add, given):
    result = add(url, given([{"content": f"第 {number} 条"} for number in range(3)]))
    numbers = [json.loads(line)["number"][-3:] for line in result.stdout.splitlines()]
    assert numbers == ["001", "002", "003"]


def test_entries_come_from_standard_input_too(url, add, found):
    result = add(url, "-", input='\ufeff{"content": "停电"}'.encode())
    assert result.exit_code == 0, result.output
    assert [one["content"] for one in found(url, "停电")] == ["停电"]


def test_an_empty_list_records_nothing(url, add, given):
    result = add(url, given([]))
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_same_id_is_recorded_once(url, add, given, found):
    entry = {"id": str(new_id()), "content": "停电"}
    assert add(url, given(entry)).stdout == add(url, given(entry)).stdout
    assert len(found(url, "停电")) == 1
    again = add(url, given(entry | {"content": "来电"}))
    assert (again.exit_code, again.stdout) == (1, "")
    assert "was recorded already as ZB-" in again.stderr


def test_a_correction_names_the_entry_and_the_reason(url, add, given, found):
    entry = {"id": str(new_id()), "content": "西坝渗水"}
    add(url, given(entry))
    right = {"content": "东坝渗水", "corrects": entry["id"], "reason": "听错"}
    assert add(url, given(right)).exit_code == 0
    [wrong] = found(url, "西坝")
    [valid] = found(url, "东坝")
    assert wrong["corrected_by"] == valid["number"]
    assert valid["corrects"] == entry["id"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{'content': 1}", "The input is not JSON from line 1, column 2 on."),
        ('[{"content": "a"},\n', "The input is not JSON from line 2, column 1 on."),
        ("", "The input is not JSON from line 1, column 1 on."),
        ("[" * 200_000, "The input is not JSON from line 1, column 1 on."),
        ('{"lon": ' + "9" * 5_000 + "}", "The input is not JSON from line 1, column 1 on."),
        ('"a"', "Entry 1 is not an object of fields."),
        ('[{"content": "a"}, 7]', "Entry 2 is not an object of fields."),
        ('[{"content": "a"}, {"text": "b"}]', "Entry 2 has the unknown field 'text'."),
        ('{"text": null}', "Entry 1 has the unknown field 'text'."),
        ('{"content": 7}', "Field 'content' of entry 1 cannot be read: 7."),
        ('{"content": "a", "kind": "call"}', "Field 'kind' of entry 1 cannot be read: \"call\"."),
        ('{"content": "a", "lon": "120"}', "Field 'lon' of entry 1 cannot be read: \"120\"."),
        ('{"content": "a", "lon": true}', "Field 'lon' of entry 1 cannot be read: true."),
        ('{"content": "a", "lon": 1' + "0" * 400 + "}", "Field 'lon' of entry 1"),
        ('{"content": "a", "is_internal": "false"}', "Field 'is_internal' of entry 1"),
        ('{"content": "a", "due_at": "tomorrow"}', "Field 'due_at' of entry 1"),
        ('{"content": "a", "due_at": 5}', "Field 'due_at' of entry 1"),
        ('{"content": "a", "due_at": "0001-01-01"}', "Field 'due_at' of entry 1"),
        ('{"content": "a", "id": "x"}', "Field 'id' of entry 1"),
        ('{"content": "a", "id": 5}', "Field 'id' of entry 1"),
        ('[{"content": "a"}, {"content": " "}]', "Entry 2: Write what happened before saving."),
        ('{"content": "a", "lon": NaN, "lat": 0}', "Entry 1: Longitude nan"),
        ('{"content": "a", "received_at": "2999-01-01"}', "Entry 1: 2999-01-01 00:00 lies"),
        ('{"content": "a", "corrects": "01890a5d-ac96-774b-bcce-b302099a8057"}', "Entry 1: Write"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_one_sentence(url, add, found, source, sentence):
    result = add(url, "-", input=source)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert "Nothing was recorded." in result.stderr
    assert found(url, "a") == []


def test_what_is_no_text_is_said(url, add):
    result = add(url, "-", input=b'{"content": "\xff\xfe"}')
    assert (result.exit_code, result.stderr) == (
        1,
        "The input is not UTF-8 text. Nothing was recorded.\n",
    )


def test_more_than_200_entries_are_refused(url, add, given):
    result = add(url, given([{"content": "a"}] * 201))
    assert result.exit_code == 1
    assert "201 entries; split it into files of 200" in result.stderr


def test_200_entries_are_recorded_at_once(any_url, add, given):
    result = add(any_url, given([{"content": f"第 {number} 条"} for number in range(200)]))
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 200)


def test_sentences_are_chinese_unless_asked_otherwise(url, add, given):
    result = add(url, given({"content": ""}), lang="zh")
    assert result.exit_code == 1
    assert "先写内容" in result.stderr


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({}, "Say who writes"),
        ({"COMMANDCENTER_LOGIN": "heli"}, "Say who writes"),
        ({"COMMANDCENTER_LOGIN": "heli", "COMMANDCENTER_PASSWORD": "wrong"}, "is wrong"),
        ({"COMMANDCENTER_LOGIN": "nobody", "COMMANDCENTER_PASSWORD": "wrong"}, "is wrong"),
    ],
)
def test_nothing_enters_the_log_without_a_name(url, add, given, found, env, sentence):
    result = add(url, given({"content": "停电"}), env=env)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert found(url, "停电") == []


def test_who_may_only_look_writes_nothing(url, add, given, signed_in):
    result = add(url, given({"content": "停电"}), env=signed_in | {"COMMANDCENTER_LOGIN": "guest"})
    assert result.exit_code == 1
    assert "Your account may not do this." in result.stderr


def test_the_name_can_be_given_as_options(url, run, given, signed_in):
    password = signed_in["COMMANDCENTER_PASSWORD"]
    source = given({"content": "停电"})
    who = ("--login", "heli", "--password", password)
    assert run("log", "add", "--json", source, *who, "--database", url).exit_code == 0


def test_a_demo_county_is_written_to_as_its_chief(demo_url, run, given):
    source = given({"content": "停电"})
    result = run("log", "add", "--json", source, "--database", demo_url)
    # This county has another password than the demo's own.
    assert "Demo county: writing as heli." in result.stderr
    assert result.exit_code == 1


def test_the_newest_hits_come_first_and_no_more_than_wanted(any_url, record, found, run):
    record(any_url, *(f"渗水 {number}" for number in range(5)))
    assert [one["content"][-1] for one in found(any_url, "渗水")] == ["4", "3", "2", "1", "0"]
    limited = run("log", "search", "渗水", "--limit", 2, "--database", any_url)
    assert len(limited.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "count"),
    [("渗水 龙潭", 1), ("渗水 石桥", 0), ("WJJ", 1), ("66123081", 1), ("zb-", 2), ("", 2)],
)
def test_every_word_has_to_occur(url, record, found, words, count):
    record(url, "东坝渗水", org="龙潭镇", name="王建军", phone="0577-66123081")
    record(url, "停电", org="石桥镇")
    assert len(found(url, words)) == count


def test_a_hit_is_one_line_that_a_terminal_can_show(url, record, run):
    number = record(
        url,
        "东坝\n渗水\x1b[2J\u202e",
        kind=EntryKind.INCIDENT,
        org="龙潭镇",
        name="王建军",
    )
    result = run("log", "search", "渗水", "--database", url)
    [line] = result.stdout.splitlines()
    assert line.startswith(number)
    assert line.endswith("Incident  龙潭镇 王建军  东坝 渗水⟦U+001B⟧[2J⟦U+202E⟧")


def test_nothing_found_is_no_error(url, run):
    result = run("log", "search", "没有", "--database", url)
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_is_a_number_of_lines(url, run, limit):
    assert run("log", "search", "a", "--limit", limit, "--database", url).exit_code == 2
