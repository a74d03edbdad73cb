"""Whether this program may work with a database: version and guards."""

import sqlalchemy as sa

from commandcenter.database import guards
from commandcenter.database.errors import GuardsMissing, NoCounty, SchemaNewer, SchemaOlder
from commandcenter.database.schema import VERSION
from commandcenter.database.tx import Tx


def found_version(tx: Tx) -> str | None:
    """Return the version of the schema; None if the database is empty."""
    if not sa.inspect(tx.connection).has_table("alembic_version"):
        return None
    return tx.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def check(tx: Tx, place: str) -> None:
    """Refuse a database that this program would not understand or that lost its guards.

    Raises:
        NoCounty, SchemaOlder, SchemaNewer, GuardsMissing: As their names say.
    """
    found = found_version(tx)
    if found is None:
        raise NoCounty(place=place)
    if found < VERSION:
        raise SchemaOlder(found=found, known=VERSION)
    if found > VERSION:
        raise SchemaNewer(found=found, known=VERSION)
    if missing := guards.missing(tx):
        raise GuardsMissing(names=", ".join(sorted(missing)))
