"""What people may write after `--database`."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from commandcenter.database.errors import UnknownAddress


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is.

    Attributes:
        url: For SQLAlchemy.
        file: The SQLite file; None for PostgreSQL.
    """

    url: URL
    file: Path | None

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this computer."""
        return self.file is not None

    @classmethod
    def of_file(cls, path: Path) -> "Address":
        """Return the address of an SQLite file.

        Raises:
            UnknownAddress: The name is empty.
        """
        if not path.name:
            raise UnknownAddress(url=str(path))
        return cls(URL.create("sqlite", database=str(path)), path)

    def shown(self) -> str:
        """Return the address without the password."""
        return str(self.file) if self.file else self.url.render_as_string(hide_password=True)


def parse(text: str) -> Address:
    """Read a file name, `sqlite:///FILE` or `postgresql://HOST/DATABASE`.

    Raises:
        UnknownAddress: It is none of these.
    """
    if "://" not in text:
        return Address.of_file(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:  # a port that is no number
        raise UnknownAddress(url=text) from error
    if url.get_backend_name() == "sqlite" and url.database:
        return Address.of_file(Path(url.database))
    if url.get_backend_name() == "postgresql" and url.database:
        return Address(url.set(drivername="postgresql+psycopg"), None)
    raise UnknownAddress(url=text)
