"""The starter book against the facts it was compiled from, and the decisions made in it."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sverka.sources import card_of, read, shipped_snapshot
from sverka.sources.row import Sheet
from sverka.sources.snapshot import unpack_snapshot
from sverka.sources.starter.lookups import UndecidedPhrase, read_lookups
from sverka.sources.starter.statements import read_statements
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.statement import Reading

FACTS = Path(__file__).parents[3] / ".." / "shared" / "facts"
SNAPSHOT = shipped_snapshot("starter")
BATCH: Batch = read("starter", SNAPSHOT)
FLOWS: tuple[Flow, ...] = tuple(BATCH.flows)


def facts(name: str) -> list[dict[str, str]]:
    if not FACTS.is_dir():
        pytest.skip("the facts that the starter book was compiled from are not beside this checkout")
    with (FACTS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reading(day: str, speaker: str | None) -> Reading:
    (found,) = (
        one
        for one in BATCH.readings
        if one.statement.said_on == date.fromisoformat(day) and one.statement.speaker == speaker
    )
    return found


def claim(day: str, speaker: str | None, **fields: object) -> Claim:
    (found,) = (
        one
        for one in reading(day, speaker).claims
        if all(getattr(one, name) == value for name, value in fields.items())
    )
    return found


def test_every_row_of_the_trade_facts_is_a_flow() -> None:
    expected = []
    for row in facts("blr_kaz_trade.csv"):
        exporter, importer = row["reporter"], row["partner"]
        if row["flow"] == "import":
            exporter, importer = importer, exporter
        expected.append(
            (
                exporter,
                importer,
                None if row["flow"] == "flow" else row["reporter"],
                row["valuation"],
                row["period"],
                Decimal(row["value_usd_mn"]) * 10**6,
                row["source"],
            )
        )
    found = [
        (f.exporter, f.importer, f.reporter, f.valuation, f.period, f.value_usd, f.origin.cites)
        for f in FLOWS
    ]
    assert Counter(found) == Counter(expected)
    assert all(type(flow.value_usd) is int and flow.value == flow.value_usd for flow in FLOWS)


def test_every_row_of_the_statement_facts_is_a_claim() -> None:
    rows = facts("blr_kaz_statements.csv")
    expected: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        number = abs(Decimal(row["value"])) if row["value"] else None
        scale = 10**6 if row["unit"] == "USD mn" else 1
        expected[
            (
                row["said_on"],
                row["speaker"] or None,
                row["country"],
                row["url"],
                {"forecast": "target"}.get(row["kind"], row["kind"]),
                None if row["period"] == "after the visit" else row["period"] or None,
                None if number is None else float(number * scale),
                {"about": "approx", "": "exact"}.get(row["hedge"], row["hedge"]),
            )
        ] += 1
    found = Counter(
        (
            str(one.statement.said_on),
            one.statement.speaker,
            one.statement.country,
            one.statement.origin and one.statement.origin.address,
            made.kind.value,
            made.period,
            made.value,
            made.hedge.value,
        )
        for one in BATCH.readings
        for made in one.claims
    )
    assert found == expected


def test_the_book_is_read_whole() -> None:
    assert BATCH.findings == ()
    assert len(FLOWS) + sum(len(one.claims) for one in BATCH.readings) == card_of("starter").expected_rows


def test_a_flow_says_where_it_was_read() -> None:
    (flow,) = (f for f in FLOWS if (f.period, f.reporter, f.exporter) == ("1999", "BLR", "KAZ"))
    assert (flow.value_usd, flow.valuation, flow.flag) == (12_491_400, Valuation.CIF, "reported")
    row = int(flow.origin.place.removeprefix("trade.csv row "))
    (table,) = unpack_snapshot(SNAPSHOT, "trade.csv")
    assert table.decode().splitlines()[row - 1].startswith("KAZ,BLR,BLR,CIF,1999,12.4914,")
    assert flow.origin.snapshot == SNAPSHOT.sha256


def test_the_reconciled_year_has_no_reporter() -> None:
    reconciled = [flow for flow in FLOWS if flow.period == "2024"]
    assert [(f.subject, f.reporter, f.valuation, f.flag) for f in reconciled] == [
        ("BLR>KAZ", None, Valuation.RECONCILED, "estimated"),
        ("KAZ>BLR", None, Valuation.RECONCILED, "estimated"),
    ]


def test_statements_have_ids_dates_and_addresses_of_their_own() -> None:
    ids = [one.statement.id for one in BATCH.readings]
    assert len(set(ids)) == len(ids)
    assert all(one.statement.text == "" and one.statement.pair == "BLR-KAZ" for one in BATCH.readings)
    said = reading("2018-11-23", "Yermukhamet Yertysbayev")
    assert said.statement.origin is not None
    assert said.statement.origin.place == "statements.csv rows 14, 15, 16, 17, 18"
    assert said.statement.origin.cites == "azernews.az"
    assert [made.id for made in said.claims] == ["c1", "c2", "c3", "c4", "c5"]


def test_a_number_is_known_to_half_its_last_written_digit() -> None:
    ambassador = ("2018-11-23", "Yermukhamet Yertysbayev")
    assert claim(*ambassador, value=604_100_000).half_step == 50_000
    assert claim(*ambassador, value=56.4).half_step == 0.05
    assert claim("2019-08-28", None, value=30).half_step == 0.5
    assert claim("2019-08-28", None, value=896_000_000).half_step == 500_000


def test_a_billion_is_a_round_word() -> None:
    assert claim("2024-03-04", "Alexander Lukashenko", kind=Kind.LEVEL).half_step == 50_000_000
    assert claim("2024-06-03", "Olzhas Bektenov", kind=Kind.TARGET).half_step == 50_000_000


def test_goods_one_way_are_exports_of_the_sender() -> None:
    made = claim("2018-11-23", "Yermukhamet Yertysbayev", value=508_600_000)
    assert (made.measure, made.subject) == ("export", "BLR>KAZ")


def test_a_fall_is_a_growth_downwards_against_the_year_before() -> None:
    made = claim("2016-09-29", None, kind=Kind.GROWTH)
    assert (made.value, made.unit, made.direction, made.base) == (46.4, Unit.PERCENT, "down", "2015H1")


def test_a_forecast_is_a_target_that_says_so_and_keeps_the_words_for_when() -> None:
    made = claim("2024-03-04", "Alexander Lukashenko", kind=Kind.TARGET)
    assert (made.modality, made.hedge, made.period) == (Modality.FORECAST, Hedge.MORE_THAN, None)
    assert made.reasons == {"period": "said as “after the visit”, which names no date"}


def test_a_target_without_a_date_says_so() -> None:
    made = claim("2020-07-17", "Roman Golovchenko", kind=Kind.TARGET)
    assert (made.period, made.reasons) == (None, {"period": "the record names no period"})


def test_dealers_and_entities_of_the_network_are_held_to_be_the_same() -> None:
    dealers, entities = (claim(day, None, value=170, country="KAZ") for day in ("2019-08-28", "2024-03-04"))
    assert dealers.noun == entities.noun == "distribution_entities:BLR"
    assert "dealers:BLR" in dealers.reasons["noun"]
    assert "Decided 2026-11-23 by Sverka" in dealers.reasons["noun"]


def test_joint_and_foreign_firms_are_parts_of_all_with_kazakh_capital() -> None:
    whole, joint, foreign = (claim("2024-03-04", None, value=number) for number in (55, 17, 38))
    assert joint.part_of == foreign.part_of == whole.id
    assert (whole.noun, whole.country) == ("firms:KAZ_capital", "BLR")


def test_the_body_that_gave_a_figure_is_its_source() -> None:
    assert claim("2014-08-29", None, value=952_800_000).source == "Belstat"
    assert claim("2016-09-29", None, value=9_900_000).source == "figures of Kazakhstan"


def test_a_planned_visit_is_an_event() -> None:
    made = claim("2024-03-04", None, kind=Kind.EVENT)
    assert (made.event, made.who, made.place) == ("official_visit", "Kassym-Jomart Tokayev", "BLR")
    assert (made.period, made.modality) == ("2024Q3", Modality.PLANNED)


def test_words_without_a_decision_stop_the_reader() -> None:
    (table,) = unpack_snapshot(SNAPSHOT, "statements.csv")
    origin = Origin(source="starter", snapshot="", place="", licence="", accessed=date(2026, 1, 1))
    for known, decisions in (
        (b"joint productions", "nouns"),
        (b"official visit", "events"),
        (b"USD mn", "units"),
    ):
        changed = Sheet(table.replace(known, b"novelty", 1), "statements.csv")
        with pytest.raises(
            UndecidedPhrase, match=f"“novelty.*” has no entry under {decisions} in starter/look"
        ):
            read_statements(changed, origin, read_lookups())


def test_every_figure_says_where_its_publication_is_found() -> None:
    addresses = {(flow.origin.cites, flow.origin.address) for flow in FLOWS}
    assert addresses == {
        ("IMF Direction of Trade Statistics (retrieved 2022)", "https://data.imf.org/"),
        (
            "CEPII BACI (HS2017), mirror-reconciled",
            "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        ),
    }


def test_a_publication_without_an_address_is_undecided() -> None:
    with pytest.raises(UndecidedPhrase, match="“Almanac” has no entry under publications"):
        read_lookups().publication("Almanac")
