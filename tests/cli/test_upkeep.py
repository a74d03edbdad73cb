"""Commands for whoever looks after the database."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

import resources
from commandcenter.database import heads, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database, open_engine
from commandcenter.database.schema import metadata
from commandcenter.database.station import Station
from commandcenter.database.verify import Anchor
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.duty.model.entry import Draft, Handling, Step
from commandcenter.duty.model.files import attachment
from commandcenter.duty.service import log
from commandcenter.handover import service as handover
from commandcenter.handover.model import Finding, Section
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import now

PDF = b"%PDF-1.7 fax"


def an_officer(login: str, role: Role) -> Officer:
    return Officer(account_id=new_id(), login=login, name=login, rights=RIGHTS[role])


@pytest.fixture(scope="session")
def _full_file(tmp_path_factory, _founded_file) -> Path:
    file = tmp_path_factory.mktemp("full") / "county.db"
    shutil.copyfile(_founded_file, file)
    with closing(Database(str(file))) as db:
        fill(db)
        driver = db._engine.raw_connection()
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.close()
    return file


def fill(db: Database) -> None:
    """Write at least one row of every kind of evidence, two of most."""
    chief, deputy = an_officer("heli", Role.CHIEF), an_officer("linxiao", Role.DEPUTY)
    file = attachment("传真.pdf", PDF)
    for number in range(2):
        draft = Draft(
            id=new_id(),
            content=f"东坝渗水 {number}",
            lon=120.5,
            lat=27.4,
            occurred_at=now(),
            due_at=now(),
            org="龙潭镇",
            name="王建军",
            phone="0577-66123081",
            attachments=(file,),
        )
        log.record(db, draft, officer=chief, contents={file.sha256: PDF})
        step = Handling(step=Step.FOLLOW, at=now(), by="何立", to="周敏", result="已办")
        log.take_step(db, draft.id, step, officer=chief)
    wrong = Draft(id=new_id(), content="西坝", corrects=draft.id, reason="听错", is_internal=True)
    log.record(db, wrong, officer=chief)
    walked = handover.start(db, officer=chief)
    for check in walked.checklist:
        normal = replace(check, finding=Finding.NORMAL)
        walked = handover.put_check(
            db, walked.id, normal, seen_version=walked.version, officer=chief
        )
    for section in Section:
        walked = handover.accept(
            db, walked.id, section, seen_version=walked.version, officer=deputy
        )
    walked = handover.sign_outgoing(db, walked.id, seen_version=walked.version, officer=chief)
    handover.seal(db, walked.id, seen_version=walked.version, officer=deputy)


@pytest.fixture
def full(tmp_path, _full_file) -> str:
    """A county with evidence of every kind."""
    file = tmp_path / "full.db"
    shutil.copyfile(_full_file, file)
    return str(file)


@pytest.fixture
def verify(run):
    """Verify a county; gives exit code and the record in JSON."""

    def _verify(url, *options, **more):
        result = run("verify", "--json", "--database", url, *options, **more)
        return result.exit_code, json.loads(result.stdout.splitlines()[0])

    return _verify


def tamper(url: str, *statements: str) -> None:
    """Change a file as somebody with other tools does, and put the guards back."""
    with closing(sqlite.connect(Path(url))) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN")
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)
        connection.execute("COMMIT")


def test_an_untouched_log_is_intact(any_url, record, run):
    record(any_url, "东坝渗水", "停电")
    result = run("verify", "--database", any_url)
    assert result.exit_code == 0, result.output
    first, second = result.stdout.splitlines()
    assert first.startswith("Intact: ")
    with closing(Database(any_url)) as db, db.read() as tx:
        head = tx.execute(sa.text("SELECT seq, hash FROM journal_head")).one()
    assert second == f"Head: {head.seq} {bytes(head.hash).hex()}"


def test_the_record_in_json_has_these_fields(full, verify):
    code, record = verify(full)
    assert code == 0
    assert record | {"hash": "", "seq": 0, "rows": 0} == {
        "intact": True,
        "rows": 0,
        "seq": 0,
        "hash": "",
        "anchors": 0,
        "first_bad": None,
        "problem": None,
    }
    assert record["rows"] == record["seq"] > 30


# Every column of every kind of evidence: a value of the same type that is not there.
EVIDENCE = (
    "log_entry",
    "log_step",
    "handover_snapshot",
    "handover_report",
    "attachment",
    "journal",
)


def columns() -> list[tuple[str, str]]:
    return [(table, column.name) for table in EVIDENCE for column in metadata.tables[table].columns]


CHANGED = {
    "TEXT": "'x' || substr(coalesce({0}, ''), 2)",
    "BIGINT": "coalesce({0}, 0) + 1000",
    "INTEGER": "coalesce({0}, 0) + 1000",
    "SMALLINT": "coalesce({0}, 0) + 1000",
    "FLOAT": "coalesce({0}, 0) + 0.5",
    "BOOLEAN": "1 - {0}",
    "DATE": "'2020-01-01'",
    "CHAR(32)": "'0192000000007000800000000000000' || '1'",
    "BLOB": "x'00' || coalesce({0}, x'')",
}


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_changed_column_is_found_and_its_first_row_named(full, verify, table, column):
    with closing(Database(full)) as db, db.read() as tx:
        info = tx.execute(sa.text(f"PRAGMA table_info({table})")).all()
        kind = next(row.type for row in info if row.name == column)
        key = info[0].name
        first = tx.execute(sa.text(f"SELECT min({key}) FROM {table}")).scalar()
        speaks_of_file = tx.execute(sa.text("SELECT min(seq) FROM log_entry")).scalar()
    quoted = f'"{column}"'
    if (table, column) == ("journal", "prev_hash"):
        where = f"{key} = {first} + 1"
        named = {first + 1}
    else:
        where = f"{key} = '{first}'" if isinstance(first, str) else f"{key} = {first}"
        named = {speaks_of_file if table == "attachment" else first}
    tamper(
        full,
        f"UPDATE {table} SET {quoted} = {CHANGED[kind].format(quoted)} WHERE {where}",
    )

    code, record = verify(full)

    assert (code, record["intact"]) == (1, False)
    if column != "seq":
        assert record["first_bad"] in named
    assert record["problem"]


def test_a_removed_attachment_names_the_first_entry_that_speaks_of_it(full, verify):
    with closing(Database(full)) as db, db.read() as tx:
        seq, name = tx.execute(
            sa.text("SELECT min(log_entry.seq), sha256 FROM log_entry, attachment")
        ).one()
    tamper(full, "DELETE FROM attachment")

    code, record = verify(full)

    assert (code, record["first_bad"]) == (1, seq)
    assert name in record["problem"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_bad_entry_is_said_in_words(full, run, lang):
    tamper(full, "UPDATE log_entry SET content = '没有渗水' WHERE serial = 1")
    result = run("verify", "--database", full, lang=lang)
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    with closing(Database(full)) as db, db.read() as tx:
        seq = tx.execute(sa.text("SELECT seq FROM log_entry WHERE serial = 1")).scalar()
    assert str(seq) in second
    assert ("NOT INTACT" in first) == (lang == "en")
    assert ("changed after it was written" in second) == (lang == "en")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log_step WHERE seq = (SELECT min(seq) FROM log_step)",
        "DELETE FROM handover_report",
        "DELETE FROM journal WHERE seq = 20",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
        "UPDATE journal_head SET seq = seq + 1",
        "UPDATE attachment SET content = x'00'",
        "DELETE FROM attachment",
        "UPDATE log_entry SET search_text = 'x'",
        "DELETE FROM person WHERE id = (SELECT min(id) FROM person)",
        "UPDATE person SET mobile = '19900009999'",
        "UPDATE account SET role = 'admin' WHERE login = 'guest'",
        "UPDATE account SET is_active = 0",
        "UPDATE account SET password_hash = password_hash || 'x' WHERE login = 'heli'",
        "INSERT INTO account SELECT '0192000000007000800000000000000f', 'new', person_id, role,"
        " password_hash, failures, locked_until, is_active, version FROM account LIMIT 1",
        "UPDATE rule SET value = '1' WHERE code = 'duty.late_entry_s'",
        "DELETE FROM rule WHERE code = 'duty.late_entry_s'",
        "UPDATE rule SET valid_to = '2020-02-01' WHERE code = 'duty.pattern'",
        'INSERT INTO log_step SELECT seq - 1, entry_id, \'report\', at, "by", "to", result'
        " FROM log_step LIMIT 1",
    ],
)
def test_what_was_removed_or_put_in_is_found(full, verify, statement):
    tamper(full, statement)
    assert verify(full)[0] == 1


def test_a_county_that_lost_its_guards_is_verified_all_the_same(full, run):
    engine = open_engine(Address.of_file(Path(full)))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_log_entry_UPDATE")
    result = run("verify", "--database", full)
    assert result.exit_code == 1
    assert result.stdout.startswith("Intact: ")
    assert "lost its protection against changes (guard_log_entry_UPDATE)" in result.stderr
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE log_entry SET content = 'x' WHERE serial = 1")
    engine.dispose()
    result = run("verify", "--database", full)
    assert result.exit_code == 1
    assert result.stdout.startswith("NOT INTACT.")


def head_of(url: str) -> Anchor:
    with closing(Database(url)) as db, db.read() as tx:
        row = tx.execute(sa.text("SELECT seq, hash FROM journal_head")).one()
    return Anchor(seq=row.seq, hash=bytes(row.hash))


@pytest.fixture
def anchors(tmp_path):
    """Write a file of printed heads."""

    def _anchors(*lines: str) -> Path:
        path = tmp_path / "anchors.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return _anchors


def test_printed_heads_are_compared(full, run, anchors):
    head = head_of(full)
    good = anchors(f"{head.seq}\t{head.hash.hex()}", "")
    result = run("verify", "--anchors", good, "--database", full)
    assert result.exit_code == 0
    assert "1 heads from elsewhere compared" in result.stdout


def test_a_printed_head_that_differs_is_named(full, verify, anchors):
    code, record = verify(full, "--anchors", anchors(f"7\t{'00' * 32}"))
    assert (code, record["first_bad"]) == (1, 7)


def test_a_log_cut_off_before_a_printed_head_is_named(full, verify, anchors):
    code, record = verify(full, "--anchors", anchors(f"9999\t{'00' * 32}"))
    assert (code, record["first_bad"]) == (1, 9999)


def test_heads_this_workstation_remembers_are_compared(full, verify, station):
    head = head_of(full)
    with closing(Database(full)) as db, db.read() as tx:
        database_id = heads.database_id(tx)
    with closing(Station(station)) as own:
        own.remember(database_id, head)
    assert verify(full)[1]["anchors"] == 1
    with closing(Station(station)) as own:
        own.remember(database_id, Anchor(seq=head.seq + 1, hash=b"0" * 32))
    code, record = verify(full)
    assert (code, record["first_bad"]) == (1, head.seq + 1)


@pytest.mark.parametrize("line", ["7", "seven\t00", "7\txyz", "7 00"])
def test_a_line_of_anchors_that_cannot_be_read_is_named(full, run, anchors, line):
    result = run("verify", "--anchors", anchors(f"1\t{'00' * 32}", line), "--database", full)
    assert result.exit_code == 1
    assert result.stderr == "Line 2 of the anchors file is not 'number TAB hash'.\n"


# The journal in a file, and a verifier that knows nothing of this program


def independently(journal: Path, *more: object) -> int:
    verifier = resources.path("verifier", "verify_journal.py")
    arguments = [sys.executable, "-I", verifier, journal, *more]
    return subprocess.run([*map(str, arguments)], capture_output=True, check=False).returncode


def test_the_journal_can_be_verified_without_this_program(any_url, record, run, tmp_path, anchors):
    record(any_url, "东坝渗水", "𠮷田村 “停电”\n<b>")
    out = tmp_path / "journal.jsonl"
    result = run("journal", "export", "--out", out, "--database", any_url)
    assert (result.exit_code, result.output) == (0, "")
    head = head_of(any_url)
    assert independently(out, "--anchors", anchors(f"{head.seq}\t{head.hash.hex()}")) == 0
    assert independently(out, "--anchors", anchors(f"{head.seq}\t{'00' * 32}")) == 1


def test_both_verifiers_see_a_changed_journal(full, verify, run, tmp_path):
    tamper(
        full, "UPDATE journal SET body = replace(body, '东坝', '西坝') WHERE kind = 'duty.entry'"
    )
    out = tmp_path / "journal.jsonl"
    assert run("journal", "export", "--out", out, "--database", full).exit_code == 0
    assert verify(full)[0] == 1
    assert independently(out) == 1


def test_the_journal_goes_to_standard_output_if_no_file_is_named(url, run):
    result = run("journal", "export", "--database", url)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["seq"] for row in rows if "kind" in row] == list(range(1, len(rows)))
    assert rows[0]["kind"] == "directory.rules_imported"


def test_a_journal_that_lost_its_guards_can_still_be_taken_out(full, run):
    engine = open_engine(Address.of_file(Path(full)))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_journal_next")
    engine.dispose()
    assert run("journal", "export", "--database", full).exit_code == 0


# Copies


def test_a_backup_is_a_county_of_its_own(full, run, verify, tmp_path):
    target = tmp_path / "backup" / "county.db"
    result = run("backup", target, "--database", full)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Backup made and verified: {target}\nHead: ")
    assert verify(str(target)) == verify(full)


def test_a_backup_never_overwrites(full, run, tmp_path):
    target = tmp_path / "there.db"
    target.write_text("mine")
    result = run("backup", target, "--database", full)
    assert (result.exit_code, target.read_text()) == (1, "mine")
    assert "there.db exists already" in result.stderr


def test_a_damaged_county_makes_no_backup(full, run, tmp_path):
    tamper(full, "UPDATE log_entry SET content = 'x'")
    result = run("backup", tmp_path / "b.db", "--database", full)
    assert result.exit_code == 1
    assert "does not verify" in result.stderr
    assert not (tmp_path / "b.db").exists()
    chinese = run("backup", tmp_path / "b.db", "--database", full, lang="zh").stderr
    assert "The record" not in chinese


def test_a_folder_that_refuses_is_said(full, run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("backup", tmp_path / "file" / "b.db", "--database", full)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "cannot be read or written" in result.stderr


def test_a_restored_county_goes_on_where_the_backup_was(full, run, verify, record, tmp_path):
    run("backup", tmp_path / "b.db", "--database", full)
    before = verify(full)
    record(full, "later")
    result = run("restore", tmp_path / "b.db", "--database", full)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"Restored and verified: {full}")
    assert verify(full) == before
    assert [path for path in tmp_path.iterdir() if "replaced" in path.name]


def test_a_backup_that_is_not_there_is_said(full, run, tmp_path):
    result = run("restore", tmp_path / "none.db", "--database", full)
    assert result.exit_code == 1
    assert "There is no backup" in result.stderr


def test_a_county_of_this_version_needs_no_migration(any_url, run):
    result = run("migrate", "--database", any_url)
    assert (result.exit_code, result.stdout) == (0, "The database has this program's version.\n")


def test_lost_guards_come_back_by_migrating(full, run):
    engine = open_engine(Address.of_file(Path(full)))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_journal_next")
    engine.dispose()
    result = run("migrate", "--database", full)
    assert result.exit_code == 0
    assert result.stdout.startswith("Backup made before: ")
    assert run("verify", "--database", full).exit_code == 0


@pytest.mark.parametrize("command", ["verify", "migrate", "restore", "backup", "journal"])
def test_where_no_county_is_every_command_says_so(run, tmp_path, command):
    arguments = {
        "restore": ("restore", tmp_path / "none.db"),
        "backup": ("backup", tmp_path / "b.db"),
        "journal": ("journal", "export"),
    }.get(command, (command,))
    result = run(*arguments, "--database", tmp_path / "nowhere.db")
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "nowhere.db").exists()


def test_a_server_that_does_not_answer_is_unavailable(run):
    url = "postgresql://127.0.0.1:1/county?connect_timeout=1"
    result = run("verify", "--database", url)
    assert result.exit_code == 3
    assert result.stderr.startswith("The database does not answer.")


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "://", "sqlite://"])
def test_what_is_no_address_is_said(run, url):
    result = run("verify", "--database", url)
    assert result.exit_code == 1
    assert "is no database address" in result.stderr
