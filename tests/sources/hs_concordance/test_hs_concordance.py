"""Correlation workbooks: layouts and faults on books of our own, the published ones against others' work."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import xlsxwriter

from sverka.sources import card_of, read
from sverka.sources.hs_concordance.lookups import Lookups, read_lookups
from sverka.sources.hs_concordance.read import NoCorrelations
from sverka.sources.hs_concordance.sheets import revision_in
from sverka.sources.snapshot import file_snapshot, take_snapshot
from sverka.sources.workbook import UnreadableWorkbook
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.concordance import Kind, concordance_of
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.fact import Fact

DATA = Path(__file__).parents[3].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not on this machine")
TWO = {
    (2022, 2017): "sanctions/hs/HS2022toHS2017ConversionAndCorrelationTables.xlsx",
    (2022, 2012): "sanctions/hs/HS2022toHS2012ConversionAndCorrelationTables.xlsx",
    (2017, 2012): "sanctions/hs/HS2017toHS2012ConversionAndCorrelationTables.xlsx",
}
ALL = "concordances/official-correlations-between-comtrade-codes.xlsx"

Sheets = Mapping[str, list[list[object]]]

BETWEEN: list[list[object]] = [
    ["Between", "", "", ""],
    ["HS 2017", "", " HS2012", "Relationship"],
    ["940510", "", "940510", "1:1"],
    ["940521", "", "940520", "n:1"],
    ["940522", "", "940520", "n:1"],
    ["940531", "", "940531", "1:n"],
    ["940531", "", "940532", "1:n"],
]
FROM_TO: list[list[object]] = [
    ["From HS 2017", "To HS 2012"],
    ["940510", "940510"],
    ["940521", "940520"],
    ["940522", "940520"],
    ["940531", "940532"],
]


def _read(sheets: Sheets) -> Batch:
    held = BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return read("hs_concordance", take_snapshot("lamps.xlsx", held.getvalue()))


def _pairs(batch: Batch) -> list[tuple[str, str]]:
    return [(line.one.code, line.other.code) for line in batch.correspondences]


def _checks(batch: Batch) -> list[str]:
    list(batch.facts)
    list(batch.correspondences)
    return [finding.check for finding in batch.findings]


def test_a_correlation_becomes_lines_with_their_places_and_a_conversion_a_choice() -> None:
    batch = _read({"Conversion": FROM_TO, "Correlation": BETWEEN})
    facts, lines = list(batch.facts), list(batch.correspondences)
    assert [(line.one.code, line.other.code) for line in lines] == [(row[0], row[2]) for row in BETWEEN[2:]]
    assert {(line.one.revision, line.other.revision) for line in lines} == {("HS2017", "HS2012")}
    assert lines[1].origin.place == "lamps.xlsx sheet Correlation row 4"
    assert [(fact.name, fact.country, fact.detail, fact.text) for fact in facts] == [
        ("conversion HS2017 to HS2012", "WLD", "940531", "940532")
    ]
    assert tuple(batch.findings) == ()


def test_a_table_of_all_revisions_is_taken_apart_by_neighbours_and_by_nomenclature() -> None:
    head: list[object] = ["HS07", "HS12", "HS17", "BEC4", "SITC3", "SITC4"]
    batch = _read(
        {
            "all": [
                head,
                ["940510", "940510", "940510", "61", "81311", "81311"],
                ["940520", "940520", "940521", "61", "81312", "81313"],
                ["940520", "940520", "940522", "61", "NULL", "81313"],
                ["", "", "", "", "91", "9110"],
            ]
        }
    )
    found = defaultdict(list)
    for line in batch.correspondences:
        found[line.one.revision, line.other.revision].append((line.one.code, line.other.code))
    assert set(found) == {
        ("HS2017", "HS2012"),
        ("HS2012", "HS2007"),
        ("SITC4", "SITC3"),
        *((hs, other) for hs in ("HS2007", "HS2012", "HS2017") for other in ("BEC4", "SITC3", "SITC4")),
    }
    assert found["HS2017", "HS2012"] == [("940510", "940510"), ("940521", "940520"), ("940522", "940520")]
    assert found["HS2017", "SITC3"] == [("940510", "81311"), ("940521", "81312")]
    assert _checks(batch) == ["not a code"]  # "91" is too short for a code of the SITC


@pytest.mark.parametrize(
    ("text", "revision"),
    [
        ("HS92", "HS1992"),
        ("HS88", "HS1992"),
        ("HS02", "HS2002"),
        (" HS2017", "HS2017"),
        ("From HS 2022", "HS2022"),
        ("SITC Rev.3", "SITC3"),
        ("BEC4", "BEC4"),
        ("HS2023", None),
        ("Relationship", None),
    ],
)
def test_a_columns_head_names_its_revision(text: str, revision: str | None) -> None:
    assert revision_in(text) == revision


def test_a_code_that_lost_its_zero_is_not_guessed() -> None:
    rows: list[list[object]] = [["HS 2017", "HS 2012"], ["010121", 10121.0], ["010129", "010129"]]
    batch = _read({"c": rows})
    assert _pairs(batch) == [("010129", "010129")]
    (finding,) = batch.findings
    assert (finding.check, finding.evidence) == ("not a code", ("lamps.xlsx sheet c row 2: 10121.0",))


def test_a_relationship_that_the_lines_do_not_show_is_told() -> None:
    wrong: list[list[object]] = [*BETWEEN, ["940599", "", "940531", "1:1"]]
    batch = _read({"c": wrong})
    (finding,) = batch.findings
    assert finding.message == "2 lines state another relationship than the lines show."
    assert finding.evidence == (
        "940531 to 940531: stated 1:n, shown n:n",
        "940599 to 940531: stated 1:1, shown n:1",
    )


def test_a_conversion_to_a_code_without_a_line_and_one_to_two_codes_are_told() -> None:
    wrong: list[list[object]] = [*FROM_TO, ["940510", "940520"]]
    (twice, outside) = _read({"Conversion": wrong, "Correlation": BETWEEN}).findings
    assert (twice.message, twice.evidence) == ("1 codes are converted to two codes.", ("940510",))
    assert outside.evidence == ("940510 to 940520",)


def test_what_no_reader_knows_is_told_and_the_rest_read() -> None:
    notes: list[list[object]] = [["Read me"]]
    odd = [[*row, more] for row, more in zip(BETWEEN, ["", "Share", *[0.5] * 5], strict=True)]
    batch = _read({"Notes": notes, "Correlation": odd})
    assert len(_pairs(batch)) == 5
    assert [finding.check for finding in batch.findings] == ["unread sheet", "unread column"]


def test_a_workbook_without_a_correlation_is_refused() -> None:
    with pytest.raises(NoCorrelations, match=r"lamps.xlsx holds no correlation.*\(Notes\).*as the publisher"):
        _read({"Notes": [["Read me"]]})
    with pytest.raises(UnreadableWorkbook, match="get the file again"):
        read("hs_concordance", take_snapshot("lamps.xlsx", b"PK nothing"))


def test_decisions_are_dated_reasoned_and_strict() -> None:
    lookups = read_lookups()
    lines = [(code, other) for code, other, _ in lookups.lines("HS2022", "HS2017")]
    assert ("854151", "854150") in lines
    assert ("854159", "854150") in lines
    assert all(decision.why and decision.note.startswith("Decided 20") for decision in lookups.decisions)
    with pytest.raises(msgspec.ValidationError, match="unknown field `guess`"):
        msgspec.yaml.decode(b"{decided_by: A, nothing: [], decisions: [], guess: 1}", type=Lookups)


def test_a_decision_adds_its_line_until_the_publisher_has_it() -> None:
    rows: list[list[object]] = [["HS 2022", "HS 2017"], ["854151", "851712"], ["854159", "851712"]]
    lines = list(_read({"c": rows}).correspondences)
    decided = {(line.one.code, line.other.code): line for line in lines if line.note}
    assert decided["854151", "854150"].origin.place == "lookups.yml of this source"
    assert "mobile phones" in str(decided["854151", "854150"].note)
    corrected = _read({"c": [*rows, ["854151", "854150"]]})
    assert [line.note for line in corrected.correspondences if line.one.code == "854151"] == [None, None]
    assert "decision not needed" in _checks(corrected)


@cache
def _published(name: str) -> tuple[tuple[Fact, ...], tuple[Correspondence, ...], tuple[str, ...]]:
    batch = read("hs_concordance", file_snapshot(DATA / name))
    facts, lines = tuple(batch.facts), tuple(batch.correspondences)
    return facts, lines, tuple(f"{finding.check} {finding.about}" for finding in batch.findings)


@real
@pytest.mark.parametrize(
    ("years", "lines", "decided", "choices"),
    [((2022, 2017), 15_657, 4, 126), ((2022, 2012), 16_377, 4, 183), ((2017, 2012), 6_141, 0, 66)],
)
def test_the_published_workbooks_read_whole_and_bear_out_what_they_state(
    years: tuple[int, int], lines: int, decided: int, choices: int
) -> None:
    facts, found, findings = _published(TWO[years])
    assert Counter(bool(line.note) for line in found) == Counter({False: lines, True: decided})
    assert len(facts) == choices
    assert findings == ()


@real
@pytest.mark.parametrize("year", [2017, 2012])
def test_transducers_and_other_semiconductor_devices_are_not_mobile_phones(year: int) -> None:
    facts, lines, _ = _published(TWO[2022, year])
    chosen = {fact.detail: fact.text for fact in facts}
    assert (chosen["854151"], chosen["854159"], chosen["911490"]) == ("854150", "854150", "911490")
    concordance = concordance_of("HS2022", f"HS{year}", lines)
    for code in ("854151", "854159"):
        relation = concordance.convert(code)
        assert relation.kind is Kind.TANGLED
        assert relation.whole is None
        assert relation.notes["854150"].startswith("Decided 2026-11-23")
    devices = concordance.reversed().convert("854150").others
    assert {"854151", "854159"} < set(devices)


@real
def test_the_conversion_drops_codes_that_the_correlation_keeps() -> None:
    facts, lines, _ = _published(TWO[2022, 2017])
    concordance = concordance_of("HS2022", "HS2017", lines)
    kinds = Counter(concordance.convert(code).kind for code in concordance.codes)
    assert kinds == {Kind.SAME: 4_096, Kind.MERGE: 1_391, Kind.SPLIT: 13, Kind.TANGLED: 113}
    chosen = {fact.detail: fact.text for fact in facts}
    reached = {chosen.get(code) or concordance.convert(code).whole for code in concordance.codes}
    dropped = {other for _, other in concordance.lines} - reached
    # As published 26: 854150 and 911490 are decided, 911410 is no choice any more, 300219 has no line.
    assert len(dropped) == 24
    assert {"911410", "851950", "850740"} < dropped
    assert concordance.reversed().convert("300219").kind is Kind.GONE
    assert max(len(group.codes) + len(group.others) for group in concordance.groups) == 2_258


@real
def test_no_table_leads_past_the_one_between() -> None:
    direct = {(line.one.code, line.other.code) for line in _published(TWO[2022, 2012])[1] if not line.note}
    newer = concordance_of("HS2022", "HS2017", [x for x in _published(TWO[2022, 2017])[1] if not x.note])
    older = concordance_of("HS2017", "HS2012", _published(TWO[2017, 2012])[1])
    assert set(newer.then(older).lines) == direct


@real
def test_the_growth_labs_consolidated_table_has_the_same_lines() -> None:
    theirs = defaultdict(set)
    with (DATA / "concordances" / "HS_consolidated_comtrade_concordances.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            theirs[row["adjustment"]].add((row["code.after"].zfill(6), row["code.before"].zfill(6)))
    published = [x for x in (*_published(ALL)[1], *_published(TWO[2022, 2017])[1]) if not x.note]
    differ = {}
    for newer, older in ((2022, 2017), (2017, 2012), (2012, 2007), (2007, 2002), (2002, 1996), (1996, 1992)):
        ours = set(concordance_of(f"HS{newer}", f"HS{older}", published).lines)
        given = theirs[f"{newer} to {older}"]
        assert given <= ours
        differ[newer] = ours - given
    # Theirs lack "not elsewhere specified" in four tables, and the move of binapacryl in one.
    unspecified = ("999999", "999999")
    assert differ == {
        2022: set(),
        2017: set(),
        2012: {unspecified, ("291616", "291636")},
        **{year: {unspecified} for year in (2007, 2002, 1996)},
    }


@real
@pytest.mark.parametrize(
    ("name", "newer", "older", "theirs", "not_ours", "lost"),
    [
        ("hs5_hs4", 2017, 2012, 5_387, 0, 753),
        ("hs4_hs3", 2012, 2007, 5_205, 0, 160),
        ("hs3_hs2", 2007, 2002, 5_052, 3, 615),
        ("hs2_hs1", 2002, 1996, 5_223, 2, 390),
    ],
)
def test_the_r_package_concordance_keeps_one_line_a_code(
    name: str, newer: int, older: int, theirs: int, not_ours: int, lost: int
) -> None:
    """It assigns each code to one: so many lines that the United Nations publish are lost there."""
    with (DATA / "concordances" / f"concordance_{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    unspecified = ("999999", "999999")
    given = {(row[0], row[3]) for row in rows if row[0]} - {unspecified}
    assert len(given) == len({code for code, _ in given}) == theirs
    concordance = concordance_of(f"HS{newer}", f"HS{older}", _published(ALL)[1])
    ours = set(concordance.lines) - {unspecified}
    assert len(given - ours) == not_ours
    assert len(ours - given) == lost


@real
@pytest.mark.parametrize(
    ("name", "one", "other", "lines", "weighted", "not_ours"),
    [
        ("H5_to_H4", "HS2017", "HS2012", 6_141, 6_141, 0),
        ("H4_to_H5", "HS2012", "HS2017", 6_141, 6_141, 0),
        ("H4_to_H3", "HS2012", "HS2007", 5_366, 5_366, 0),
        ("H3_to_H4", "HS2007", "HS2012", 5_366, 5_366, 0),
        ("H0_to_H1", "HS1992", "HS1996", 5_427, 5_825, 399),
    ],
)
def test_the_growth_labs_weights_divide_exactly_the_codes_that_have_several_lines(
    name: str, one: str, other: str, lines: int, weighted: int, not_ours: int
) -> None:
    """Their weights are above zero on our lines alone, but for oil and others of HS1992, taken from trade."""
    weights = defaultdict(list)
    with (DATA / "concordances" / f"conversion_weights_{name}.csv").open(encoding="utf-8") as file:
        for code, counterpart, weight, _ in list(csv.reader(file))[1:]:
            if float(weight) > 0:
                weights[code.zfill(6)].append(counterpart.zfill(6))
    given = {(code, counterpart) for code, others in weights.items() for counterpart in others}
    ours = set(concordance_of(one, other, _published(ALL)[1]).lines)
    assert (len(ours), len(given), len(given - ours)) == (lines, weighted, not_ours)


@real
def test_a_code_of_one_revision_may_be_other_goods_in_the_next() -> None:
    _, lines, findings = _published(ALL)
    assert "same code apart HS2012 to HS2007" in findings  # 030319 and 030329: codes given to other fish
    salmon = concordance_of("HS2012", "HS2007", lines).convert("030319")
    assert "030319" not in salmon.others
    assert len({(x.one.revision, x.other.revision) for x in lines}) == 38
    assert card_of("hs_concordance").usual_revision == 0
