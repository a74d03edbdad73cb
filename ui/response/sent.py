"""Ids of what is being written, so that sending the same again records it once."""

from uuid import UUID

from commandcenter.kernel.ids import new_id


class Sent:
    """Gives what is sent again the id it had; whatever else is sent gets a new one."""

    def __init__(self) -> None:
        self._said: object = None
        self._id = new_id()

    def id_for(self, said: object) -> UUID:
        """Return the id to send this with.

        Args:
            said: Everything that makes it another thing, compared with `==`.
        """
        if self._said is not None and said != self._said:
            self._id = new_id()
        self._said = said
        return self._id

    def done(self) -> None:
        """Note that it was recorded: the same said once more is another thing."""
        self._said, self._id = None, new_id()
