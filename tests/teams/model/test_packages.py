"""Response packages: what is refused, and which one is chosen."""

import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model import packages
from commandcenter.teams.model.packages import Package, Row


def package(*rows, **facts):
    return Package(**{"id": new_id(), "name": "山洪一般", "rows": rows} | facts)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, packages.PackageNameMissing),
        ({"name": "长" * 201}, packages.PackageNameTooLong),
        ({"rows": ()}, packages.PackageEmpty),
        ({"rows": (Row(skill="water", count=0),)}, packages.PackageTooLarge),
        ({"rows": (Row(skill="water", count=21),)}, packages.PackageTooLarge),
        ({"rows": (Row(skill="water"),) * 41}, packages.PackageTooLarge),
        ({"rows": (Row(),)}, packages.RowSaysNothing),
        ({"level": "V"}, packages.UnknownLevel),
    ],
)
def test_a_package_says_what_it_is_for_and_whom_it_asks(facts, refusal):
    packages.check(package(Row(skill="water")))
    with pytest.raises(refusal):
        packages.check(package(**{"rows": (Row(skill="water"),)} | facts))


def test_the_package_of_the_level_is_chosen_before_one_for_any_level():
    anyhow = package(hazard="flood")
    second = package(hazard="flood", level="II")
    old = package(hazard="flood", level="III", is_retired=True)
    known = [anyhow, second, old]
    assert packages.choose(known, "flood", "II") is second
    assert packages.choose(known, "flood", "III") is anyhow
    assert packages.choose(known, "fire", "II") is None
