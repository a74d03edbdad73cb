"""Builders for tests of the database core."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

import commandcenter
from commandcenter.database import journal
from commandcenter.database.address import Address
from commandcenter.database.engine import Database, open_engine
from commandcenter.database.schema import metadata
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

Append = Callable[..., int]


@pytest.fixture
def append(officer: Officer) -> Append:
    """Append one row to the journal; name only what the test is about."""

    def _append(db: Database, text: str = "水位 12.30 米", **fields: object) -> int:
        values = {"kind": "test.note", "id": new_id(), "subject": "note"} | fields
        with db.write(officer) as tx:
            return journal.append(tx, body={"text": text}, **values)

    return _append


@pytest.fixture(scope="session")
def all_tables() -> sa.MetaData:
    """Every table of every part."""
    root = Path(commandcenter.__file__).parent
    for file in (*root.glob("*/tables.py"), *root.glob("*/tables/*.py")):
        if "documents" not in file.parts:
            name = ".".join(file.relative_to(root).with_suffix("").parts)
            importlib.import_module(f"commandcenter.{name}")
    return metadata


@pytest.fixture
def bare(address: Address):
    """Run statements past the program, as somebody with other tools does."""
    engine = open_engine(address)
    yield engine
    engine.dispose()
