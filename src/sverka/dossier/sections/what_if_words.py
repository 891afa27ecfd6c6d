"""What is said of an answer about a change: its figures in sentences, and what the model assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, When
from sverka.dossier.sections.industry_names import industries
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.what_if_figures import (
    COSTS,
    GROWTH,
    INCOME,
    LEVEL,
    PARTIAL,
    AnswerFigures,
    asked_figure,
    exactly,
)
from sverka.dossier.words.catalog import read_catalog
from sverka.models.equilibrium.pair.answer import Estimate, Model
from sverka.models.equilibrium.pair.limit_kinds import AssumedBuyers, OneSectorOnly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.outline import Value
    from sverka.models.equilibrium.pair.answer import Effect, Route, Setting, WhatIf
    from sverka.vocabulary.country import Subject

LEAST = 0.001
"""Percent of real income that counts as a change: one dollar in a hundred thousand."""

_SETS = ("head-mayer", "caliendo-parro")
_WHOLE = 100
_NARROW = 1e-3
_WORLD = "WLD"


def asked_words(found: WhatIf) -> Sentence:
    """Say the change that was asked about."""
    change, subject = found.change, "-".join(found.pair)
    values: dict[str, Value] = {
        "ways": ways(change.routes),
        "goods": goods_words(change.named, found.setting),
    }
    if change.tariff is not None:
        tariff = asked_figure(change.tariff, ("tariff", subject, "%"))
        return Sentence("what_if.asked_tariff", values | {"tariff": tariff})
    if change.like is not None:
        cost = AnswerFigures(found.setting).estimate(change.percent, (COSTS, subject, "%"))
        return Sentence("what_if.asked_like", values | {"effect": effect_name(change.like), "change": cost})
    asked = asked_figure(change.percent.value, (COSTS, subject, "%"))
    return Sentence("what_if.asked", values | {"change": asked})


def goods_words(named: tuple[str, ...], setting: Setting) -> Value:
    """Name the industries whose costs change; a model without industries has all goods."""
    return Sentence("industries.group.goods") if setting.model is Model.ONE else industries(named)


def ways(routes: Sequence[Route]) -> Sentence:
    """Name the directions of trade; both of a pair as one."""
    if len(routes) > 1 and routes[0] == routes[1][::-1]:
        return Sentence("what_if.both_ways", {"one": Land(routes[0][0]), "other": Land(routes[0][1])})
    return listed(direction(*route) for route in routes)


def direction(exporter: str, importer: str) -> Sentence:
    """Name one direction of trade."""
    return Sentence("potential.direction", {"exporter": Land(exporter), "importer": Land(importer)})


def effect_name(name: str) -> Value:
    """Name an effect that was estimated; one without a name of ours stays as it is."""
    key = f"what_if.effect.{name}"
    return Sentence(key) if read_catalog("en").has(key) else name


def within(make: AnswerFigures, found: Estimate, about: tuple[str, Subject, str]) -> Value:
    """Say a figure with the interval of its draws, where there are any and it has a width.

    A goal that is reached is reached in every draw.
    """
    figure, ends = make.estimate(found, about), make.ends(found, about)
    if ends is None or ends[1].value - ends[0].value < _NARROW * abs(figure.value):
        return figure
    values: dict[str, Value] = {"value": figure, "low": ends[0], "high": ends[1], "level": make.level}
    return Sentence("what_if.within", values)


def result_words(found: WhatIf) -> Iterator[Sentence]:
    """Say what the change does to the pair's trade; the table has both directions."""
    make, whole = AnswerFigures(found.setting), found.turnover
    subject = "-".join(found.pair)
    one, other = (Land(country) for country in found.pair)
    partial = make.make(found.partial, (LEVEL, subject, "USD"), PARTIAL, exactly(found.partial))
    yield Sentence(
        "what_if.turnover",
        {
            "one": one,
            "other": other,
            "counts": Sentence(f"what_if.counts.{found.setting.counts.replace(' ', '_')}"),
            "period": When(str(found.setting.year)),
            "growth": within(make, whole.growth, (GROWTH, subject, "%")),
            "before": make.before(whole, subject),
            "after": make.after(whole, subject),
        },
    )
    yield Sentence("what_if.partial", {"partial": partial})


