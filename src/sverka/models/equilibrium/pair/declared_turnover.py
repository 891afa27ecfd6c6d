"""The pair's trade as each of the two declares it and as it is reconciled, beside the growth a goal asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sverka.measures.declared_years import ESTIMATED
from sverka.measures.goods import goods
from sverka.measures.level import level
from sverka.measures.promise_meter import PromiseMeter, promise_meter
from sverka.models.equilibrium.pair.answer import Declared
from sverka.models.equilibrium.pair.yearly_flows import yearly_flows
from sverka.models.mirror.answer import mirror
from sverka.models.mirror.question import MirrorError, Question
from sverka.vocabulary.country import goods_flow, pair_of
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.interval import plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.mirror.answer import Answer
    from sverka.vocabulary.country import Country, Pair, Subject
    from sverka.vocabulary.flow import Flow

RECONCILED = "reconciled"
IMPORTER_FIRST = "each direction as its importer declares it, as its exporter does where that one is silent"
PUBLISHED = "reconciled by the publisher"

_FRESH = 3
"""Years by which declared figures may be older than the publisher's estimates and still be preferred."""


class NothingToCompare(LookupError):
    """The book has no yearly figure of the pair's trade, in nobody's book."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(
            f"The book has no figure of {subject} for any whole year, in neither country's book and none "
            "reconciled: there is nothing to hold a goal in dollars against. Post some, as in: sverka fetch "
            "imf_dots, sverka post imf_dots PATH."
        )


class NotDeclared(LookupError):
    """The goal is to be held against figures that the book does not have."""

    def __init__(self, whose: str, subject: Subject, known: Sequence[str]) -> None:
        of = "reconciled figure" if whose == RECONCILED else f"figure of {whose}'s"
        super().__init__(
            f"There is no {of} of {subject} above zero. Hold the goal against {' or '.join(known)} instead."
        )


class Asked(NamedTuple):
    """What is wanted of both directions ("BLR-KAZ") or one ("BLR>KAZ"): US dollars, by a year or None."""

    pair: tuple[Country, Country]
    subject: Subject
    wanted: float
    by: int | None


class Series(NamedTuple):
    """Somebody's figures of what is asked about, in order of years, and the newest beside the goal."""

    declared: Declared
    levels: tuple[Figure, ...]


class DeclaredTrade(NamedTuple):
    """Everybody's figures: the two countries' in the order asked, then reconciled ones; and who has none."""

    subject: Subject
    series: tuple[Series, ...]
    lacking: tuple[Finding, ...]

    def against(self, whose: str | None) -> Series:
        """Return whose figures a goal is held against: a country's, or "reconciled", the default.

        Of several reconciled ones the newest; where there is none, what importers declare. Raises
        NotDeclared.
        """
        own = {one.declared.reporter: one for one in self.series if one.declared.reporter}
        nobody = [one for one in self.series if one.declared.reporter is None]
        if whose in own:
            return own[whose]
        if whose in {None, RECONCILED} and nobody:
            return max(nobody, key=lambda one: one.declared.year)
        raise NotDeclared(whose or RECONCILED, self.subject, [*own, *([RECONCILED] if nobody else [])])


def declared_turnover(
    ledger: Ledger,
    asked: Asked,
    *,
    engine: FrameEngine | None = None,
    tell: Callable[[str], object] = str,
    summed: Callable[[str], Iterable[Flow]] | None = None,
    mirrored: Callable[[], Answer | MirrorError] | None = None,
) -> DeclaredTrade:
    """Return everybody's figures of the trade that is asked about, the newest ones beside the goal.

    Figures that a publisher filled in count only where declared ones end more than _FRESH years before.
    Without an engine nothing is reconciled here, only figures that others reconciled are shown. `summed` and
    `mirrored` give what is known already: see `ask_target.Readings`. Raises NothingToCompare.
    """
    pair = pair_of(*asked.pair)
    flows = yearly_flows(ledger, pair, engine, summed)
    usual = {source: card.usual_revision for source, card in ledger.cards().items()}
    found = [_of_country(flows, asked, country, usual) for country in asked.pair]
    reconciled = []
    if engine is not None and any(found):
        tell("reconciling what the two declare")
        both = mirrored() if mirrored else _mirror(ledger, engine, pair)
        reconciled.append(_series(_reconciled(both, pair, asked.subject), asked))
    reconciled.append(_series(_levels(flows, asked.subject, None, usual), asked, PUBLISHED))
    if not any(reconciled):
        reconciled.append(_series([*_by_importers(flows, pair, asked.subject, usual)], asked, IMPORTER_FIRST))
    series = tuple(one for one in (*found, *reconciled) if one)
    if not series:
        raise NothingToCompare(asked.subject)
    return DeclaredTrade(asked.subject, series, tuple(_lacking(asked, found)))


