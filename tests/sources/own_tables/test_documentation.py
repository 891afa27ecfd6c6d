"""docs/own-tables.md keeps up with the mapping."""

import re
from pathlib import Path

import msgspec
import yaml
from tests.sources.own_tables.tables import posted

from sverka.sources.own_tables.mapping import (
    Column,
    Holds,
    Layout,
    Mapping,
    Meaning,
    Numbers,
    Publication,
    RateOf,
    Said,
    Scale,
    Section,
)

PAGE = (Path(__file__).parents[3] / "docs" / "own-tables.md").read_text(encoding="utf-8")
TABLE, MAPPING = (
    re.search(rf"{before}.*?```\w*\n(.*?)```", PAGE, re.DOTALL)
    for before in ("The table, in cp1251", "The mapping, after")
)


def test_the_worked_example_gives_what_the_page_says() -> None:
    assert TABLE
    assert MAPPING
    flows, findings = posted(TABLE[1].encode("cp1251"), MAPPING[1], "exports.csv")
    assert [(flow.product.code, f"{flow.value_usd:,}") for flow in flows] == [
        ("0402", "1,234,500"),
        ("8701", "58,765,750"),
    ]
    assert all(f"USD {flow.value_usd:,}" in PAGE for flow in flows)
    assert flows[0].origin.place == "row 4 column C"
    assert [finding.check for finding in findings] == ["missing figures"]
    assert yaml.safe_load(MAPPING[1])["table"]["accessed"]


def test_every_field_of_a_mapping_is_explained() -> None:
    structs = (Mapping, Publication, Layout, Numbers, Said, Column, Section, RateOf)
    fields = {field.name for struct in structs for field in msgspec.structs.fields(struct)}
    words = {*(one.value for one in Holds), *(one.value for one in Scale), *fields}
    words |= {one.value for one in Meaning if one is not Meaning.UNCLEAR}
    assert [word for word in sorted(words) if not re.search(rf"(?<!\w){word}(?!\w)", PAGE)] == []
