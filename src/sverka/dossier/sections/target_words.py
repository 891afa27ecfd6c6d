"""What is said of an answer about a goal: whose figures it is held against, and what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, When
from sverka.dossier.sections.target_figures import GoalFigures
from sverka.dossier.sections.what_if_figures import COSTS, AnswerFigures, asked_figure
from sverka.dossier.sections.what_if_words import goods_words, ways, within
from sverka.models.equilibrium.pair.answer import Outcome
from sverka.models.equilibrium.pair.limit_kinds import SearchStopped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Value
    from sverka.models.equilibrium.pair.answer import Declared, Lever, Target, WhatIf
    from sverka.vocabulary.origin import Origin

_GIVEN, _FORECAST = "GIVEN", "FORECAST"
_AGREEMENT = "rta"


def goal_words(found: Target, wanted: Value) -> Sentence:
    """Say the goal."""
    values: dict[str, Value] = {"what": what(found), "wanted": wanted}
    if found.by is None:
        return Sentence("target.goal_undated", values)
    return Sentence("target.goal", values | {"by": When(f"..{found.by}")})


def what(found: Target) -> Sentence:
    """Name the trade that the goal is about."""
    one, other = found.routes[0]
    if found.what == "exports":
        return Sentence("target.exports", {"exporter": Land(one), "importer": Land(other)})
    return Sentence("target.turnover", {"one": Land(found.pair[0]), "other": Land(found.pair[1])})


def book(declared: Declared) -> Sentence:
    """Name whose figures they are."""
    from sverka.models.equilibrium.pair.declared_turnover import IMPORTER_FIRST, PUBLISHED  # noqa: PLC0415
    from sverka.models.equilibrium.pair.tables_trade import TABLES  # noqa: PLC0415  likewise

    if declared.reporter:
        return Sentence("target.book", {"country": Land(declared.reporter)})
    if declared.method.startswith(IMPORTER_FIRST):
        return Sentence("target.importers")
    if declared.method == TABLES:
        return Sentence("target.tables")
    return Sentence(
        "target.reconciled_publisher" if declared.method.startswith(PUBLISHED) else "target.reconciled"
    )


def held_words(found: Target) -> Iterator[Sentence]:
    """Say what the goal was held against, what happens by itself, and what is left for costs to do."""
    make, against = GoalFigures(found), found.against
    known = {one.reporter for one in found.declared}
    for country in found.pair:
        if country not in known:
            yield Sentence("turnover.book_silent", {"country": Land(country)})
    values: dict[str, Value] = {
        "turnover": make.level(against),
        "period": When(str(against.year)),
        "book": book(against),
        "factor": make.factor(against),
    }
    yield Sentence("target.against", values)
    yield from _growing(found, make)
    yield Sentence("target.left", {"factor": make.left()})


def _growing(found: Target, make: GoalFigures) -> Iterator[Sentence]:
    from sverka.models.equilibrium.pair.growing import Basis  # noqa: PLC0415  seldom asked for

    named = {basis.value: basis.name for basis in Basis}
    name = named.get(str(found.growing.basis))
    if name in {_GIVEN, _FORECAST}:
        yield Sentence(f"target.growing.{name.lower()}", {"factor": make.growing(given=name == _GIVEN)})
    elif name:
        yield Sentence(f"target.growing.{name.lower()}")


def outcome_words(found: Target, effects: tuple[Origin, ...] = ()) -> Iterator[Sentence]:
    """Say what it takes, or that nothing or no such change does.

    `effects` are the origins of the trade that effects were estimated on.
    """
    if found.outcome is Outcome.ALREADY:
        yield Sentence("target.already")
        return
    if found.outcome is Outcome.NO_SUCH_CHANGE:
        yield _no_such(found)
        if any(isinstance(finding, SearchStopped) for finding in found.findings):
            yield Sentence("target.stopped")
        return
    if found.after is not None:
        for lever in found.levers:
            yield from _lever(found, lever, found.after)
    yield from _agreements(found, GoalFigures(found, effects))


def _no_such(found: Target) -> Sentence:
    make, subject = GoalFigures(found), "-".join(found.pair)
    low, high = (asked_figure(end, (COSTS, subject, "%")) for end in found.levers[0].bounds)
    return Sentence(
        "target.no_such", {"low": low, "high": high, "reached": make.reached(), "wanted": make.left()}
    )


def _lever(found: Target, lever: Lever, after: WhatIf) -> Iterator[Sentence]:
    make, about = AnswerFigures(after.setting), (COSTS, "-".join(found.pair), "%")
    values: dict[str, Value] = {"ways": ways(lever.routes), "goods": goods_words(found.named, after.setting)}
    yield Sentence("target.lever", values | {"change": within(make, lever.percent, about)})
    if lever.partial is not None:
        yield Sentence("target.partial", {"change": GoalFigures(found).partial(lever.partial)})


def _agreements(found: Target, make: GoalFigures) -> Iterator[Sentence]:
    """Say how many trade agreements the change is, where one is surely estimated."""
    one = next((one for one in found.beside if one.name == _AGREEMENT), None)
    if one is not None and one.times is not None and one.sure:
        yield Sentence("target.like_agreements", {"effect": make.effect(one), "times": make.times(one.times)})


def own_trade(found: Target) -> Sentence:
    """Say whose growth the model was asked for, and how large that trade is where it is of all goods."""
    if found.after is None or found.of:
        return Sentence("target.not_declared_gap")
    make, after = AnswerFigures(found.after.setting), found.after
    before = make.before(after.turnover, "-".join(found.pair))
    if found.what == "exports":
        flow = next(one for one in after.flows if (one.exporter, one.importer) == found.routes[0])
        before = make.before(flow, ">".join(found.routes[0]))
    return Sentence("target.own_trade", {"before": before, "period": When(str(after.setting.year))})
