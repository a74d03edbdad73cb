"""The invented county: codes, people, and polygons that tile it."""

import json
import re
from collections import Counter
from itertools import pairwise

import pytest

import resources
from commandcenter.cli.demo.county import Area, County, Tier

Edge = tuple[tuple[float, float], tuple[float, float]]


def ring(area: Area) -> list[tuple[float, float]]:
    geometry = json.loads(area.geometry)
    assert geometry["type"] == "Polygon"
    (outline,) = geometry["coordinates"]
    return [(lon, lat) for lon, lat in outline]


def edges(areas: tuple[Area, ...]) -> Counter[Edge]:
    return Counter(edge for area in areas for edge in pairwise(ring(area)))


def signed_area(outline: list[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outline)) / 2


def outer_edges(areas: tuple[Area, ...]) -> set[Edge]:
    """What is left of the edges when every shared one has met its reverse."""
    found = edges(areas)
    assert max(found.values()) == 1, "two areas claim the same side of a border"
    return {(a, b) for a, b in found if (b, a) not in found}


def test_there_is_a_county_with_12_townships_and_about_150_villages(qingxi: County):
    tiers = Counter(area.tier for area in qingxi.areas)
    assert tiers[Tier.COUNTY] == 1
    assert tiers[Tier.TOWNSHIP] == 12
    assert 140 <= tiers[Tier.VILLAGE] <= 160


def test_codes_have_6_9_or_12_digits_and_grow_out_of_their_parent(qingxi: County):
    lengths = {Tier.COUNTY: 6, Tier.TOWNSHIP: 9, Tier.VILLAGE: 12}
    codes = {area.code for area in qingxi.areas}
    assert len(codes) == len(qingxi.areas)
    for area in qingxi.areas:
        assert re.fullmatch(rf"\d{{{lengths[area.tier]}}}", area.code)
        assert area.code.startswith(area.parent)
        assert area.parent in codes or area.tier is Tier.COUNTY


def test_the_seventh_digit_tells_towns_and_the_tenth_communities(qingxi: County):
    for area in qingxi.areas:
        if area.tier is Tier.TOWNSHIP:
            assert area.code[6] == ("2" if area.name.endswith("乡") else "1")
        if area.tier is Tier.VILLAGE:
            assert (area.code[9] in "01") == area.name.endswith("社区")


def test_names_of_areas_are_unique_so_that_the_script_can_use_them(qingxi: County):
    assert len({area.name for area in qingxi.areas}) == len(qingxi.areas)


def test_every_ring_is_closed_runs_counterclockwise_and_never_touches_itself(qingxi: County):
    for area in qingxi.areas:
        outline = ring(area)
        assert outline[0] == outline[-1]
        assert signed_area(outline) > 0
        assert len(set(outline)) == len(outline) - 1


def test_the_villages_of_a_township_tile_it(qingxi: County):
    for township in qingxi.townships:
        assert outer_edges(qingxi.within(township.code)) == set(pairwise(ring(township)))


def test_the_townships_tile_the_county(qingxi: County):
    county = qingxi.areas[0]
    assert outer_edges(qingxi.townships) == set(pairwise(ring(county)))
    parts = sum(signed_area(ring(area)) for area in qingxi.townships)
    assert parts == pytest.approx(signed_area(ring(county)))


def test_the_county_is_about_45_by_35_kilometres(qingxi: County):
    outline = ring(qingxi.areas[0])
    width = max(lon for lon, _ in outline) - min(lon for lon, _ in outline)
    height = max(lat for _, lat in outline) - min(lat for _, lat in outline)
    assert 32 < width * 98.4 < 40
    assert 42 < height * 110.9 < 48


def test_the_label_point_of_an_area_lies_inside_it(qingxi: County):
    for area in qingxi.areas:
        crossings = sum(
            (a[1] > area.lat) != (b[1] > area.lat)
            and area.lon < (b[0] - a[0]) * (area.lat - a[1]) / (b[1] - a[1]) + a[0]
            for a, b in pairwise(ring(area))
        )
        assert crossings % 2 == 1, area.name


def test_population_adds_up(qingxi: County):
    for area in (qingxi.areas[0], *qingxi.townships):
        assert area.population == sum(one.population for one in qingxi.within(area.code))


def test_the_maps_together_are_smaller_than_a_megabyte():
    sizes = [
        resources.path("demo", f"{name}.geojson").stat().st_size for name in ("areas", "waters")
    ]
    assert sum(sizes) < 1_000_000


def test_organisations_and_people_fit_together(qingxi: County):
    keys = {one.key for one in qingxi.organisations}
    codes = {area.code for area in qingxi.areas}
    assert len(qingxi.organisations) >= 60
    assert len(qingxi.people) >= 120
    assert all(person.organisation in keys for person in qingxi.people)
    assert all(one.area_code in codes or one.kind == "superior" or one.key == "neighbour"
               for one in qingxi.organisations)  # fmt: skip
    assert len({person.name for person in qingxi.people}) == len(qingxi.people)


def test_every_organisation_that_is_called_has_somebody_to_call(qingxi: County):
    assert all(qingxi.staff(one.key) for one in qingxi.organisations)


def test_phones_are_well_formed_and_from_the_invented_ranges(qingxi: County):
    for person in qingxi.people:
        assert re.fullmatch(r"0577-6612\d{4}", person.office_phone)
        assert re.fullmatch(r"1990000\d{4}", person.mobile)
    assert len({person.mobile for person in qingxi.people}) == len(qingxi.people)


def test_ids_are_valid_uuid7_and_differ(qingxi: County):
    ids = [one.id for one in (*qingxi.organisations, *qingxi.people)]
    assert len(set(ids)) == len(ids)
    assert all(one.version == 7 and one.variant == "specified in RFC 4122" for one in ids)


def test_every_township_has_landmarks_of_every_kind(qingxi: County):
    assert {marks.code for marks in qingxi.landmarks} == {area.code for area in qingxi.townships}
    for marks in qingxi.landmarks:
        assert all((marks.roads, marks.rivers, marks.reservoirs, marks.schools, marks.firms,
                    marks.bends, marks.banks, marks.estates, marks.publics))  # fmt: skip
