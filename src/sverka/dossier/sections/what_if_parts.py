"""The pictures of what a change does, as sections and commands draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sverka.dossier.outline import Land, Sentence, When
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.waterfall import Contribution, Waterfall
from sverka.dossier.pictures.winners_map import WinnersMap
from sverka.dossier.sections.country_outlines import PUBLISHER
from sverka.dossier.sections.industry_names import industry, is_goods
from sverka.dossier.sections.what_if_figures import growth_figure
from sverka.models.equilibrium.pair.answer import Model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sverka.dossier.outline import Cell
    from sverka.models.equilibrium.pair.answer import Flow, SectorFlow, WhatIf
    from sverka.vocabulary.country import Country

MOST_STEPS = 8
"""Industries that have a step of their own; what they leave is one more."""

_GOODS = "goods"
_LEAST_PART = 0.01  # of the change of turnover: smaller steps cannot be seen


def steps_picture(found: WhatIf) -> Waterfall:
    """Return the picture of turnover from before to after: by industry, both directions of it together.

    By direction where the model has one sector. In whole dollars: what rounding leaves is no step.
    """
    whole = abs(found.turnover.after.value - found.turnover.before)
    changes = changes_by_industry(counted(found))[:MOST_STEPS]
    industries = [one for one in changes if abs(one[2] - one[1]) >= _LEAST_PART * whole]
    year = found.setting.year
    parts = [(_direction(flow), flow.after.value - flow.before) for flow in found.flows]
    if industries:
        parts = [(industry(code), after - before) for code, before, after in industries]
    parts.sort(key=lambda part: -part[1])
    after: Cell = Sentence("pictures.after", {"growth": growth_figure(found.turnover, found.setting)})
    start, steps = round(found.turnover.before), [(label, round(change)) for label, change in parts]
    added = start + sum(change for _, change in steps)
    end = round(found.turnover.after.value)
    return Waterfall(
        start=Level(year, start),
        end=Level(year, added if abs(end - added) <= len(steps) else end),
        parts=tuple(Contribution(label, change) for label, change in steps),
        rest_label=Sentence("pictures.all_other_industries" if industries else "pictures.rest_of_change"),
        ends=(Sentence("pictures.before_in", {"period": When(str(year))}), after),
    )


def winners_picture(found: WhatIf, outlines: Mapping[Country, Mapping[str, Any]]) -> WinnersMap:
    """Return the map of changes of real income; `outlines` are GeoJSON geometries by country."""
    return WinnersMap(
        pair=found.pair,
        values={effect.country: effect.real_income.value for effect in found.effects},
        outlines=outlines,
        publisher=PUBLISHER,
    )


def counted(found: WhatIf) -> tuple[SectorFlow, ...]:
    """Return the industries whose trade the answer's turnover counts, services only where it has them.

    The model of one sector has none.
    """
    if found.setting.model is Model.ONE:
        return ()
    if found.setting.counts != _GOODS:
        return found.sectors
    return tuple(row for row in found.sectors if is_goods(row.sector))


def changes_by_industry(rows: Sequence[SectorFlow]) -> list[tuple[str, float, float]]:
    """Add up routes by industry: its code, trade before and after, the largest change first."""
    found: dict[str, tuple[float, float]] = {}
    for row in rows:
        before, after = found.get(row.sector, (0.0, 0.0))
        found[row.sector] = before + row.before, after + row.after
    changes = [(code, before, after) for code, (before, after) in found.items() if after != before]
    return sorted(changes, key=lambda one: (-abs(one[2] - one[1]), one[0]))


def _direction(flow: Flow) -> Cell:
    return Sentence("potential.direction", {"exporter": Land(flow.exporter), "importer": Land(flow.importer)})
