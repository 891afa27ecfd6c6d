"""Levels of turnover that were promised and are not yet due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.outline import When
from sverka.vocabulary.claim import Unit
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import deadline
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from datetime import date

    from sverka.checks.promise import Promise
    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Value

_OPEN = {Verdict.OPEN, Verdict.REPEATED}


class OpenGoal(NamedTuple):
    """A level that is promised and not yet due, and the last promise of it."""

    level: float
    due: date | None
    promise: Promise

    @property
    def who(self) -> str:
        """Name who promised it, "–" where that is not on record."""
        said = self.promise.statement
        return said.speaker or said.office or "–"

    @property
    def day(self) -> Value:
        """Return when it was promised, "–" where that is not on record."""
        said_on = self.promise.statement.said_on
        return When(said_on.isoformat()) if said_on else "–"


def open_goals(desk: Desk) -> list[OpenGoal]:
    """Return the open levels of turnover, each once, as it was promised last."""
    found: dict[tuple[float, date | None], OpenGoal] = {}
    for promise in desk.promises.promises:
        claim, due = promise.claim, deadline(promise.claim.period)
        money = claim.unit == Unit.MONEY and claim.subject == desk.pair.subject
        late = due is not None and due < desk.asked.today
        if money and claim.value and promise.verdict in _OPEN and not late:
            found[claim.value, due] = OpenGoal(claim.value, due, promise)
    return list(found.values())


def promised_figure(desk: Desk, goal: OpenGoal) -> Value:
    """Return the level as a figure; the words of the promise where its origin is not on record."""
    origin = goal.promise.statement.origin
    if origin is None:
        return goal.promise.claim.text or "–"
    return Figure(
        measure="target",
        subject=desk.pair.subject,
        value=goal.level,
        unit="USD",
        period=goal.promise.claim.period or "annual",
        book=None,
        valuation="",
        method="as promised",
        allowed=goal.promise.goal or Interval(goal.level, goal.level),
        origins=(origin,),
    )
