"""Outlines of countries: arcs that neighbours share, and the publisher's own files."""

import io
import json
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest

from sverka.sources import read
from sverka.sources.request import Request, requests_of
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot, take_snapshot
from sverka.sources.world_atlas.read import DamagedOutlines, NoOutlines
from sverka.sources.world_atlas.topology import NotTopology, Shape, read_topology
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity

ARCHIVE = Path(__file__).parents[3].parent / "shared" / "data" / "map_world_atlas" / "world-atlas-2.0.2.tgz"
NAME = "countries-110m.json"

# Two squares of 10 degrees side by side, Belarus's (112) west of Kazakhstan's (398), in steps of 0.5 degree:
# arc 0 is their common border from south to north, 1 the rest of the western one, 2 that of the eastern one.
SQUARES = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [0, 40]},
    "arcs": [
        [[20, 0], [0, 20]],
        [[20, 0], [-20, 0], [0, 20], [20, 0]],
        [[20, 20], [20, 0], [0, -20], [-20, 0]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[1, -1]], "id": "112", "properties": {"name": "Belarus"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[0, 2]]],
                    "id": "398",
                    "properties": {"name": "Kazakhstan"},
                },
            ],
        }
    },
}


def squares(**changed: object) -> bytes:
    return json.dumps({**SQUARES, **changed}).encode()


def with_shape(**shape: object) -> bytes:
    geometry = {"type": "Polygon", "arcs": [[0, 2]], "properties": {"name": "Arland"}, **shape}
    return squares(objects={"countries": {"geometries": [geometry]}})


def posted(snapshot: Snapshot) -> tuple[dict[str, Fact], list[Finding]]:
    batch = read("world_atlas", snapshot)
    facts = list(batch.facts)
    assert len({(fact.name, fact.country) for fact in facts}) == len(facts)
    return {fact.country: fact for fact in facts}, list(batch.findings)


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as target:
        for name, data in files.items():
            entry = tarfile.TarInfo(f"package/{name.replace('_', '-')}.json")
            entry.size = len(data)
            target.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def test_neighbours_share_their_border_each_going_round_its_own_way() -> None:
    west, east = read_topology(squares(), NAME)
    assert west == Shape("112", "Belarus", ((((10, 40), (0, 40), (0, 50), (10, 50), (10, 40)),),), 0)
    assert east.polygons == ((((10, 40), (10, 50), (20, 50), (20, 40), (10, 40)),),)


def test_positions_that_are_not_quantised_are_taken_as_they_are() -> None:
    arcs = [[[0.001, 0], [1.004, 2], [1.0041, 2.0001], [5, 5], [0.001, 0]]]
    shape = {"type": "Polygon", "arcs": [[0]], "id": 112}
    data = squares(transform=None, arcs=arcs, objects={"countries": {"geometries": [shape]}})
    ((ring,),) = read_topology(data, NAME)[0].polygons
    assert ring == ((0, 0), (1, 2), (5, 5), (0, 0))  # two positions fall on one


def test_an_island_smaller_than_the_rounding_keeps_its_shape() -> None:
    arcs = [[[7.001, 40.001], [7.001, 40.004], [7.004, 40.004], [7.004, 40.001], [7.001, 40.001]]]
    shape = {"type": "Polygon", "arcs": [[0]], "id": "112"}
    data = squares(transform=None, arcs=arcs, objects={"countries": {"geometries": [shape]}})
    assert len(read_topology(data, NAME)[0].polygons[0][0]) == 5


def test_a_country_has_one_geometry_as_compact_json_with_its_origin() -> None:
    facts, findings = posted(take_snapshot(NAME, squares()))
    belarus = facts["BLR"]
    assert belarus.text == (
        '{"type":"Polygon","coordinates":[[[10.0,40.0],[0.0,40.0],[0.0,50.0],[10.0,50.0],[10.0,40.0]]]}'
    )
    assert (belarus.name, belarus.origin.place) == ("outline 110m", f"{NAME} country 1")
    assert belarus.origin.cites == "Natural Earth, Admin 0 countries 1:110m, packed by world-atlas"
    assert findings == []


def test_the_archive_gives_the_scale_of_the_lookups_alone() -> None:
    data = archive(countries_110m=squares(), countries_50m=squares(), land_110m=b"{}")
    facts, _ = posted(take_snapshot("world-atlas.tgz", data))
    assert {fact.name for fact in facts.values()} == {"outline 110m"}
    assert facts["KAZ"].origin.place == f"world-atlas.tgz/{NAME} country 2"


def test_a_folder_may_hold_several_scales() -> None:
    folder = pack_snapshot(
        "f.zip",
        {"SOURCE.txt": b"x", "countries-50m.json": squares(), "w.tgz": archive(countries_110m=squares())},
    )
    names = [(fact.name, fact.country) for fact in read("world_atlas", folder).facts]
    assert sorted(names) == [
        ("outline 110m", "BLR"),
        ("outline 110m", "KAZ"),
        ("outline 50m", "BLR"),
        ("outline 50m", "KAZ"),
    ]


def test_a_shape_that_nobody_decided_about_is_left_out_and_told() -> None:
    facts, findings = posted(take_snapshot(NAME, with_shape()))
    assert facts == {}
    (told,) = findings
    assert (told.severity, told.evidence) == (Severity.WARNING, ("Arland (no id)",))
    assert told.next_step == "Decide in world_atlas/lookups.yml under which code they are drawn."


