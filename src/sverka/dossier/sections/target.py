"""What it would take to bring the pair's trade to a goal: one that is asked about, or was promised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sverka.dossier.outline import NOTHING, Gap, Lack, Paragraph, Points, Section, Sentence, Table, When
from sverka.dossier.sections.asked_model import ask_goal, panel_commands
from sverka.dossier.sections.open_goals import open_goals, promised_figure
from sverka.dossier.sections.target_figures import GoalFigures
from sverka.dossier.sections.target_words import book, goal_words, held_words, outcome_words, own_trade, what
from sverka.dossier.sections.what_if_figures import asked_figure
from sverka.dossier.sections.what_if_limits import limit_blocks
from sverka.dossier.sections.what_if_tables import answer_blocks
from sverka.dossier.sections.what_if_words import assumptions, effect_name, income_words, result_words
from sverka.models.equilibrium.pair.answer import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Block, Cell, Value
    from sverka.dossier.sections.open_goals import OpenGoal
    from sverka.models.equilibrium.pair.answer import Beside, Declared, Target
    from sverka.models.equilibrium.pair.question import GoalAsked
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.origin import Origin

ID = "target"
_PAST = "past"
_SILENT = "declared trade"
"""The check that says whose book has no figure of this trade."""
_FAILED = "target.failed"
_SOURCE = re.compile(r"\w+")
_GRAVITY = ("pip install 'sverka[gravity]'",)
_LACKS = {
    "no_compiler": _GRAVITY,
    "no_agreements": ("sverka post covariates PATH",),
    "no_distances": ("sverka fetch covariates", "sverka post covariates PATH"),
    "no_borders": ("sverka fetch covariates", "sverka post covariates PATH"),
}


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("target.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    promised = None if desk.asked.goal else _promised(desk)
    goal = desk.asked.goal or (promised and _asked(desk, promised))
    if goal is None:
        yield Lack(Sentence("target.no_question"), (_example(desk),))
        return
    found = ask_goal(desk, goal)
    if isinstance(found, Lack):
        yield found
        return
    yield from told(desk, found, promised)


def _example(desk: Desk) -> str:
    pair, year = f"{desk.asked.one} {desk.asked.other}", desk.asked.today.year + 5
    return f"sverka brief {pair} --sections target --turnover 1e9 --by {year}"


def _promised(desk: Desk) -> OpenGoal | None:
    """Return the goal with a year that was promised last."""
    dated = [goal for goal in open_goals(desk) if goal.due is not None]
    return max(dated, key=lambda goal: str(goal.promise.statement.said_on or ""), default=None)


def _asked(desk: Desk, promised: OpenGoal) -> GoalAsked:
    from sverka.models.equilibrium.pair.question import GoalAsked  # noqa: PLC0415  seldom asked for

    one, other = desk.asked.one, desk.asked.other
    by = promised.due.year if promised.due else None
    return GoalAsked(wanted=promised.level, by=by, routes=((one, other), (other, one)))


def told(desk: Desk, found: Target, promised: OpenGoal | None = None) -> Iterator[Block]:
    """Yield all that an answer says."""
    effects = _effects_origins(desk, found)
    wanted: Value = asked_figure(found.wanted, ("target", desk.pair.subject, "USD"))
    sentences = [goal_words(found, promised_figure(desk, promised) if promised else wanted)]
    if promised:
        sentences.append(Sentence("target.promised", {"who": promised.who, "day": promised.day}))
    yield Paragraph((*sentences, *held_words(found), *outcome_words(found, effects)))
    yield _declared_table(found)
    if found.beside:
        yield _beside_table(found, effects)
    yield from _lacks(desk, found)
    if found.after is not None:
        reached = found.outcome is Outcome.REACHED
        opening = Sentence("target.after" if reached else "target.bound")
        yield Paragraph((opening, *result_words(found.after), *income_words(found.after)))
        yield from limit_blocks(found.after, _further(found), _FAILED)
        yield from answer_blocks(desk, found.after, ID)
        yield Paragraph((Sentence("what_if.assumed"),))
    meaning = [own_trade(found), Sentence("target.not_a_measure")]
    yield Points((*(assumptions(found.after.setting) if found.after else ()), *meaning))


def _further(found: Target) -> tuple[Finding, ...]:
    """Return what limits the answer beside its world; whose book is silent is said above."""
    return tuple(finding for finding in found.findings if finding.check != _SILENT)


def _effects_origins(desk: Desk, found: Target) -> tuple[Origin, ...]:
    """Return where the trade was read that effects were estimated on: its source's name comes first."""
    names = (_SOURCE.match(one.source) for one in found.beside)
    sources = dict.fromkeys(name[0] for name in names if name and name[0] in desk.held)
    return tuple(origin for source in sources for origin in desk.origins(source, "all pairs"))


