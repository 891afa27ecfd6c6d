"""Frames of breakdowns: a whole with the parts announced after it ("of which", "в том числе")."""

import re
from collections.abc import Sequence
from functools import cache

from sverka.claims.frames.draft import Draft
from sverka.claims.scene import Scene
from sverka.claims.tables import tables_for
from sverka.vocabulary.claim import Kind

_REACH = 60
_WHOLES = (Kind.COUNT, Kind.LEVEL)


@cache
def announced(lang: str) -> re.Pattern[str]:
    """Return the pattern of the words that announce parts."""
    return re.compile(rf"(?<!\w)(?:{tables_for(lang).cues.breakdown})|:(?=\s*\d)")


@cache
def part_of_them(lang: str) -> re.Pattern[str]:
    """Return the pattern of the words that make the number before them a part ("230 of them")."""
    return re.compile(rf"\s+(?:{tables_for(lang).cues.of_them})(?!\w)")


def read_breakdowns(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Join the wholes and parts among the drafts of one sentence."""
    placed = sorted((d for d in drafts if d.kind in _WHOLES), key=lambda draft: draft.start)
    for index, total in enumerate(placed):
        parts = _parts(scene, total, placed[index + 1 :])
        if parts:
            return [_join(total, parts)]
    return []


def _parts(scene: Scene, total: Draft, after: Sequence[Draft]) -> list[Draft]:
    alike = [draft for draft in after if draft.kind is total.kind and draft.unit == total.unit]
    if not alike or not _opens(scene, total, alike[0]):
        return []
    return [part for part in alike if (part.value or 0) < (total.value or 0)]


def _opens(scene: Scene, total: Draft, first: Draft) -> bool:
    """Tell whether the first number after a whole is announced as a part of it."""
    cue = announced(scene.lang).search(scene.low, total.end, first.start)
    return bool(cue and first.start - cue.end() < _REACH) or first.total is total


def _join(total: Draft, parts: list[Draft]) -> Draft:
    """Make the breakdown; where the parts can be all, they must add up to the whole."""
    for part in parts:
        part.total = total
    whole = sum(part.value or 0 for part in parts)
    sums = len(parts) > 1 and abs(whole - (total.value or 0)) <= _slack([total, *parts])
    return Draft(
        kind=Kind.BREAKDOWN,
        start=total.start,
        end=max(part.end for part in parts),
        total=total,
        parts=parts,
        measure=total.measure,
        subject=total.subject,
        period=total.period,
        check="sum_ok" if sums else "part_le_total",
        title=total.title,
    )


def _slack(drafts: list[Draft]) -> float:
    """Sum the rounding that the numbers as written leave open."""
    return sum(draft.half_step or 0.0 for draft in drafts if draft.kind is Kind.LEVEL)
