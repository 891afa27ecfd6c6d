"""Product lists: both forms in which the publisher's rows come, their faults, the real lists."""

import json
from pathlib import Path

import pytest

from sverka.sources import read
from sverka.sources.hs_nomenclature.read import UnnamedList
from sverka.sources.snapshot import file_snapshot, take_snapshot
from sverka.vocabulary.batch import Batch

DATA = Path(__file__).parents[3].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not on this machine")
ROWS = [
    {"id": "ALL", "text": "All HS2022 categories", "parent": "#"},
    {"id": "TOTAL", "text": "Total - All H6 commodities", "parent": "#"},
    {"id": "94", "text": "94 - Furniture - and lamps", "parent": "TOTAL"},
    {"id": "940510", "text": "940510 - Lamps; chandeliers", "parent": "94"},
]


def _json(rows: list[dict[str, str]], code: str = "H6") -> Batch:
    data = json.dumps({"more": False, "classCode": code, "className": "x", "results": rows}).encode()
    return read("hs_nomenclature", take_snapshot("H6.json", b"\xef\xbb\xbf" + data))


def _csv(rows: list[dict[str, str]]) -> Batch:
    lines = ["id,text,parent,isLeaf", *(f'{row["id"]},"{row["text"]}",{row["parent"]},0' for row in rows)]
    return read("hs_nomenclature", take_snapshot("h6.csv", "\n".join(lines).encode()))


@pytest.mark.parametrize("reading", [_json, _csv])
def test_names_are_facts_of_the_revision_without_the_code_before_them(reading: object) -> None:
    batch = reading(ROWS)  # type: ignore[operator]
    facts = [(fact.name, fact.country, fact.detail, fact.text) for fact in batch.facts]
    assert facts == [
        ("product name HS2022", "WLD", "94", "Furniture - and lamps"),
        ("product name HS2022", "WLD", "940510", "Lamps; chandeliers"),
    ]
    assert list(batch.findings) == []


def test_places_lead_back_to_the_list() -> None:
    assert [fact.origin.place for fact in _json(ROWS).facts] == ["H6.json result 3", "H6.json result 4"]
    assert [fact.origin.place for fact in _csv(ROWS).facts] == ["h6.csv row 4", "h6.csv row 5"]


def test_a_code_without_a_name_and_a_field_that_nobody_reads_are_told() -> None:
    batch = _json([*ROWS, {"id": "940511", "text": "940511 - ", "parent": "94", "note": "new"}])
    assert len(list(batch.facts)) == 2
    assert [finding.check for finding in batch.findings] == ["unread field", "nameless code"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,text\n94,94 - Furniture\n", "no row TOTAL"),
        (b"id,text\nTOTAL,All goods\n", "All goods"),
        (b'{"classCode": "HS", "results": []}', "HS"),
        (b'{"results": []}', "missing required field `classCode`"),
        (b'{"classCode": "H6", "resu', "truncated"),
    ],
)
def test_a_list_that_does_not_say_its_revision_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnnamedList, match=rf"does not say which revision it lists \(.*{said}.*Give the list"):
        read("hs_nomenclature", take_snapshot("list", data))


@real
@pytest.mark.parametrize(
    ("file", "revision", "names"),
    [
        ("sanctions/hs/classificationH6.json", "HS2022", 6_939),
        ("sanctions/hs/classificationH5.json", "HS2017", 6_708),
        ("hs_nomenclature_en/comtrade_cmd_h6.csv", "HS2022", 6_939),
        ("hs_nomenclature_en/comtrade_cmd_h0.csv", "HS1992", 6_381),
        ("hs_nomenclature_en/comtrade_cmd_s3.csv", "SITC3", 5_690),
    ],
)
def test_the_real_lists_read_whole(file: str, revision: str, names: int) -> None:
    batch = read("hs_nomenclature", file_snapshot(DATA / file))
    facts = list(batch.facts)
    assert {fact.name for fact in facts} == {f"product name {revision}"}
    assert len({fact.detail for fact in facts}) == len(facts) == names
    assert list(batch.findings) == []


@real
def test_the_list_of_all_revisions_together_is_refused() -> None:
    with pytest.raises(UnnamedList, match=r"ref_HS.json does not say which revision it lists \(HS\)"):
        read("hs_nomenclature", file_snapshot(DATA / "comtrade_api_fixtures" / "ref_HS.json"))
