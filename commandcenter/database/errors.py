"""What can be wrong with a database, each with the sentence that says what to do."""

from commandcenter.kernel.errors import CommandCenterError, Rejected
from commandcenter.kernel.words import N_


class OldLibrary(CommandCenterError):
    """The SQLite library can corrupt a file that two programs write (fixed in 3.51.3)."""

    sentence = N_(
        "The SQLite library {version} can damage the log. Install sqlcipher3 0.6.2 or newer."
    )


class NetworkPath(Rejected):
    """SQLite needs shared memory, which a network drive does not give."""

    sentence = N_(
        "{path} lies on a network drive, where a database file breaks. Keep the file on this"
        " computer, or use PostgreSQL for several workstations."
    )


class UnknownAddress(Rejected):
    """The database address names neither SQLite nor PostgreSQL."""

    sentence = N_(
        "'{url}' is no database address. Write a file name, sqlite:///FILE"
        " or postgresql://HOST/DATABASE."
    )


class NoCounty(Rejected):
    """There is no database, or it is empty."""

    sentence = N_(
        "There is no county in {place}. Create one with 'commandcenter demo' or restore a backup."
    )


class SchemaOlder(Rejected):
    """The database was made by an older version of the program."""

    sentence = N_(
        "The database has version {found}, this program needs {known}."
        " Run 'commandcenter migrate'; it makes a backup first."
    )


class SchemaNewer(Rejected):
    """The database was made by a newer version of the program."""

    sentence = N_(
        "The database has the newer version {found}; this program knows {known}."
        " Update the program."
    )


class GuardsMissing(CommandCenterError):
    """A trigger that keeps the log append-only is not there."""

    sentence = N_(
        "The database lost its protection against changes ({names})."
        " Run 'commandcenter verify', then 'commandcenter migrate'."
    )


class Damaged(CommandCenterError):
    """The database file cannot be read as a database."""

    sentence = N_(
        "The database is damaged. Keep the file, restore the newest backup with"
        " 'commandcenter restore', then enter what is missing."
    )


class NotWritable(CommandCenterError):
    """The file is read-only, or the server is a standby."""

    sentence = N_(
        "This database can only be read. Check the rights on the file and its folder,"
        " or the address of the server."
    )


class InUse(Rejected):
    """Another program has the database open."""

    sentence = N_("Another program has {path} open. Close every window of it, then try again.")


class FileExists(Rejected):
    """Nothing that exists is overwritten."""

    sentence = N_("{path} exists already. Choose another name.")


class TooLarge(Rejected):
    """A file is larger than an attachment may be."""

    sentence = N_(
        "{name} has {size_mb:.0f} MB; an attachment may have {limit_mb} MB. Attach a smaller copy."
    )


class SilentWrite(AssertionError):
    """A bug: a transaction changed rows without a journal row."""
