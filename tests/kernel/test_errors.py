"""Expected errors: one sentence each, in the user's language."""

import pytest

from commandcenter.kernel.errors import CommandCenterError, Conflict, Rejected, Unavailable


class TooDeep(Rejected):
    """For these tests."""

    sentence = "{depth} m is too deep."


def test_an_error_says_its_sentence_with_its_facts():
    assert str(TooDeep(depth=3)) == "3 m is too deep."


def test_an_error_speaks_the_users_language():
    assert TooDeep(depth=3).said(lambda text: text.replace("is too deep", "太深")) == "3 m 太深."


def test_an_error_can_be_raised_as_a_bare_class():
    with pytest.raises(Conflict, match="Someone else"):
        raise Conflict


@pytest.mark.parametrize("kind", [Rejected, Conflict, Unavailable])
def test_every_expected_error_is_one_family(kind):
    assert issubclass(kind, CommandCenterError)
