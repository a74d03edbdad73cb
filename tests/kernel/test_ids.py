"""Identifiers made by the client."""

from commandcenter.kernel.ids import new_id


def test_identifiers_are_ordered_by_the_moment_they_were_made():
    made = [new_id() for _ in range(1_000)]
    assert made == sorted(set(made))


def test_identifiers_say_their_version():
    assert {new_id().version for _ in range(10)} == {7}
