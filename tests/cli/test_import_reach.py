"""`commandcenter import packages` and `import roads`: what the proposal stands on."""

import json
from contextlib import closing

import pytest

from commandcenter.database.engine import Database
from commandcenter.teams.model.packages import Row
from commandcenter.teams.service import packages as package_service
from commandcenter.teams.service import roads as road_service

PACKAGES = """力量包,灾种,级别,能力,队伍类别,支数,备注
山洪 I 级,洪涝,I,水域救援,,2,带冲锋舟
山洪 I 级,洪涝,I,,社会应急力量,1,
Landslide,Landslide,,Search and rescue,,1,
"""
ROAD = {
    "type": "Feature",
    "properties": {"highway": "primary"},
    "geometry": {"type": "LineString", "coordinates": [[119.7, 27.7], [119.8, 27.7]]},
}


@pytest.fixture
def take(run, url, signed_in, tmp_path):
    """Import a text as a file of a kind."""

    def _take(kind, text, *options, name="given.csv", **more):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return run("import", kind, path, "--database", url, *options, **({"env": signed_in} | more))

    return _take


def packages(url):
    with closing(Database(url)) as db:
        return {one.name: one for one in package_service.everything(db)}


def roads(url):
    with closing(Database(url)) as db:
        return road_service.current(db)


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_packages_of_a_table_are_put_into_the_county(take, url):
    result = take("packages", PACKAGES)
    assert result.exit_code == 0, result.output
    assert result.stdout == "Packages: 2. Added: 2, changed: 0, unchanged: 0.\n"
    flood = packages(url)["山洪 I 级"]
    assert (flood.hazard, flood.level) == ("flood", "I")
    assert flood.rows == (
        Row(skill="water_rescue", count=2, remarks="带冲锋舟"),
        Row(category="social", count=1),
    )


def test_putting_packages_again_changes_those_of_the_same_kind_and_level(take, url):
    take("packages", PACKAGES)
    foreseen = take("packages", PACKAGES.replace(",2,", ",3,"), "--dry-run", "--json")
    assert json.loads(foreseen.stdout) == {
        "dry_run": True, "packages": 2, "added": 0, "changed": 1, "unchanged": 1
    }  # fmt: skip
    assert packages(url)["山洪 I 级"].rows[0].count == 2
    take("packages", PACKAGES.replace(",2,", ",3,"))
    assert packages(url)["山洪 I 级"].rows[0].count == 3
    assert len(packages(url)) == 2


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("洪涝,I,水", "洪水吗,I,水", "B2"),
        (",2,带", ",二百,带", "F2"),
        ("力量包,", "什么,", "has no sheet of response packages"),
        ("Landslide,Landslide,,", "又一个,洪涝,I,", "is for this kind and level already"),
        ("Search and rescue,,1", ",,1", "Choose a skill or a category in row 1"),
    ],
)
def test_a_table_with_a_mistake_changes_nothing(take, url, right, wrong, said):
    result = take("packages", PACKAGES.replace(right, wrong))
    assert result.exit_code == 1
    assert said in result.stderr
    assert packages(url) == {}


def test_the_roads_of_a_file_are_used_from_now_on(take, url):
    foreseen = take("roads", geojson(ROAD, ROAD), "--dry-run", name="roads.geojson")
    assert foreseen.stdout == (
        "Nothing was written. The file has 2 roads, 20 km; 0 of a class that is not known.\n"
    )
    assert roads(url) is None
    result = take("roads", geojson(ROAD), "--json", name="roads.geojson")
    assert json.loads(result.stdout) == {"dry_run": False, "roads": 1, "km": 10, "unknown": 0}
    assert (roads(url).name, roads(url).roads) == ("roads.geojson", 1)


@pytest.mark.parametrize("text", ["", "{", geojson(), '{"type": "Feature"}'])
def test_a_file_without_roads_is_refused(take, url, text):
    result = take("roads", text, name="roads.geojson")
    assert result.exit_code == 1
    assert "roads.geojson" in result.stderr
    assert roads(url) is None


def test_a_file_of_roads_that_is_not_there_is_said(run, url, signed_in, tmp_path):
    gone = tmp_path / "gone.geojson"
    result = run("import", "roads", gone, "--database", url, env=signed_in)
    assert result.exit_code == 1
    assert "gone.geojson cannot be opened" in result.stderr


@pytest.mark.parametrize(("kind", "text"), [("packages", PACKAGES), ("roads", geojson(ROAD))])
def test_only_who_manages_teams_imports(take, url, signed_in, kind, text):
    result = take(kind, text, env=signed_in | {"COMMANDCENTER_LOGIN": "guest"})
    assert result.exit_code == 1
    assert (packages(url), roads(url)) == ({}, None)
