"""Why a file was refused; each sentence names the place and what to do."""

from commandcenter.kernel.errors import CommandCenterError, Rejected
from commandcenter.kernel.words import N_


class Stopped(CommandCenterError):
    """The user stopped the reading."""

    sentence = N_("Stopped. Nothing was imported.")


class NotOpened(Rejected):
    """The file is missing, locked, protected or no file at all."""

    sentence = N_("{name} cannot be opened. Close it in other programs, or choose another file.")


class NotATable(Rejected):
    """The content is none of the known kinds, whatever the name says."""

    sentence = N_("{name} is not a table that can be read. Save it in Excel as .xlsx or .csv.")


class Damaged(Rejected):
    """A known kind of file, but parts of it are missing or make no sense."""

    sentence = N_("{name} is damaged. Open it in Excel, save it as a new .xlsx and choose that.")


class Unreadable(Rejected):
    """The process that read it died."""

    sentence = N_(
        "{name} cannot be read: it is damaged or too large. Copy the table alone into a new"
        " workbook and save that."
    )


class Protected(Rejected):
    """The file is encrypted."""

    sentence = N_("{name} is protected by a password. Save it in Excel without the password.")


class HasInstructions(Rejected):
    """The file declares entities, which no spreadsheet program writes."""

    sentence = N_(
        "{name} has instructions in {part} that do not belong in a table. Copy the cells into a"
        " new workbook and save that."
    )


class Empty(Rejected):
    """There is no filled cell on a visible sheet."""

    sentence = N_("{name} has no filled cells. Choose the file with the table.")


class TooLarge(Rejected):
    """Reading it would take more memory than this computer should give."""

    sentence = N_("{name} is too large to be read. Divide it into several files.")


class TookTooLong(Rejected):
    """The reading did not end in time and was ended."""

    sentence = N_(
        "{name} could not be read within {seconds} seconds. Copy the table alone into a new file."
    )


class TooManySheets(Rejected):
    """More sheets than a table of people needs."""

    sentence = N_("{name} has {count} sheets, {limit} are possible. Keep those with the tables.")


class OutOfBounds(Rejected):
    """A filled cell stands too far down or to the right."""

    sentence = N_(
        "{name}, sheet {sheet}, cell {cell}: a table has at most {rows} rows and {columns} columns."
        " Delete what stands beyond, or divide the table."
    )


class CellTooLong(Rejected):
    """A cell holds more text than Excel allows."""

    sentence = N_(
        "{name}, sheet {sheet}, cell {cell}: the text has more than {limit} characters. Shorten it."
    )


class BrokenText(Rejected):
    """Bytes that are no text, or two encodings in one file."""

    sentence = N_(
        "{name}, line {line}: these characters cannot be read. Save the file in Excel as .xlsx."
    )


class BrokenQuotes(Rejected):
    """A quotation mark that does not end, or text after the one that ends a cell."""

    sentence = N_("{name}, line {line}: a quotation mark is missing or too many. Correct it there.")
