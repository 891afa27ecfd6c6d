"""Statements, judgements and cards in the book."""

from datetime import date

from tests.ledger.arland import at, batch, card, origin, said

from sverka.ledger import Ledger
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.statement import Line, LineLabel
from sverka.vocabulary.verdict import Verdict


def judged(who: str, verdict: Verdict, day: str) -> Judgement:
    return Judgement(
        statement="s1",
        claim="c1",
        verdict=verdict,
        who=who,
        why="read the yearbook",
        judged_on=date.fromisoformat(day),
    )


def test_statements_come_back_in_order_of_date_the_undated_last(book: Ledger) -> None:
    spoken = [said("c", "2019-05-01", 3), said("a", None, 1), said("b", "2018-05-01", 2)]
    book.post(batch(readings=tuple(spoken)), card(), None)
    assert book.readings() == (spoken[2], spoken[0], spoken[1])


def test_a_text_keeps_its_lines_and_every_character(book: Ledger) -> None:
    text = "Товарооборот — 604,1 млн\u2028долларов\x00 «…» 😀"
    reading = said("s1", "2019-01-01", 1, text=text)
    whole = type(reading)(
        statement=reading.statement, lines=(Line(0, 5, LineLabel.BODY),), claims=reading.claims
    )
    book.post(batch(readings=(whole,)), card(), None)
    assert book.readings() == (whole,)


def test_statements_of_another_pair_are_left_out(book: Ledger) -> None:
    book.post(
        batch(readings=(said("s1", "2019-01-01", 1), said("s2", "2019-01-01", 1, pair="ARL-CED"))),
        card(),
        None,
    )
    assert [reading.statement.id for reading in book.readings("ARL-CED")] == ["s2"]


def test_a_statement_read_anew_replaces_the_reading_but_not_as_of(book: Ledger) -> None:
    book.post(batch(readings=(said("s1", "2019-01-01", 1),)), card(), None, posted_at=at("2020-01-01"))
    posted = book.post(
        batch(readings=(said("s1", "2019-01-01", 2),)), card(), None, posted_at=at("2020-02-01")
    )
    assert posted.revised == 1
    assert [reading.claims[0].value for reading in book.readings()] == [2]
    assert [reading.claims[0].value for reading in book.readings(as_of=date(2020, 1, 31))] == [1]


def test_a_statement_from_another_row_of_another_snapshot_is_the_same(book: Ledger) -> None:
    book.post(batch(readings=(said("s1", "2019-01-01", 1),)), card(), None)
    moved = said("s1", "2019-01-01", 1, origin=origin("row 9", snapshot="ff"))
    assert book.post(batch(readings=(moved,)), card(), None).known == 1
    first = book.readings()[0].statement.origin
    assert first is not None
    assert first.place == "row 2"


def test_each_persons_judgement_stands_and_a_second_thought_replaces_the_first(book: Ledger) -> None:
    one = judged("Ada", Verdict.CONFIRMED, "2020-01-01")
    other = judged("Ben", Verdict.STALE, "2020-01-02")
    later = judged("Ada", Verdict.CONTRADICTED, "2020-01-03")
    book.post(batch(judgements=(one, other)), card(), None, posted_at=at("2020-01-05"))
    book.post(batch(judgements=(later,)), card(), None, posted_at=at("2020-01-06"))
    assert book.judgements("s1") == (other, later)
    assert book.judgements("s1", as_of=date(2020, 1, 5)) == (one, other)
    assert book.judgements("s2") == ()


def test_the_card_of_each_source_is_kept_with_its_history(book: Ledger) -> None:
    book.post(batch(), card(), None, posted_at=at("2020-01-01"))
    book.post(batch(source="almanac"), card("almanac"), None, posted_at=at("2020-01-02"))
    book.post(batch(), card(usual_revision=0.05), None, posted_at=at("2020-01-03"))
    assert {source: kept.usual_revision for source, kept in book.cards().items()} == {
        "almanac": 0.02,
        "yearbook": 0.05,
    }
    assert list(book.cards(as_of=date(2020, 1, 1)).values()) == [card()]