def _of_country(
    flows: Sequence[Flow], asked: Asked, country: Country, usual: Mapping[str, float]
) -> Series | None:
    """Return a country's figures, without the publisher's estimates where its own are fresh."""
    levels = _levels(flows, asked.subject, country, usual)
    filled = {flow.origin for flow in flows if flow.flag.startswith(ESTIMATED)}
    own = [one for one in levels if filled.isdisjoint(one.origins)]
    if own and int(levels[-1].period) - int(own[-1].period) <= _FRESH:
        return _series(own, asked, f"as declared by {country}")
    return _series(levels, asked, f"in {country}'s book, estimated by the publisher")


def _levels(
    flows: Iterable[Flow], subject: Subject, book: Country | None, usual: Mapping[str, float]
) -> list[Figure]:
    """Return the levels of a book, a year each."""
    by_year: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.reporter == book:
            by_year.setdefault(flow.period, []).append(flow)
    found = (level(by_year[year], subject, book, year, usual) for year in sorted(by_year))
    return [one for one in found if isinstance(one, Figure)]


def _series(levels: Sequence[Figure], asked: Asked, method: str = "") -> Series | None:
    """Return figures with the newest of them beside the goal; None where it is not above zero."""
    if not levels or levels[-1].value <= 0:
        return None
    last = levels[-1]
    meter = promise_meter(levels, asked.wanted, str(asked.by)) if asked.by else None
    best = meter.own.best if isinstance(meter, PromiseMeter) else None
    declared = Declared(
        reporter=last.book,
        method=", ".join(part for part in (method or last.method, last.valuation) if part != RECONCILED),
        year=int(last.period),
        turnover=last.value,
        factor=asked.wanted / last.value,
        a_year=meter.needed.value if isinstance(meter, PromiseMeter) else None,
        best=best.value if best else None,
        best_years=_spell(best, meter) if best and isinstance(meter, PromiseMeter) else None,
        origins=tuple(dict.fromkeys(last.origins)),
    )
    return Series(declared, tuple(levels))


def _spell(best: Figure, meter: PromiseMeter) -> tuple[int, int]:
    return int(best.period) - meter.years, int(best.period)


def _mirror(ledger: Ledger, engine: FrameEngine, pair: Pair) -> Answer | MirrorError:
    try:
        return mirror(ledger, engine, Question(pair))
    except MirrorError as problem:
        return problem


def _reconciled(both: Answer | MirrorError, pair: Pair, subject: Subject) -> list[Figure]:
    """Return what `sverka mirror` reconciles of the two declarations; nothing where it cannot."""
    if isinstance(both, MirrorError):
        return []
    ways = {(line.period, goods_flow(line.exporter, line.importer)): line.reconciled for line in both.lines}
    wanted = (subject,) if ">" in subject else (goods_flow(*pair), goods_flow(*reversed(pair)))
    years = sorted({period for period, _ in ways})
    found = ([one for way in wanted if (one := ways.get((year, way)))] for year in years)
    return [_sum(legs, subject) for legs in found if len(legs) == len(wanted)]


def _by_importers(
    flows: Sequence[Flow], pair: Pair, subject: Subject, usual: Mapping[str, float]
) -> Iterator[Figure]:
    """Return the levels that importers declare, exporters where these are silent."""
    ways = (tuple(subject.split(">")),) if ">" in subject else (tuple(pair), tuple(reversed(pair)))
    for year in sorted({flow.period for flow in flows}):
        legs = []
        for exporter, importer in ways:
            way = goods_flow(exporter, importer)
            both = (goods(flows, way, book, year, usual) for book in (importer, exporter))
            legs += [one for one in both if isinstance(one, Figure)][:1]
        if len(legs) == len(ways):
            yield _sum(legs, subject)


def _sum(legs: Sequence[Figure], subject: Subject) -> Figure:
    """Add up the directions of a turnover in nobody's book."""
    return Figure(
        measure="turnover" if len(legs) > 1 else legs[0].measure,
        subject=subject,
        value=sum(one.value for one in legs),
        unit="USD",
        period=legs[0].period,
        book=None,
        valuation=" + ".join(dict.fromkeys(one.valuation for one in legs)),
        method=" and ".join(dict.fromkeys(one.method for one in legs)),
        allowed=plus([one.allowed for one in legs]),
        origins=tuple(dict.fromkeys(origin for one in legs for origin in one.origins)),
    )


def _lacking(asked: Asked, found: Sequence[Series | None]) -> Iterator[Finding]:
    """Say whose figures there are none of."""
    for country, series in zip(asked.pair, found, strict=True):
        if series is None:
            yield Finding(
                check="declared trade",
                severity=Severity.WARNING,
                about=country,
                message=f"{country}'s book has no figure of {asked.subject} above zero for its newest whole "
                "year. That is missing, not zero: the goal is not held against it.",
                next_step="Post a source in which it declares this trade.",
            )
