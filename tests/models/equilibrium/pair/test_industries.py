"""Names of industries as people type them."""

from pathlib import Path

import msgspec
import pytest

import sverka.sources.oecd_icio
from sverka.models.equilibrium.pair.industries import SectorNotInTables, UnknownSector, read_industries

LOOKUPS = Path(sverka.sources.oecd_icio.__file__).with_name("lookups.yml")
EDITIONS: dict[str, list[str]] = msgspec.yaml.decode(LOOKUPS.read_bytes())["editions"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_industry_is_a_good_or_a_service_and_in_a_narrower_group(edition: str) -> None:
    groups = read_industries().groups
    goods, services = set(groups["goods"].codes), set(groups["services"].codes)
    narrower = {
        code for name, one in groups.items() if name not in {"goods", "services"} for code in one.codes
    }
    for industry in EDITIONS[edition]:
        assert (industry in goods) != (industry in services), industry
        assert industry in narrower, industry


def test_no_name_means_two_things_and_no_code_is_unknown() -> None:
    industries = read_industries()
    names = [name for group, one in industries.groups.items() for name in (group, *one.also)]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() for name in names)
    known = {code for edition in EDITIONS.values() for code in edition}
    assert {code for one in industries.groups.values() for code in one.codes} == known


def test_names_codes_and_other_words_in_any_case() -> None:
    industries = read_industries()
    codes = EDITIONS["ICIO2025"]
    assert industries.codes(["machinery"], codes) == ("C28",)
    assert industries.codes(["Machinery", "c28", "TRACTORS"], codes) == ("C28",)
    assert industries.codes(["vehicles", "food"], codes) == ("C10T12", "C29")
    assert industries.codes(["mining"], EDITIONS["ICIO2023"]) == ("B05_06", "B07_08", "B09")
    assert industries.codes(["metals"], codes) == ("C24A", "C24B", "C25")
    assert industries.codes([], codes) == ()
    assert len(industries.codes(["goods", "services"], codes)) == len(codes)


def test_an_unknown_name_is_told_the_nearest_and_all() -> None:
    with pytest.raises(
        UnknownSector,
        match=r"“machnery” is no sector\. Near to it: machinery.*a code such as C28: agriculture",
    ):
        read_industries().codes(["machnery"], EDITIONS["ICIO2025"])


def test_a_code_of_the_other_edition_says_what_these_tables_have() -> None:
    with pytest.raises(
        SectorNotInTables, match="“C24A” is a sector of another edition: these tables have A01_02, A03"
    ):
        read_industries().codes(["C24A"], EDITIONS["ICIO2023"])
