"""Finding sources, their cards and the data that the package carries."""

import subprocess
import sys

import pytest

from sverka.sources import (
    NothingShipped,
    UnknownSource,
    card_of,
    read,
    shipped_snapshot,
    source_names,
)
from sverka.sources.card import CardError, read_card
from sverka.sources.snapshot import (
    IncompleteSnapshot,
    Snapshot,
    pack_snapshot,
    take_snapshot,
    unpack_snapshot,
)

CARD = b"""
id: yearbook
title: Yearbook of Trade
publisher: Arland's statistical office
licence: CC BY 4.0
address: https://example.org/yearbook
cadence: yearly
valuation: exports FOB, imports CIF
usual_revision: 0.02
accessed: 2020-01-02
"""


def test_a_folder_with_a_card_is_a_source() -> None:
    assert "starter" in source_names()
    assert list(source_names()) == sorted(source_names())
    assert [card_of(name).id for name in source_names()] == list(source_names())


@pytest.mark.parametrize("name", ["almanac", "../ledger", "os", ""])
def test_an_unknown_source_is_told_with_those_that_are_known_and_never_imported(name: str) -> None:
    with pytest.raises(UnknownSource, match=rf"There is no source “{name}”. The sources are: .*starter"):
        read(name, take_snapshot("x", b""))


def test_a_card_is_read_strictly() -> None:
    assert read_card(CARD, "yearbook/source.yml").usual_revision == 0.02
    with pytest.raises(CardError, match=r"yearbook/source.yml cannot be read: .*`vat`.*Correct the field"):
        read_card(CARD + b"vat: 20\n", "yearbook/source.yml")
    with pytest.raises(CardError, match="missing required field `licence`"):
        read_card(CARD.replace(b"licence: CC BY 4.0\n", b""), "yearbook/source.yml")
    with pytest.raises(CardError, match="Expected `float`, got `str`"):
        read_card(CARD.replace(b"0.02", b"some"), "yearbook/source.yml")
    with pytest.raises(CardError, match=r"yearbook/source\.yml cannot be read"):
        read_card(b"{", "yearbook/source.yml")


def test_a_card_says_in_which_folder_names_it_may_stand() -> None:
    with pytest.raises(CardError, match="matching regex"):
        read_card(CARD.replace(b"id: yearbook", b"id: ../year book"), "yearbook/source.yml")


def test_a_source_without_shipped_data_says_where_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pathlib.Path.glob", lambda _folder, _pattern: [])
    monkeypatch.setattr("sverka.sources.source_names", lambda: ("starter",))
    with pytest.raises(
        NothingShipped, match=r"carries no data of “starter”. Get a file from https://data.imf.org/"
    ):
        shipped_snapshot("starter")


def test_a_packed_snapshot_depends_on_names_and_contents_alone() -> None:
    files = {"b.csv": b"2", "a.csv": b"1"}
    one, other = pack_snapshot("x.zip", files), pack_snapshot("x.zip", dict(reversed(files.items())))
    assert one == other
    assert one.sha256 == "30800663e6f2989b36dad203e2acf85376ac39b625f1ba76bac5a3c0e3b40ca8"
    assert unpack_snapshot(one, "a.csv", "b.csv") == (b"1", b"2")


@pytest.mark.parametrize(
    "snapshot", [take_snapshot("x.zip", b"no archive"), pack_snapshot("x.zip", {"a.csv": b""})]
)
def test_a_snapshot_that_lacks_a_file_says_which_are_needed(snapshot: Snapshot) -> None:
    with pytest.raises(IncompleteSnapshot, match=r"x.zip cannot be read: .* that holds a.csv and b.csv"):
        unpack_snapshot(snapshot, "a.csv", "b.csv")


def test_naming_the_sources_imports_none_of_them() -> None:
    script = (
        "import sys, sverka.sources as s; s.source_names(); print([m for m in sys.modules if 'starter' in m])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
