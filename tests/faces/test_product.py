"""`sverka product` over a book with a few lamps and the real semiconductor devices."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.faces.conftest import Run

from sverka.ledger import open_ledger
from sverka.sources import card_of
from sverka.sources.snapshot import take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product

SNAPSHOT = take_snapshot("lamps.xlsx", b"lamps")
NAMES = {
    "HS2022": {
        "94": "Furniture",
        "9405": "Lamps",
        "940521": "LED lamps",
        "940529": "- - Other",
        "940541": "Spots",
    },
    "HS2017": {"9405": "Lamps", "940520": "Table lamps", "940540": "Spotlights", "940550": "Oil lamps"},
}
LINES = [
    ("940521", "940520", None),
    ("940529", "940520", None),
    ("940541", "940540", None),
    ("940541", "940550", "Decided 2020-01-02: some burn oil."),
    ("940542", "940540", None),
]


def _origin(source: str) -> Origin:
    return Origin(
        source=source, snapshot=SNAPSHOT.sha256, place="row 2", licence="MIT", accessed=date(2020, 1, 2)
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("products") / "book"
    tables, names = "hs_concordance", "hs_nomenclature"
    lines = [
        Correspondence(
            one=Product(one, "HS2022"), other=Product(other, "HS2017"), note=note, origin=_origin(tables)
        )
        for one, other, note in LINES
    ]
    older = Correspondence(
        one=Product("940520", "HS2017"), other=Product("940520", "HS2012"), origin=_origin(tables)
    )
    chosen = [("conversion HS2022 to HS2017", "940541", "940540")]
    named = [
        (f"product name {revision}", code, name)
        for revision in NAMES
        for code, name in NAMES[revision].items()
    ]
    with open_ledger(folder, create=True) as ledger:
        for source, correspondences, facts in ((tables, [*lines, older], chosen), (names, [], named)):
            batch = Batch(
                source=source,
                correspondences=correspondences,
                facts=[
                    Fact(name=name, country="WLD", detail=code, text=text, origin=_origin(source))
                    for name, code, text in facts
                ],
            )
            ledger.post(batch, card_of(source), SNAPSHOT)
    return folder


def test_a_merge_is_wholly_in_one_code_and_names_the_others_in_it(run: Run, book: Path) -> None:
    ran = run("product", "9405.29", "--book", book)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "940529 Lamps: Other",
        "In HS2017:",
        "merged: wholly in one code",
        "940520 Table lamps",
        "Shared with 1 other code of HS2022:",
        "940521 LED lamps",
    ):
        assert words in ran.out


def test_a_tangle_shows_every_code_the_decision_and_the_publishers_choice(run: Run, book: Path) -> None:
    out = " ".join(run("product", "940541", "--book", book).out.split())
    assert (
        "tangled: in 2 codes, which hold goods of 1 other code too; nothing says how much is in each" in out
    )
    assert "940550 Oil lamps Decided 2020-01-02: some burn oil." in out
    assert "takes 940540 for all of it" in out
    assert "sum 2 here and 2 there" in out


def test_turned_round_the_merge_is_a_split(run: Run, book: Path) -> None:
    data = json.loads(run("product", "940520", "--from", "H5", "--book", book, "--json").out)
    assert (data["revision"], data["to"], data["kind"], data["whole"]) == ("HS2017", "HS2022", "split", None)
    assert [one["code"] for one in data["codes"]] == ["940521", "940529"]
    assert data["group"] == {"codes": ["940520"], "others": ["940521", "940529"]}


def test_a_chain_says_what_it_goes_through(run: Run, book: Path) -> None:
    ran = run("product", "940521", "--to", "HS2012", "--book", book)
    assert "In HS2012, through HS2017:" in ran.out
    assert "940520 (no name in this book)" in ran.out


def test_data_go_to_a_file_beside_the_table(run: Run, book: Path, tmp_path: Path) -> None:
    ran = run("product", "940541", "--book", book, "--json", tmp_path / "out.json")
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert "tangled" in ran.out
    assert data["publisher_converts_to"] == "940540"
    assert data["codes"][1] == {
        "code": "940550",
        "name": "Oil lamps",
        "note": "Decided 2020-01-02: some burn oil.",
    }


def test_a_heading_lists_its_parts(run: Run, book: Path) -> None:
    ran = run("product", "9405", "--book", book)
    assert "it has 4 codes with lines" in ran.out
    assert "940541 Spots  (tangled)" in ran.out
    data = json.loads(run("product", "9405", "--book", book, "--json").out)
    assert [part["kind"] for part in data["parts"]] == ["merge", "merge", "tangled", "merge"]


def test_a_code_without_a_line_is_gone(run: Run, book: Path) -> None:
    data = json.loads(
        run("product", "940550", "--from", "HS2017", "--to", "HS2012", "--book", book, "--json").out
    )
    assert (data["kind"], data["codes"]) == ("gone", [])


def test_without_tables_between_two_revisions_the_name_is_shown_still(run: Run, book: Path) -> None:
    ran = run("product", "940541", "--to", "SITC4", "--book", book)
    assert ran.code == 0
    assert "940541 Spots" in ran.out
    assert "no tables that lead from HS2022 to SITC4" in " ".join(ran.out.split())


def test_an_unknown_code_is_told_with_those_written_like_it(run: Run, book: Path) -> None:
    ran = run("product", "940549", "--book", book)
    assert ran.code == 2
    assert "HS2022 has no code “940549” in this book. Written like it: 940541, 940542, " in ran.err


def test_a_book_without_nomenclature_says_what_to_post(run: Run) -> None:
    ran = run("product", "940541")
    assert ran.code == 2
    assert "no product names of HS2022 and no table that leads to HS2017" in ran.err
    assert "sverka post hs_concordance" in ran.err


def test_revisions_are_named_and_two(run: Run, book: Path) -> None:
    unknown = run("product", "940541", "--from", "HS2023", "--book", book)
    assert (unknown.code, "“HS2023” is no revision" in unknown.err) == (2, True)
    one = run("product", "940541", "--to", "H6", "--book", book)
    assert (one.code, "both name HS2022" in one.err) == (2, True)


def test_a_missing_book_is_told(run: Run, tmp_path: Path) -> None:
    assert run("product", "940541", "--book", tmp_path / "none").code == 3
