"""The expected errors. Anything else that is raised is a bug.

CommandCenterError
├── Rejected       a rule forbids it; one subclass per rule, next to the rule
├── Conflict       somebody changed it first
└── Unavailable    the database did not answer; the outcome is unknown, repeat the same call

The class is the reason. Its docstring explains it to developers, its `sentence` to users.
"""

from collections.abc import Mapping
from typing import ClassVar

from commandcenter.kernel.words import N_, Translate


class CommandCenterError(Exception):
    """Something that can happen to a careful user; carries one sentence for them.

    Attributes:
        sentence: English source text; names in braces are filled from *facts*.
        facts: What the sentence mentions, such as a limit or a file name.
    """

    sentence: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(*facts.values())
        self.facts = facts

    def said(self, translate: Translate) -> str:
        """Return the sentence in the language of *translate*."""
        return translate(self.sentence).format(**self.facts)

    def __str__(self) -> str:
        return self.sentence.format(**self.facts)


class Rejected(CommandCenterError):
    """A rule forbids it; nothing was written."""

    sentence = N_("This is not possible now.")


class InWords(Rejected):
    """A rule whose sentence names things by their code.

    Attributes:
        words: Source texts of the codes, by fact.
    """

    sentence = N_("This record cannot take that.")
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def said(self, translate: Translate) -> str:
        """Return the sentence with its codes in the language of *translate*."""
        facts = dict(self.facts)
        for name, texts in self.words.items():
            code = str(facts[name])
            facts[name] = translate(texts[code]) if code in texts else code
        return translate(self.sentence).format(**facts)


class Conflict(CommandCenterError):
    """Somebody else changed the same record first."""

    sentence = N_("Someone else changed this first. The current state is now shown.")


class Unavailable(CommandCenterError):
    """The database did not answer; whether it was written is unknown."""

    sentence = N_("The database does not answer. Nothing you typed is lost; try again.")


class DiskFull(Unavailable):
    """The disk of the database is full; nothing was written."""

    sentence = N_(
        "The disk is full. What you typed is kept; free some space on the disk, then save again."
    )
