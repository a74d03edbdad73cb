"""Files inside the database."""

import pytest
import sqlalchemy as sa

from commandcenter.database import attachments, journal
from commandcenter.database.errors import TooLarge
from commandcenter.kernel.ids import new_id

PHOTO = bytes(range(256)) * 40


@pytest.fixture
def keep(db, officer):
    """Keep contents with a journal row; returns their names."""

    def _keep(*contents: bytes) -> list[str]:
        with db.write(officer) as tx:
            names = [attachments.add(tx, content) for content in contents]
            journal.append(tx, "test.note", {"files": names}, id=new_id(), subject="a")
        return names

    return _keep


def test_a_file_comes_back_as_it_was(db, keep):
    [name] = keep(PHOTO)

    with db.read() as tx:
        assert attachments.get(tx, name) == PHOTO
        assert attachments.damaged(tx) == []


def test_the_same_content_is_kept_once(db, keep):
    first = keep(PHOTO, PHOTO)
    second = keep(PHOTO)

    assert first == second * 2
    with db.read() as tx:
        assert tx.execute(sa.text("SELECT count(*) FROM attachment")).scalar() == 1


def test_an_empty_file_is_a_file(db, keep):
    [name] = keep(b"")

    with db.read() as tx:
        assert attachments.get(tx, name) == b""


def test_a_file_that_is_not_there_is_a_bug(db):
    with db.read() as tx, pytest.raises(sa.exc.NoResultFound):
        attachments.get(tx, "0" * 64)


def test_twenty_megabytes_are_the_limit():
    attachments.check_size("photo.jpg", 20 * 2**20)

    with pytest.raises(TooLarge, match=r"photo\.jpg.*20 MB"):
        attachments.check_size("photo.jpg", 20 * 2**20 + 1)


def test_a_changed_content_is_found(db, keep, bare):
    [_good, bad] = keep(b"good", b"bad")
    change = sa.text("UPDATE attachment SET content = :content WHERE sha256 = :name")
    with bare.connect() as connection:
        if bare.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("DROP TRIGGER guard_attachment_UPDATE")
        connection.execute(change, {"content": b"BAD", "name": bad})
        connection.commit()

    with db.read() as tx:
        assert attachments.damaged(tx) == [bad]
