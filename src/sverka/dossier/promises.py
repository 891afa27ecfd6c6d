"""Write a history of promises as data, and as a page with its picture."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from sverka.dossier.citations import Citations, cite_origins
from sverka.dossier.data import figure_data, finding_data, interval_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sverka.checks import BookOutcome, Promise, PromiseHistory
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.origin import Origin

Data: TypeAlias = dict[str, Any]


def promises_json(history: PromiseHistory) -> Data:
    """Return a history as JSON-ready data: every promise with its outcome in each book, and the turnover."""
    return {
        "pair": history.pair.subject,
        "promises": [_promise(promise) for promise in history.promises],
        "turnover": [figure_data(figure) for figure in history.turnover],
    }


def promises_page(history: PromiseHistory, cards: Mapping[str, Card], svg: str, *, checked_on: date) -> str:
    """Return a self-contained page: the picture, a table of the promises, the sources."""
    from sverka.dossier.page import render  # noqa: PLC0415 - templates cost time that JSON need not pay

    picture = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return render(
        "promises.html",
        citations=promise_sources(history, cards),
        history=history,
        outcome_figure=outcome_figure,
        picture=picture,
        checked_on=checked_on,
    )


def promise_sources(history: PromiseHistory, cards: Mapping[str, Card]) -> Citations:
    """Give numbers to the sources of a history: those of its figures, then those of its statements."""
    return cite_origins(_origins(history), cards)


def outcome_figure(outcome: BookOutcome) -> Figure | None:
    """Return the figure to show for an outcome: that of its time, or the latest while it is open."""
    return outcome.figure or (outcome.latest if outcome.needed_growth is not None else None)


def _origins(history: PromiseHistory) -> Iterator[Origin]:
    for figure in history.turnover:
        yield from figure.origins
    for promise in history.promises:
        for outcome in promise.outcomes:
            for shown in (outcome_figure(outcome), outcome.best_growth):
                yield from shown.origins if shown else ()
    for promise in history.promises:
        if promise.statement.origin:
            yield promise.statement.origin


def _promise(promise: Promise) -> Data:
    return {
        "statement": msgspec.to_builtins(promise.statement),
        "claim": msgspec.to_builtins(promise.claim),
        "goal": interval_data(promise.goal),
        "verdict": str(promise.verdict),
        "reason": promise.reason,
        "outcomes": [_outcome(outcome) for outcome in promise.outcomes],
        "repeats": list(promise.repeats),
        "findings": [finding_data(finding) for finding in promise.findings],
    }


def _outcome(outcome: BookOutcome) -> Data:
    return {
        "book": outcome.book,
        "goal": interval_data(outcome.goal),
        "figure": figure_data(outcome.figure) if outcome.figure else None,
        "reached": outcome.reached,
        "latest": figure_data(outcome.latest) if outcome.latest else None,
        "needed_growth": outcome.needed_growth,
        "best_growth": figure_data(outcome.best_growth) if outcome.best_growth else None,
    }
