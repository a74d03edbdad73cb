"""Why a message was refused; each sentence names the file and what to do."""

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_


class NotOpened(Rejected):
    """The file is missing, locked, or no file at all."""

    sentence = N_("{name} cannot be opened. Check that it is there and may be read.")


class TooLarge(Rejected):
    """More than a warning ever has."""

    sentence = N_(
        "{name} is too large for a warning. Ask the sender for the warning without its pictures."
    )


class TookTooLong(Rejected):
    """The reading did not end in time and was ended."""

    sentence = N_("{name} took too long to read and was given up. Ask the sender for it again.")


class Unreadable(Rejected):
    """The process that read it died."""

    sentence = N_("{name} cannot be read. Ask the sender for it again.")


class Empty(Rejected):
    """There is nothing in it."""

    sentence = N_("{name} is empty. Ask the sender for it again.")


class NotXml(Rejected):
    """Whatever its name says, it is another kind of file."""

    sentence = N_("{name} is no XML message. Take the file that the warning system gave out.")


class UnknownEncoding(Rejected):
    """An encoding that warnings are not written in."""

    sentence = N_(
        "{name} is written in {encoding}, which is not read. Ask the sender for it in UTF-8."
    )


class BrokenText(Rejected):
    """Bytes that are no text in the encoding the file says it has."""

    sentence = N_("{name} has characters that are not {encoding}. Ask the sender for it in UTF-8.")


class HasInstructions(Rejected):
    """A document type or entities, which no warning needs and attacks are made of."""

    sentence = N_(
        "{name} has a document type (DOCTYPE), which does not belong in a warning."
        " Do not trust it; ask the sender."
    )


class Damaged(Rejected):
    """Not well-formed."""

    sentence = N_(
        "{name}, line {line}: the XML is damaged or cut off. Ask the sender for it again."
    )


class TooDeep(Rejected):
    """Nested or repeated far beyond any warning."""

    sentence = N_("{name} is built like no warning. Do not trust it; ask the sender.")


class NoWarning(Rejected):
    """XML, but about something else."""

    sentence = N_("{name} holds no warning. Take the file that the warning system gave out.")


class FieldMissing(Rejected):
    """Without this the message cannot be told from others, or must not be acted on."""

    sentence = N_("{name}: the warning does not say <{field}>. Ask the sender for it complete.")


class UnknownWord(Rejected):
    """A word that the standard does not have in this place."""

    sentence = N_(
        "{name}: <{field}> says '{value}', which the standard does not know. Ask the sender."
    )


class BadTime(Rejected):
    """A time that is none, or without a zone."""

    sentence = N_(
        "{name}: <{field}> says '{value}', which is no time with a zone such as"
        " 2026-07-18T22:41:00+08:00. Ask the sender."
    )


class BadPlace(Rejected):
    """Coordinates that are no numbers, lie on no globe or do not close."""

    sentence = N_("{name}: <{field}> says '{value}', which is no place on the map. Ask the sender.")


class TooMany(Rejected):
    """More of something than a warning may have."""

    sentence = N_("{name} has more than {limit} <{field}>. Ask the sender to divide the warning.")


class TextTooLong(Rejected):
    """A field that nobody could read in time."""

    sentence = N_(
        "{name}: <{field}> has {length} characters, {limit} are possible."
        " Ask the sender for a shorter one."
    )


class BadCertificate(Rejected):
    """A pinned certificate that is none."""

    sentence = N_(
        "{name} is no certificate. Put only certificates (.pem, .crt, .cer) into the folder."
    )
