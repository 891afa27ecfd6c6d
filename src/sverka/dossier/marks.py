"""Cut a statement's text at the edges of its claims, so that spans may nest and overlap on a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sverka.vocabulary.claim import Claim, Kind
from sverka.vocabulary.statement import Line, LineLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.vocabulary.statement import Reading


class Mark(NamedTuple):
    """A claim's place in the text: its number on the page, its characters, and how deep its underline lies.

    Lane 0 lies next to the letters; claims that overlap never share a lane. A quote has none (-1).
    """

    number: int
    start: int
    end: int
    lane: int


class Piece(NamedTuple):
    """Characters that the same claims cover; `ends` are the claims whose last characters these are."""

    text: str
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...]

    @property
    def quoted(self) -> bool:
        """Tell whether the characters belong to a quote."""
        return any(mark.lane < 0 for mark in self.marks)

    @property
    def underlines(self) -> tuple[Mark, ...]:
        """Return the marks that are drawn as lines, the outermost first."""
        return tuple(sorted((mark for mark in self.marks if mark.lane >= 0), key=lambda mark: -mark.lane))


class Paragraph(NamedTuple):
    """A line of the page, cut into pieces; `claims` are the numbers of those that begin in it."""

    label: LineLabel
    pieces: tuple[Piece, ...]
    claims: tuple[int, ...]


class Block(NamedTuple):
    """Neighbouring lines of one label."""

    label: LineLabel
    paragraphs: tuple[Paragraph, ...]


class _Cluster(NamedTuple):
    """Marks that overlap one another, directly or through others; clusters never do."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def cut(reading: Reading) -> tuple[Block, ...]:
    """Cut a reading's text into blocks of lines of pieces. Claims are numbered from 1 in their order."""
    text = reading.statement.text
    clusters = _clusters(reading.claims)
    starts, ends = [cluster.start for cluster in clusters], [cluster.end for cluster in clusters]
    blocks: list[tuple[LineLabel, list[Paragraph]]] = []
    for line in reading.lines or (Line(0, len(text), LineLabel.BODY),):
        touching = clusters[bisect_right(ends, line.start) : bisect_left(starts, line.end)]
        paragraph = _paragraph(text, line, [mark for cluster in touching for mark in cluster.marks])
        if blocks and blocks[-1][0] is line.label:
            blocks[-1][1].append(paragraph)
        else:
            blocks.append((line.label, [paragraph]))
    return tuple(Block(label, tuple(paragraphs)) for label, paragraphs in blocks)


def _paragraph(text: str, line: Line, marks: Sequence[Mark]) -> Paragraph:
    begun = sorted(mark.number for mark in marks if line.start <= mark.start < line.end)
    return Paragraph(line.label, tuple(_pieces(text, line, marks)), tuple(begun))


def _clusters(claims: Sequence[Claim]) -> list[_Cluster]:
    """Gather the claims that have a place in the text into clusters, in order of place."""
    placed = [
        Mark(number, claim.start, claim.end, -1 if claim.kind is Kind.QUOTE else 0)
        for number, claim in enumerate(claims, 1)
        if claim.start is not None and claim.end is not None and claim.start < claim.end
    ]
    gathered: list[list[Mark]] = []
    reach = -1
    for mark in sorted(placed, key=lambda mark: mark.start):
        if mark.start < reach:
            gathered[-1].append(mark)
        else:
            gathered.append([mark])
        reach = max(reach, mark.end)
    return [_Cluster(marks[0].start, max(mark.end for mark in marks), _in_lanes(marks)) for marks in gathered]


def _in_lanes(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Give every mark its lane: the shorter, the nearer to the letters."""
    settled: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.end - mark.start):
        taken = {other.lane for other in settled if other.start < mark.end and mark.start < other.end}
        free = next(lane for lane in range(len(marks)) if lane not in taken)
        settled.append(mark if mark.lane < 0 else mark._replace(lane=free))
    return tuple(settled)


def _pieces(text: str, line: Line, marks: Sequence[Mark]) -> list[Piece]:
    here = [mark for mark in marks if mark.start < line.end and line.start < mark.end]
    edges = {line.start, line.end}
    for mark in here:
        edges |= {edge for edge in (mark.start, mark.end) if line.start < edge < line.end}
    points = sorted(edges)
    return [
        Piece(
            text[start:end],
            tuple(mark for mark in here if mark.start < end and start < mark.end),
            tuple(
                mark for mark in here if mark.end == end or (end == line.end and mark.end in _gap(text, end))
            ),
        )
        for start, end in pairwise(points)
    ]


def _gap(text: str, end: int) -> range:
    """Return the places of the white space after `end`: a span may run past its line's last letter."""
    after = end
    while after < len(text) and text[after].isspace():
        after += 1
    return range(end, after + 1)
