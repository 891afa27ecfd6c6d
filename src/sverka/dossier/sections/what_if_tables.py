"""Pictures and tables of an answer about a change, alike in both sections that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import NOTHING, Gap, Lack, Land, Picture, Sentence, Table
from sverka.dossier.sections.country_outlines import BRING, country_outlines
from sverka.dossier.sections.industry_names import industry
from sverka.dossier.sections.what_if_figures import GROWTH, INCOME, LEVEL, AnswerFigures
from sverka.dossier.sections.what_if_parts import (
    MOST_STEPS,
    changes_by_industry,
    counted,
    steps_picture,
    winners_picture,
)
from sverka.dossier.sections.what_if_words import LEAST, direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Block, Cell, Value
    from sverka.models.equilibrium.pair.answer import Diversion, Effect, Estimate, Flow, WhatIf
    from sverka.vocabulary.country import Subject

_LISTED = 8  # countries each way in the table behind the map
_SELLERS = 6  # in each market
_NONE = Gap(Sentence("what_if.from_none"))
_ENDS = ("potential.low", "potential.high")


def answer_blocks(desk: Desk, found: WhatIf, anchor: str) -> Iterator[Block]:
    """Yield both pictures with the tables behind them, both directions and the two markets.

    `anchor` begins their ids, so that two sections of a document can each have them.
    """
    tables = _Tables(found, anchor)
    steps = tables.industries()
    if steps is not None:
        yield tables.flows()
    yield Picture(
        id=f"{anchor}-steps",
        caption=Sentence("what_if.steps", tables.pair),
        alt=Sentence("what_if.steps_alt"),
        drawing=steps_picture(found),
        table=steps or tables.flows(),
    )
    outlines = country_outlines(desk)
    if outlines:
        yield Picture(
            id=f"{anchor}-map",
            caption=Sentence("what_if.map"),
            alt=Sentence("what_if.map_alt", tables.pair),
            drawing=winners_picture(found, outlines),
            table=tables.effects(),
        )
    else:
        yield Lack(Sentence("what_if.no_map"), BRING)
        yield tables.effects()
    if found.diversions:
        yield tables.diversions()


class _Tables:
    """Makes the tables of one answer."""

    def __init__(self, found: WhatIf, anchor: str) -> None:
        self._found, self._anchor = found, anchor
        self._make = AnswerFigures(found.setting)
        self._subject = "-".join(found.pair)
        self.pair: dict[str, Value] = {"one": Land(found.pair[0]), "other": Land(found.pair[1])}

    def flows(self) -> Table:
        """Show both directions and their sum before and after."""
        flows = [(direction(one.exporter, one.importer), one, f"{one.exporter}>{one.importer}")
                 for one in self._found.flows]  # fmt: skip
        rows = [*flows, (Sentence("what_if.both_together"), self._found.turnover, self._subject)]
        heads = ("potential.way", "what_if.before", "what_if.after", "column.change", *_ENDS)
        return Table(
            id=f"{self._anchor}-flows",
            caption=Sentence("what_if.flows_table", self.pair),
            headings=tuple(map(Sentence, heads)),
            rows=tuple(self._flow(*row) for row in rows),
        )

    def industries(self) -> Table | None:
        """Show the industries that change most, the others and all; None where there is one sector."""
        changes = changes_by_industry(counted(self._found))
        if not changes:
            return None
        rows: list[tuple[Value, float, float]] = [
            (industry(code), before, after) for code, before, after in changes[:MOST_STEPS]
        ]
        whole = (self._found.turnover.before, self._found.turnover.after.value)
        shown = [sum(part) for part in zip(*(row[1:] for row in rows), strict=True)]
        if len(changes) > MOST_STEPS:
            rest = Sentence("pictures.all_other_industries")
            rows.append((rest, whole[0] - shown[0], whole[1] - shown[1]))
        rows.append((Sentence("what_if.all_together"), *whole))
        heads = ("what_if.industry", "what_if.before", "column.change", "what_if.change_percent")
        return Table(
            id=f"{self._anchor}-industries",
            caption=Sentence("what_if.industries_table", self.pair),
            headings=tuple(map(Sentence, heads)),
            rows=tuple(self._industry(*row) for row in rows),
        )

    def effects(self) -> Table:
        """Show both countries and those whose real income changes most."""
        large = [one for one in self._found.effects if abs(one.real_income.value) >= LEAST]
        large.sort(key=lambda one: -one.real_income.value)
        up = [one for one in large if one.real_income.value > 0][:_LISTED]
        down = [one for one in large if one.real_income.value < 0][-_LISTED:]
        pair = [one for one in self._found.effects if one.country in self._found.pair]
        rows = sorted({one.country: one for one in (*up, *down, *pair)}.values(), key=_falling)
        small = len(self._found.effects) - len(large)
        heads = (
            *("column.country", "what_if.real_income", *_ENDS),
            *("what_if.income_usd", "what_if.exports_usd"),
        )
        return Table(
            id=f"{self._anchor}-incomes",
            caption=Sentence("what_if.effects_table"),
            headings=tuple(map(Sentence, heads)),
            rows=tuple(map(self._effect, rows)),
            note=Sentence("what_if.effects_note", {"number": small}),
        )

    def diversions(self) -> Table:
        """Show who sells more and who less in both markets."""
        rows: list[Diversion] = []
        for market in self._found.pair:
            rows += [one for one in self._found.diversions if one.importer == market][:_SELLERS]
        heads = ("what_if.seller", "what_if.before", "column.change", "what_if.change_percent")
        return Table(
            id=f"{self._anchor}-diversion",
            caption=Sentence("what_if.diversion_table"),
            headings=tuple(map(Sentence, heads)),
            rows=tuple(map(self._diversion, rows)),
            note=Sentence("what_if.diversion_note"),
        )

    def _flow(self, name: Cell, flow: Flow, subject: Subject) -> tuple[Cell, ...]:
        before, after = self._make.before(flow, subject), self._make.after(flow, subject)
        return name, before, after, *self._spread(flow.growth, (GROWTH, subject, "%"))

    def _industry(self, name: Cell, before: float, after: float) -> tuple[Cell, ...]:
        return name, *self._change(before, after - before, self._subject)

    def _effect(self, effect: Effect) -> tuple[Cell, ...]:
        country = effect.country
        dollars = (LEVEL, country, "USD")
        return (
            Land(country),
            *self._spread(effect.real_income, (INCOME, country, "%")),
            self._make.rough(effect.income_usd, ("real_income_change", country, "USD")),
            self._make.rough(effect.exports_usd, dollars),
        )

    def _diversion(self, one: Diversion) -> tuple[Cell, ...]:
        seller = Land(one.seller)
        if one.seller == one.importer:
            return (
                Sentence("what_if.own_producers", {"country": seller}),
                *self._change(one.before, one.change, one.importer),
            )
        subject = f"{one.seller}>{one.importer}"
        return direction(one.seller, one.importer), *self._change(one.before, one.change, subject)

    def _change(self, before: float, change: float, subject: Subject) -> tuple[Cell, ...]:
        """Return trade before, its change in dollars and in percent."""
        percent: Cell = _NONE
        if before > 0:
            percent = self._make.rough(100 * change / before, (GROWTH, subject, "%"))
        level = self._make.level_before(before, subject)
        return level, self._make.rough(change, (LEVEL, subject, "USD")), percent

    def _spread(self, found: Estimate, about: tuple[str, Subject, str]) -> tuple[Cell, ...]:
        """Return a figure with both ends of its interval, dashes where no draws were taken."""
        ends = self._make.ends(found, about)
        return self._make.estimate(found, about), *(ends or (NOTHING, NOTHING))


def _falling(effect: Effect) -> float:
    return -effect.real_income.value
