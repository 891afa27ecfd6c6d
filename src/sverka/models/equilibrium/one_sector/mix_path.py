"""Find a mix of instruments: by the search from today, else in strides from today's value of the goal.

Newton's method can lose itself on the way to a far goal where near goals still have mixes near by. Where the
strides end too, an instrument that reaches the goal alone is an answer, and a mix near it may be cheaper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.one_sector.path import follow
from sverka.models.equilibrium.one_sector.question import Found, Question
from sverka.models.equilibrium.one_sector.search import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST, _LEAST = 1 / 8, 1 / 512
_MOST = 60
_FARTHEST = 0.5
"""Log change of a cost in one stride, at most: farther away there may be another mix, and no way to it."""


def mix(question: Question) -> Found:
    """Return the mix that reaches the goal; else the nearest point, and what stopped the way there.

    Where the search does not arrive, the cheapest that is found otherwise: never dearer than an instrument
    that reaches the goal alone, as far as `follow` finds one.
    """
    with np.errstate(all="ignore"):  # a wild step is not taken, and a stride that fails is halved
        found = search(question)
        if question.stands(found):
            return found
        found = _strides(question)
        met = _reaching(question, [found])
        if not met and found.limit:
            alone = list(_alone(question))
            met = _reaching(question, [*alone, *(search(question, one) for one in alone)])
    return min(met, key=lambda one: float(question.costs @ one.z**2)) if met else found


def _reaching(question: Question, tried: Iterable[Found]) -> list[Found]:
    return [found for found in tried if question.stands(found) and question.meets(found.markets)]


def _strides(question: Question) -> Found:
    """Go towards the goal as far as mixes follow one another, half as far at a time where one does not."""
    here = question.markets(np.zeros(len(question.baseline.countries)), np.zeros(len(question.costs)))
    last = Found(here, np.zeros(len(question.costs)), ())
    done, stride = 0.0, _FIRST
    history: tuple[float, ...] = ()
    while done < 1 and stride >= _LEAST and len(history) < _MOST:
        ahead = min(1.0, done + stride)
        stage = replace(question, value=question.before * (question.value / question.before) ** ahead)
        found = search(stage, last)
        history += (abs(question.off(found.markets)),)
        if not question.stands(found) or np.abs(found.z - last.z).max() > _FARTHEST:
            stride /= 2
        elif stage.meets(found.markets):
            done, last, stride = ahead, found, 2 * stride
        else:  # every instrument is at its bound, or moves the goal no further
            return _with(found, history, "")
    return _with(last, history, "" if done == 1 else _ended(question, last))


def _with(found: Found, history: tuple[float, ...], limit: str) -> Found:
    return found._replace(history=history, limit=limit)


def _ended(question: Question, last: Found) -> str:
    reached = np.exp(question.off(last.markets))
    return f"Beyond {reached:.3g} times the goal no mix of the instruments was found that goes on from there."


def _alone(question: Question) -> Iterator[Found]:
    """Yield where each instrument alone reaches the goal."""
    for k in range(len(question.costs)):
        chosen = slice(k, k + 1)
        single = replace(
            question,
            instruments=question.instruments[chosen],
            moved=question.moved[chosen],
            costs=question.costs[chosen],
            least=question.least[chosen],
            most=question.most[chosen],
        )
        found = follow(single)
        if single.meets(found.markets):
            z = np.zeros(len(question.costs))
            z[k] = found.z[0]
            yield found._replace(z=z)
