"""`commandcenter doctor`: what an administrator wants to know first."""

from pathlib import Path

from commandcenter.database import ballast
from commandcenter.database.address import Address
from commandcenter.database.engine import open_engine


def test_the_program_says_what_it_has(run, station):
    result = run("doctor")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "Program",
        "SQLite library",
        "Schema version",
        "Station folder",
    ]
    assert lines[-1].endswith(str(station))


def test_a_county_that_fits_is_said_to(any_url, run):
    result = run("doctor", "--database", any_url)
    assert result.exit_code == 0, result.output
    assert "Database: fits, all guards in place" in result.stdout
    assert "Database number: " in result.stdout


def test_the_reserve_for_a_full_disk_is_told(url, run):
    assert "Reserve for a full disk: none" in run("doctor", "--database", url).stdout
    ballast.path_beside(Path(url)).touch()
    result = run("doctor", "--database", url)
    assert "Reserve for a full disk: there" in result.stdout
    assert "Free space: " in result.stdout


def test_a_county_that_does_not_fit_is_refused_in_words(url, run):
    engine = open_engine(Address.of_file(Path(url)))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    result = run("doctor", "--database", url)
    assert result.exit_code == 1
    assert "newer version 9999" in result.stderr


def test_a_place_without_a_county_is_refused(run, tmp_path):
    result = run("doctor", "--database", tmp_path / "none.db")
    assert result.exit_code == 1
    assert "No database there." in result.stdout
    assert not (tmp_path / "none.db").exists()