def income_words(found: WhatIf) -> Iterator[Sentence]:
    """Say what the change does to real income, in both countries and elsewhere."""
    make = AnswerFigures(found.setting)
    for country in found.pair:
        effect = next((one for one in found.effects if one.country == country), None)
        if effect:
            values: dict[str, Value] = {
                "country": Land(country),
                "change": within(make, effect.real_income, (INCOME, country, "%")),
            }
            yield Sentence("what_if.income", values)
    yield from _others(make, found)


def _others(make: AnswerFigures, found: WhatIf) -> Iterator[Sentence]:
    """Say of how many other countries real income rises or falls, and of which most."""
    others = [effect for effect in found.effects if effect.country not in found.pair]
    gain = [effect for effect in others if effect.real_income.value >= LEAST]
    lose = [effect for effect in others if effect.real_income.value <= -LEAST]
    if not others:
        return
    if not gain and not lose:
        yield Sentence("what_if.others_none", {"countries": len(others)})
        return
    yield Sentence("what_if.others", {"countries": len(others), "gain": len(gain), "lose": len(lose)})
    if gain:
        yield _most(make, "what_if.most_up", max(gain, key=_percent))
    if lose:
        yield _most(make, "what_if.most_down", min(lose, key=_percent))


def _percent(effect: Effect) -> float:
    return effect.real_income.value


def _most(make: AnswerFigures, key: str, effect: Effect) -> Sentence:
    change = make.estimate(effect.real_income, (INCOME, effect.country, "%"))
    return Sentence(key, {"country": Land(effect.country), "change": change})


def assumptions(setting: Setting) -> Iterator[Sentence]:
    """Say what the model is, what it assumes, and what its answers are no measure of."""
    period = When(str(setting.year))
    if setting.model is Model.ONE:
        yield Sentence("what_if.model.one", {"countries": setting.countries, "period": period})
        yield from _why_one(setting)
    else:
        counts: dict[str, Value] = {"countries": setting.countries, "sectors": setting.sectors}
        yield Sentence("what_if.model.sectors", counts | {"period": period})
    if setting.final_goods and not any(isinstance(one, AssumedBuyers) for one in setting.findings):
        yield Sentence(f"what_if.final.{setting.final_goods.replace(' ', '_')}")
    if setting.closure_name:
        yield Sentence(f"what_if.closure.{setting.closure_name}")
    yield _elasticities(setting)
    yield _error(setting)
    yield _draws(setting)
    yield Sentence("what_if.no_forecast", {"period": period})


def _why_one(setting: Setting) -> Iterator[Sentence]:
    """Say why the tables of many sectors did not answer."""
    for finding in setting.findings:
        if not isinstance(finding, OneSectorOnly):
            continue
        values: dict[str, Value] = {} if finding.year is None else {"period": When(str(finding.year))}
        if finding.absent:
            values["countries"] = listed(map(Land, finding.absent))
        yield Sentence(f"what_if.one_because.{finding.why.name.lower()}", values)


def _elasticities(setting: Setting) -> Sentence:
    name = setting.elasticity_set
    if name not in _SETS:
        return Sentence("what_if.elasticities.own", {"name": name or setting.elasticities})
    if name != _SETS[0]:
        return Sentence("what_if.elasticities.caliendo-parro")
    from sverka.models.equilibrium.pair.elasticities import read_elasticities  # noqa: PLC0415  seldom asked for

    size = read_elasticities(name).for_all or 0.0
    figure = asked_figure(size, ("elasticity", _WORLD, "index"), "median of published estimates")
    return Sentence("what_if.elasticities.head-mayer", {"elasticity": figure})


def _error(setting: Setting) -> Sentence:
    if setting.error_part is None:
        return Sentence("what_if.error.mixed" if setting.error_assumed else "what_if.error.stated")
    method = "assumed, published by nobody" if setting.error_assumed else "as asked"
    error = asked_figure(_WHOLE * setting.error_part, ("elasticity_error", _WORLD, "%"), method)
    return Sentence(
        "what_if.error.assumed" if setting.error_assumed else "what_if.error.asked", {"error": error}
    )


def _draws(setting: Setting) -> Sentence:
    if not setting.draws:
        return Sentence("what_if.no_draws")
    return Sentence("what_if.draws", {"level": round(_WHOLE * setting.level), "draws": setting.draws})
