"""The files of observations, read as pictures for the review of a drill."""

from collections.abc import Callable

from commandcenter.database import attachments
from commandcenter.database.tx import Tx
from commandcenter.documents.errors import Cancelled
from commandcenter.documents.photographs import Picture, printable
from commandcenter.drills.model.plan import File
from commandcenter.drills.model.review import Review
from commandcenter.drills.papers.photographs import Photo

_PICTURES = "image/"


def of_review_in(tx: Tx, review: Review, *, cancelled: Callable[[], bool]) -> tuple[Photo, ...]:
    """Return the files of the observations; none if nobody took a photograph.

    One after the other is read and made small, or photographs would fill the memory.

    Args:
        cancelled: Asked before each picture.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    given = [(seen, file) for seen in review.observations for file in review.files.get(seen.id, ())]
    if not any(_is_picture(file) for _, file in given):
        return ()
    return tuple(
        Photo(observation=seen, name=file.name, picture=_picture(tx, file, cancelled))
        for seen, file in given
    )


def _is_picture(file: File) -> bool:
    return file.media_type.startswith(_PICTURES)


def _picture(tx: Tx, file: File, cancelled: Callable[[], bool]) -> Picture | None:
    if cancelled():
        raise Cancelled
    return printable(attachments.get(tx, file.sha256)) if _is_picture(file) else None
