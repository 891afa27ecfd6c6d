"""Events of pairs, and the years around them as regressors of a model with pair effects."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from sverka.models.gravity.tensor import PanelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sverka.models.gravity.tensor import Indices, Numbers, Panel


class Event(msgspec.Struct, frozen=True, order=True):
    """What happened to one direction of a pair in a year; one of both directions is two events."""

    exporter: str
    importer: str
    year: int


class Window(msgspec.Struct, frozen=True):
    """Years around an event: its own is 0, `base` is what the others are held against.

    `leads` years before and all earlier ones are one period, `lags` years after and all later ones another.
    """

    leads: int = 5
    lags: int = 8
    base: int = -1

    @property
    def times(self) -> tuple[int, ...]:
        """Return the periods in order, the base too."""
        return tuple(range(-self.leads, self.lags + 1))


class NoWindow(ValueError):
    """A window has no period before its base, none after, or its base outside."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            f"The window from {-window.leads} to {window.lags} years has no base year {window.base} inside. "
            "Take a base between its ends, as in leads 5, lags 8, base -1."
        )


class NoEvent(PanelError):
    """No event can be seen in the panel."""

    def __init__(self, reasons: Mapping[str, int]) -> None:
        why = "; ".join(f"{reason}: {count}" for reason, count in reasons.items()) or "none was given"
        super().__init__(
            f"No event can be studied ({why}). Name an event whose year and the year that it is held against "
            "both lie in the panel, of a pair that the panel has."
        )


class NothingInBase(PanelError):
    """None of the treated traded in the year that the others are held against."""

    def __init__(self, window: Window, pairs: int) -> None:
        super().__init__(
            f"Nothing was traded in year {window.base:+d} by what is studied ({pairs} flows), or it is not "
            "known: no other year can be held against it. Name another one, as in --against 1."
        )


class Laid(NamedTuple):
    """A panel whose regressors are the periods of a window, and what was seen of the events.

    `times` are the periods of the regressors, which are named `name_of` them; `treated` the events laid;
    `dropped` counts by reason events that were not, and cells of pairs whose event the panel cannot see.
    """

    panel: Panel
    times: tuple[int, ...]
    treated: tuple[Event, ...]
    dropped: dict[str, int]


def lay_events(panel: Panel, events: Sequence[Event], window: Window, controls: Sequence[str] = ()) -> Laid:
    """Lay the window's periods around the events over a panel; `controls` are regressors that it keeps.

    A pair with several events has their periods added up. A pair whose event lies before the panel is left
    out of it: it is no comparison, and what it was before is not seen. One whose event lies after it stays as
    a comparison. Raises NoWindow, NoEvent and NothingInBase.
    """
    if not -window.leads <= window.base <= window.lags or window.leads < 1 or window.lags < 0:
        raise NoWindow(window)
    seen, early, reasons = _sorted_out(panel, events, window)
    if not seen:
        raise NoEvent(reasons)
    if not any(_traded_in_base(panel, event, window) for event in seen):
        raise NothingInBase(window, len(seen))
    weight = panel.weight
    if early:
        weight = weight.copy()
        for i, j in early:
            weight[i, :, j] = 0
        reasons["observations of pairs whose event lies before the panel"] = int(
            np.count_nonzero(panel.weight) - np.count_nonzero(weight)
        )
    held = panel.regressors[[panel.names.index(name) for name in controls]]
    unknown = np.isnan(held).any(axis=0) & (weight > 0)
    if unknown.any():
        weight = np.where(unknown, 0.0, weight)
        reasons["observations of which a control is missing"] = int(np.count_nonzero(unknown))
    times = [time for time in window.times if time != window.base]
    regressors = np.concatenate((_periods(panel, seen, window, times), np.nan_to_num(held)))
    used = [k for k, values in enumerate(regressors) if k >= len(times) or (values * weight).any()]
    regressors = regressors[used] * (weight > 0)
    laid = replace(
        panel,
        trade=np.where(weight > 0, panel.trade, 0.0),
        weight=weight,
        regressors=regressors,
        names=tuple([*map(name_of, times), *controls][k] for k in used),
    )
    return Laid(laid, tuple(times[k] for k in used if k < len(times)), tuple(seen), dict(reasons))


def name_of(time: int) -> str:
    """Return the name of a period's regressor."""
    return f"event {time:+d}"


def periods_of(years: Sequence[int], year: int, window: Window) -> Indices:
    """Return the period (T,) that each year is in for an event of `year`, the ends binned."""
    periods: Indices = np.clip(np.array(years, np.int64) - year, -window.leads, window.lags)
    return periods


def _sorted_out(
    panel: Panel, events: Sequence[Event], window: Window
) -> tuple[list[Event], set[tuple[int, int]], Counter[str]]:
    """Return the events whose year and base year the panel has, pairs with an earlier one, and the rest."""
    seen: list[Event] = []
    early: set[tuple[int, int]] = set()
    reasons: Counter[str] = Counter()
    for event in sorted(set(events)):
        if event.exporter not in panel.exporters or event.importer not in panel.importers:
            reasons["events of pairs that the panel does not have"] += 1
            continue
        i, j = panel.exporters.index(event.exporter), panel.importers.index(event.importer)
        if min(event.year, event.year + window.base) < panel.years[0]:
            early.add((i, j))
            reasons["events before the panel’s years"] += 1
        elif max(event.year, event.year + window.base) > panel.years[-1]:
            reasons["events after the panel’s years"] += 1
        elif not panel.weight[i, :, j].any():
            reasons["events of pairs without observations"] += 1
        else:
            seen.append(event)
    return [event for event in seen if _place(panel, event) not in early], early, reasons


def _traded_in_base(panel: Panel, event: Event, window: Window) -> bool:
    """Tell whether the event's flow was above zero in its base, all years of it where that is an end."""
    i, j = _place(panel, event)
    base = periods_of(panel.years, event.year, window) == window.base
    return bool((panel.trade[i, base, j] * panel.weight[i, base, j]).any())


def _place(panel: Panel, event: Event) -> tuple[int, int]:
    return panel.exporters.index(event.exporter), panel.importers.index(event.importer)


def _periods(panel: Panel, events: Sequence[Event], window: Window, times: Sequence[int]) -> Numbers:
    laid = np.zeros((len(times), *panel.trade.shape))
    place = {time: k for k, time in enumerate(times)}
    for event in events:
        i, j = _place(panel, event)
        for t, period in enumerate(periods_of(panel.years, event.year, window)):
            if int(period) in place:
                laid[place[int(period)], i, t, j] += 1
    return laid
