from hypothesis import given
from hypothesis import strategies as st
from tests.fictional.statement import BODY, TEXT, make_checked

from sverka.dossier.marks import Piece, cut
from sverka.vocabulary.claim import Claim, Kind
from sverka.vocabulary.statement import Line, LineLabel, Reading, Statement

KINDS = st.sampled_from([Kind.LEVEL, Kind.QUOTE, Kind.BREAKDOWN])
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20), KINDS)


def pieces_of(reading: Reading) -> list[Piece]:
    return [piece for block in cut(reading) for paragraph in block.paragraphs for piece in paragraph.pieces]


def test_a_quote_is_a_background_and_the_numbers_in_it_are_underlined() -> None:
    pieces = {piece.text: piece for piece in pieces_of(make_checked().report.reading)}
    assert pieces["Trade rose to "].quoted
    assert not pieces["Trade rose to "].underlines
    assert pieces["$604.1 million"].quoted
    assert [mark.number for mark in pieces["$604.1 million"].underlines] == [2]


def test_a_breakdown_is_drawn_below_the_counts_it_is_made_of() -> None:
    pieces = {piece.text: piece for piece in pieces_of(make_checked().report.reading)}
    assert [(mark.number, mark.lane) for mark in pieces["17 joint"].underlines] == [(3, 1), (4, 0)]
    assert [(mark.number, mark.lane) for mark in pieces[" and "].underlines] == [(3, 1)]


def test_a_claim_is_labelled_once_where_it_ends() -> None:
    ends = [mark.number for piece in pieces_of(make_checked().report.reading) for mark in piece.ends]
    assert sorted(ends) == [1, 2, 3, 4, 5, 6]


def test_furniture_is_a_block_of_its_own() -> None:
    blocks = cut(make_checked().report.reading)
    assert [block.label for block in blocks] == [LineLabel.TITLE, LineLabel.BODY, LineLabel.FURNITURE]
    assert len(blocks[1].paragraphs) == 2
    assert blocks[1].paragraphs[0].claims == (1, 2, 3, 4, 5)


def test_a_text_without_lines_is_one_paragraph() -> None:
    assert [piece.text for piece in pieces_of(Reading(statement=Statement(id="x", text=BODY)))] == [BODY]


@given(st.lists(SPANS, max_size=8))
def test_however_claims_overlap_the_text_stays_whole_and_every_underline_has_its_own_lane(
    spans: list[tuple[int, int, Kind]],
) -> None:
    claims = tuple(
        Claim(id=str(at), kind=kind, start=start, end=start + length)
        for at, (start, length, kind) in enumerate(spans)
    )
    lines = (Line(0, 29, LineLabel.TITLE), Line(30, len(TEXT), LineLabel.BODY))
    pieces = pieces_of(Reading(statement=Statement(id="x", text=TEXT), lines=lines, claims=claims))
    assert "".join(piece.text for piece in pieces) == TEXT[:29] + TEXT[30:]
    for piece in pieces:
        lanes = [mark.lane for mark in piece.underlines]
        assert len(lanes) == len(set(lanes))
    labelled = [mark.number for piece in pieces for mark in piece.ends]
    seen = [at for at, (start, length, _) in enumerate(spans, 1) if (start, length) != (29, 1)]
    assert sorted(labelled) == seen, "all but a claim that lies between the lines"
