"""What people may write after --database."""

from pathlib import Path

import pytest

from commandcenter.database.address import Address, parse
from commandcenter.database.errors import UnknownAddress


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("county.db", Path("county.db")),
        ("/srv/值班/county.db", Path("/srv/值班/county.db")),
        ("sqlite:///county.db", Path("county.db")),
        ("sqlite:////srv/county.db", Path("/srv/county.db")),
    ],
)
def test_a_file_name_is_an_sqlite_database(text, file):
    address = parse(text)

    assert (address.file, address.is_sqlite) == (file, True)
    assert parse(address.url.render_as_string()).file == file


@pytest.mark.parametrize(
    "text",
    ["postgresql://server/county", "postgresql+psycopg://server:5433/county?sslmode=require"],
)
def test_a_server_and_a_database_name_are_postgresql(text):
    address = parse(text)

    assert (address.file, address.is_sqlite) == (None, False)
    assert address.url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sqlite://",
        "postgresql://server",
        "mysql://server/county",
        "http://x/y",
        "://",
        "a://b:c:d",
    ],
)
def test_anything_else_is_refused_in_a_sentence(text):
    with pytest.raises(UnknownAddress, match="postgresql://HOST/DATABASE"):
        parse(text)


def test_a_password_is_not_shown():
    shown = parse("postgresql://duty:geheim@server/county").shown()

    assert "geheim" not in shown
    assert "server/county" in shown


def test_the_address_of_a_file_shows_the_file():
    assert Address.of_file(Path("a.db")).shown() == "a.db"
