"""Files that belong to records, kept inside the database under the hash of their bytes."""

import hashlib
from collections.abc import Iterable

import sqlalchemy as sa

from commandcenter.database.errors import TooLarge
from commandcenter.database.schema import attachment
from commandcenter.database.tx import Tx, WriteTx

LIMIT_MB = 20


def digest(content: bytes) -> str:
    """Return the name under which a content is kept."""
    return hashlib.sha256(content).hexdigest()


def check_size(name: str, size: int) -> None:
    """Refuse a file that is too large to keep.

    Raises:
        TooLarge: It has more than 20 MB.
    """
    if size > LIMIT_MB * 2**20:
        raise TooLarge(name=name, size_mb=size / 2**20, limit_mb=LIMIT_MB)


def add(tx: WriteTx, content: bytes) -> str:
    """Keep a content; the same content is kept once. Returns its SHA-256 in hexadecimal."""
    name = digest(content)
    known = sa.select(attachment.c.sha256).where(attachment.c.sha256 == name)
    if tx.execute(known).first() is None:
        tx.execute(attachment.insert(), {"sha256": name, "size": len(content), "content": content})
    return name


def get(tx: Tx, sha256: str) -> bytes:
    """Return a content.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this hash.
    """
    query = sa.select(attachment.c.content).where(attachment.c.sha256 == sha256)
    return bytes(tx.execute(query).scalar_one())


def missing(tx: Tx, names: Iterable[str]) -> list[str]:
    """Return which of these contents are not kept."""
    kept = set(tx.execute(sa.select(attachment.c.sha256)).scalars())
    return [name for name in names if name not in kept]


def damaged(tx: Tx) -> list[str]:
    """Return the names of contents that are no longer what they were."""
    query = sa.select(attachment.c.sha256, attachment.c.size).order_by(attachment.c.sha256)
    rows = tx.execute(query).all()
    return [row.sha256 for row in rows if not _is_whole(tx, row.sha256, row.size)]


def _is_whole(tx: Tx, name: str, size: int) -> bool:
    try:
        content = get(tx, name)
    except TypeError:  # another tool left something there that is no bytes
        return False
    return digest(content) == name and len(content) == size