def _declared_table(found: Target) -> Table:
    heads = ("whose", "level", "times", "a_year", "best", "best_years")
    headings = [Sentence(f"target.{head}") for head in heads]
    headings.insert(1, Sentence("column.year"))
    return Table(
        id="target-declared",
        caption=Sentence("target.declared_table", {"what": what(found)}),
        headings=tuple(headings),
        rows=tuple(_declared(GoalFigures(found), one) for one in found.declared),
        note=Sentence("target.declared_note", {"book": book(found.against)}),
    )


def _declared(make: GoalFigures, one: Declared) -> tuple[Cell, ...]:
    needed: Cell = Gap(Sentence("target.no_year_needed"))
    if one.a_year is not None:
        needed = make.needed(one, one.a_year)
    best: tuple[Cell, Cell] = Gap(Sentence("target.no_spell")), NOTHING
    if one.best is not None and one.best_years:
        best = make.best(one, one.best, one.best_years), When(f"{one.best_years[0]}..{one.best_years[1]}")
    return book(one), When(str(one.year)), make.level(one), make.factor(one), needed, *best


def _beside_table(found: Target, effects: tuple[Origin, ...]) -> Table:
    make = GoalFigures(found, effects)
    ends = (Sentence("potential.low"), Sentence("potential.high"))
    level = round(100 * found.after.setting.level) if found.after else 95
    return Table(
        id="target-beside",
        caption=Sentence("target.beside_table"),
        headings=(
            *(Sentence("target.effect"), Sentence("target.on_trade"), *ends),
            *(Sentence("target.how_many"), *ends),
        ),
        rows=tuple(_beside(make, one) for one in found.beside),
        note=Sentence("target.beside_note", {"level": level}),
    )


def _beside(make: GoalFigures, one: Beside) -> tuple[Cell, ...]:
    name = effect_name(one.name)
    if one.name == _PAST and one.years:
        name = Sentence("target.past", {"period": When(f"{one.years[0]}..{one.years[1]}")})
    effect = (
        make.effect(one),
        *(_end(make.effect(one, end), end) for end in (one.effect.low, one.effect.high)),
    )
    if one.times is None:
        return (
            name,
            *effect,
            Gap(Sentence("target.other_way" if one.sure else "target.unsure")),
            NOTHING,
            NOTHING,
        )
    ends = (one.times.low, one.times.high)
    return name, *effect, make.times(one.times), *(_end(make.times(one.times, end), end) for end in ends)


def _end(figure: Cell, end: float | None) -> Cell:
    return NOTHING if end is None else figure


def _lacks(desk: Desk, found: Target) -> Iterator[Lack]:
    """Say why there is nothing, or not all, to hold the change beside."""
    if not found.beside_lacks or found.after is None:
        return
    from sverka.models.equilibrium.pair.estimated_effects import Lacks  # noqa: PLC0415  seldom asked for

    named = {one.value: one.name.lower() for one in Lacks}
    for words in found.beside_lacks.split("; "):
        name = named.get(words)
        if name:
            commands = panel_commands(desk) if name == "no_panel" else _LACKS.get(name, ())
            yield Lack(Sentence(f"target.lacks.{name}"), commands)
