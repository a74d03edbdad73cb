"""Column types that both databases share."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.database.schema import Moment, microseconds

moments = sa.Table("moments", sa.MetaData(), sa.Column("at", Moment))


@pytest.fixture
def kept(bare):
    """Store a moment and read it back."""
    with bare.begin() as connection:
        moments.create(connection)

    def _kept(at: datetime | None) -> datetime | None:
        with bare.begin() as connection:
            connection.execute(moments.delete())
            connection.execute(moments.insert(), {"at": at})
            return connection.execute(sa.select(moments.c.at)).scalar()

    return _kept


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at=st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        datetime(2999, 12, 31),  # noqa: DTZ001
        timezones=st.sampled_from(
            [UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=5))]
        ),
    )
)
def test_a_moment_keeps_its_microseconds_and_comes_back_in_utc(kept, at):
    found = kept(at)

    assert found == at
    assert found.tzinfo is UTC


def test_no_moment_stays_none(kept):
    assert kept(None) is None


def test_a_time_without_zone_is_refused(kept):
    with pytest.raises(sa.exc.StatementError, match="without zone"):
        kept(datetime(2026, 7, 1))  # noqa: DTZ001 - this is the point


def test_microseconds_are_exact():
    at = datetime(2999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

    assert microseconds(at) == 32_503_679_999_999_999
