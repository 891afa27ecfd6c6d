"""Concordances over two fictional revisions, small enough to check by hand, and their laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.vocabulary.concordance import (
    ChainBroken,
    Concordance,
    Group,
    Kind,
    chain,
    concordance_of,
    find_concordance,
    nearest_codes,
)
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.nomenclature import UnknownRevision
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product

ORIGIN = Origin(source="almanac", snapshot="0" * 64, place="row 2", licence="MIT", accessed=date(2020, 1, 2))

LAMPS = Concordance(
    ("HS2022", "HS2017"),
    [
        ("940510", "940510"),  # candles: unchanged
        ("940521", "940520"),  # table lamps: two codes that were one
        ("940522", "940520"),
        ("940531", "940531"),  # garlands: one that was two
        ("940531", "940532"),
        ("940541", "940541"),  # spotlights and floodlights exchange some goods
        ("940541", "940542"),
        ("940542", "940542"),
    ],
    {("940542", "940542"): "Decided 2020-01-02: they stay."},
)


@pytest.mark.parametrize(
    ("code", "kind", "others", "sharers", "whole"),
    [
        ("940510", Kind.SAME, ("940510",), (), "940510"),
        ("940521", Kind.MERGE, ("940520",), ("940522",), "940520"),
        ("940531", Kind.SPLIT, ("940531", "940532"), (), None),
        ("940541", Kind.TANGLED, ("940541", "940542"), ("940542",), None),
        ("940542", Kind.MERGE, ("940542",), ("940541",), "940542"),
        ("940599", Kind.GONE, (), (), None),
    ],
)
def test_a_code_is_one_in_the_other_revision_only_where_all_of_it_is(
    code: str, kind: Kind, others: tuple[str, ...], sharers: tuple[str, ...], whole: str | None
) -> None:
    relation = LAMPS.convert(code)
    assert (relation.kind, relation.others, relation.sharers, relation.whole) == (
        kind,
        others,
        sharers,
        whole,
    )


def test_a_group_holds_what_can_be_compared_without_dividing_a_code() -> None:
    assert LAMPS.convert("940541").group == Group(("940541", "940542"), ("940541", "940542"))
    assert LAMPS.convert("940522").group == Group(("940521", "940522"), ("940520",))
    assert LAMPS.convert("940599").group == Group(("940599",), ())
    assert len(LAMPS.groups) == 4


def test_turned_round_a_merge_is_a_split() -> None:
    back = LAMPS.reversed()
    assert (back.revision, back.other) == ("HS2017", "HS2022")
    assert back.convert("940520").kind is Kind.SPLIT
    assert back.convert("940531").kind is Kind.MERGE
    assert back.convert("940542").notes == {"940542": "Decided 2020-01-02: they stay."}


def test_a_chain_follows_every_line_and_names_its_steps() -> None:
    older = Concordance(
        ("HS2017", "HS2012"), [("940520", "940500"), ("940531", "940530"), ("940532", "940530")]
    )
    through = LAMPS.then(older)
    assert through.steps == ("HS2022", "HS2017", "HS2012")
    assert through.lines == (("940521", "940500"), ("940522", "940500"), ("940531", "940530"))
    assert through.convert("940531").kind is Kind.SAME
    assert through.convert("940510").kind is Kind.GONE
    assert chain([LAMPS, older]).lines == through.lines


def test_a_chain_keeps_a_decision_only_where_no_other_way_leads_to_the_line() -> None:
    older = Concordance(("HS2017", "HS2012"), [("940541", "940540"), ("940542", "940540")])
    assert LAMPS.then(older).convert("940542").notes == {"940540": "Decided 2020-01-02: they stay."}
    assert LAMPS.then(older).convert("940541").notes == {}


def test_concordances_that_do_not_meet_are_refused() -> None:
    with pytest.raises(
        ChainBroken, match=r"ends in HS2017 cannot be followed by one that begins in HS2022.*rev"
    ):
        LAMPS.then(LAMPS)


def _line(
    one: str, revision: str, other: str, other_revision: str, note: str | None = None
) -> Correspondence:
    return Correspondence(
        one=Product(one, revision), other=Product(other, other_revision), note=note, origin=ORIGIN
    )


TABLES = {
    ("HS2022", "HS2017"): [_line("854151", "HS2022", "854150", "HS2017", "Decided.")],
    ("HS2012", "HS2017"): [_line("854150", "HS2012", "854150", "HS2017")],
    ("HS2012", "SITC4"): [_line("854150", "HS2012", "77639", "SITC4")],
    ("HS2022", "SITC4"): [],
}


def _held(revision: str, other: str) -> list[Correspondence]:
    return TABLES.get((revision, other), [])


def test_lines_are_read_in_either_direction_and_only_of_the_two_revisions() -> None:
    lines = [*TABLES["HS2022", "HS2017"], *TABLES["HS2012", "SITC4"]]
    assert concordance_of("HS2022", "HS2017", lines).lines == (("854151", "854150"),)
    back = concordance_of("HS2017", "HS2022", lines)
    assert back.lines == (("854150", "854151"),)
    assert back.convert("854150").notes == {"854151": "Decided."}


@pytest.mark.parametrize(
    ("revision", "other", "steps"),
    [
        ("HS2022", "HS2017", ("HS2022", "HS2017")),
        ("H6", "hs2012", ("HS2022", "HS2017", "HS2012")),
        ("HS2022", "SITC4", ("HS2022", "HS2017", "HS2012", "SITC4")),
        ("SITC4", "HS2017", ("SITC4", "HS2012", "HS2017")),
    ],
)
def test_the_tables_there_are_are_put_together(revision: str, other: str, steps: tuple[str, ...]) -> None:
    found = find_concordance(revision, other, _held)
    assert found is not None
    assert found.steps == steps
    assert len(found.lines) == 1


def test_no_way_is_invented_and_none_leads_to_the_revision_itself() -> None:
    assert find_concordance("HS2022", "HS1992", _held) is None
    assert find_concordance("HS2022", "BEC4", _held) is None
    assert find_concordance("HS2022", "HS2022", _held) is None
    with pytest.raises(UnknownRevision, match="HS2030"):
        find_concordance("HS2022", "HS2030", _held)


def test_between_two_revisions_of_the_hs_the_sitc_is_no_way() -> None:
    tables = {
        ("HS2017", "SITC4"): [_line("854150", "HS2017", "77639", "SITC4")],
        ("HS2012", "SITC4"): [_line("854150", "HS2012", "77639", "SITC4")],
    }
    assert find_concordance("HS2017", "HS2012", lambda one, other: tables.get((one, other), [])) is None


def test_codes_written_alike_come_by_their_shared_beginning() -> None:
    codes = ("854150", "854159", "851712", "010121", "854190")
    assert nearest_codes("854151", codes, 2) == ("854150", "854159")
    assert nearest_codes("xyz", codes) == ()


_CODES = st.sampled_from(["a", "b", "c", "d", "e"])
_LINES = st.sets(st.tuples(_CODES, _CODES), max_size=12)


@given(_LINES)
def test_turning_round_twice_changes_nothing(lines: set[tuple[str, str]]) -> None:
    concordance = Concordance(("one", "other"), lines)
    assert concordance.reversed().reversed().lines == concordance.lines == tuple(sorted(lines))


@given(_LINES)
def test_what_a_code_is_wholly_in_leads_back_to_it(lines: set[tuple[str, str]]) -> None:
    concordance = Concordance(("one", "other"), lines)
    back = concordance.reversed()
    for code in concordance.codes:
        relation = concordance.convert(code)
        for other in relation.others:
            assert code in back.convert(other).others
        if relation.kind is Kind.SAME:
            assert relation.whole is not None
            assert back.convert(relation.whole).whole == code
        if relation.kind is Kind.SPLIT:
            assert {back.convert(other).whole for other in relation.others} == {code}


@given(_LINES)
def test_the_groups_part_the_codes_of_both_revisions(lines: set[tuple[str, str]]) -> None:
    concordance = Concordance(("one", "other"), lines)
    codes = [code for group in concordance.groups for code in group.codes]
    others = [other for group in concordance.groups for other in group.others]
    assert sorted(codes) == sorted({code for code, _ in lines})
    assert sorted(others) == sorted({other for _, other in lines})
    of_code = {code: group for group in concordance.groups for code in group.codes}
    assert all(other in of_code[code].others for code, other in lines)
    back = {group.others: group.codes for group in concordance.reversed().groups}
    assert back == {group.codes: group.others for group in concordance.groups}


@given(_LINES, _LINES, _LINES)
def test_it_does_not_matter_where_a_chain_is_joined_first(
    one: set[tuple[str, str]], two: set[tuple[str, str]], three: set[tuple[str, str]]
) -> None:
    first, second, third = (
        Concordance(steps, lines)
        for steps, lines in ((("p", "q"), one), (("q", "r"), two), (("r", "s"), three))
    )
    left, right = first.then(second).then(third), first.then(second.then(third))
    assert left.steps == right.steps == ("p", "q", "r", "s")
    assert left.lines == right.lines
    assert left.groups == right.groups
    assert left.reversed().lines == chain([third.reversed(), second.reversed(), first.reversed()]).lines