def test_a_ring_of_less_than_a_triangle_is_left_out_and_told() -> None:
    facts, findings = posted(take_snapshot(NAME, with_shape(id="112", arcs=[[0]])))
    assert facts == {}
    assert [finding.evidence for finding in findings] == [("Arland: 1",)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "truncated"),
        (b'{"type": "FeatureCollection", "features": []}', r"Invalid enum value|missing required"),
        (squares(objects={"land": {"geometries": []}}), "missing required field `countries`"),
        (with_shape(type="Point"), "Invalid value 'Point'"),
        (with_shape(arcs=[[9]]), "an arc or a ring that is not there"),
        (with_shape(arcs=[]), "an arc or a ring that is not there"),
    ],
)
def test_what_is_no_topology_of_countries_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(
        NotTopology, match=rf"110m\.json is no TopoJSON of countries: .*({why}).*Give countries"
    ):
        read("world_atlas", take_snapshot(NAME, data))


def test_a_file_whose_name_tells_no_scale_is_refused() -> None:
    with pytest.raises(NoOutlines, match=r"map\.json holds no outlines .* which holds countries-110m\.json"):
        read("world_atlas", take_snapshot("map.json", squares()))


def test_an_archive_that_is_cut_off_is_refused() -> None:
    data = archive(countries_110m=squares() + b" " * 100_000)
    with pytest.raises(DamagedOutlines, match=r"w\.tgz cannot be unpacked: .*: get it again\."):
        read("world_atlas", take_snapshot("w.tgz", data[: len(data) // 2]))


def test_the_files_that_are_fetched_are_those_of_the_archive() -> None:
    if not ARCHIVE.is_file():
        pytest.skip("the publisher's archive is not beside this checkout")
    with tarfile.open(ARCHIVE) as packed:
        for scale in ("110m", "50m"):
            (request,) = requests_of("world_atlas", {"scale": scale})
            assert isinstance(request, Request)
            content = packed.extractfile(f"package/{request.file}")
            assert content is not None
            assert take_snapshot(request.file, content.read()).sha256 == request.sha256


def around(fact: Fact, longitude: float, latitude: float) -> bool:
    """Tell whether a place lies inside an outline, by counting the borders east of it."""
    geometry = json.loads(fact.text or "")
    one = geometry["type"] == "Polygon"
    inside = False
    for polygon in [geometry["coordinates"]] if one else geometry["coordinates"]:
        for ring in polygon:
            for (x, y), (u, v) in pairwise(ring):
                if (y > latitude) != (v > latitude) and longitude < (u - x) * (latitude - y) / (v - y) + x:
                    inside = not inside
    return inside


@pytest.fixture(scope="module")
def world() -> tuple[dict[str, Fact], list[Finding]]:
    if not ARCHIVE.is_file():
        pytest.skip("the publisher's archive is not beside this checkout")
    return posted(file_snapshot(ARCHIVE))


World = tuple[dict[str, Fact], list[Finding]]


def test_the_world_has_a_shape_for_each_country_with_a_code(world: World) -> None:
    facts, findings = world
    assert len(facts) == 177
    assert sum(len(fact.text or "") for fact in facts.values()) < 200_000
    assert [finding.check for finding in findings] == ["shape without a code", "collapsed ring"]
    assert [line.partition(":")[0] for line in findings[0].evidence] == ["Kosovo", "N. Cyprus", "Somaliland"]


@pytest.mark.parametrize(
    ("place", "where", "country"),
    [
        ("Minsk", (27.57, 53.9), "BLR"),
        ("Astana", (71.43, 51.13), "KAZ"),
        ("Almaty", (76.93, 43.25), "KAZ"),
        ("Lesotho's Maseru, in a hole of South Africa", (27.9, -29.4), "LSO"),
        ("Moscow", (37.6, 55.75), "RUS"),
    ],
)
def test_places_lie_in_the_outline_of_their_country_alone(
    world: World, place: str, where: tuple[float, float], country: str
) -> None:
    assert [code for code, fact in world[0].items() if around(fact, *where)] == [country], place


def test_a_ring_goes_on_across_the_180th_meridian(world: World) -> None:
    rings = [polygon[0] for polygon in json.loads(world[0]["RUS"].text or "")["coordinates"]]
    crossing = [ring for ring in rings if any(abs(x - u) > 180 for (x, _), (u, _) in pairwise(ring))]
    assert len(crossing) == 2  # the mainland with Chukotka, and Wrangel Island


def test_shapes_without_a_code_are_drawn_under_their_own_name(world: World) -> None:
    assert around(world[0]["N. Cyprus"], 33.5, 35.25)
    assert not around(world[0]["CYP"], 33.5, 35.25)
    assert not around(world[0]["TUR"], 33.5, 35.25)


def test_two_shapes_of_one_code_become_one_fact() -> None:
    if not ARCHIVE.is_file():
        pytest.skip("the publisher's archive is not beside this checkout")
    with tarfile.open(ARCHIVE) as packed:
        content = packed.extractfile("package/countries-50m.json")
        assert content is not None
        facts, findings = posted(take_snapshot("countries-50m.json", content.read()))
    assert len(facts) == 240  # Australia has a second shape, Ashmore and Cartier
    assert " and " in facts["AUS"].origin.place
    assert facts["BHR"].name == "outline 50m"
    assert len(findings[0].evidence) == 5
