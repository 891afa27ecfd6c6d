"""What limits an answer about a change, in sentences: the findings of the model, the weightiest first.

A finding that carries its values is said in the document's language from them. Of others only warnings are
said, in their own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.outline import Land, Paragraph, Points, Sentence, When
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.what_if_figures import BEFORE, AnswerFigures, asked_figure, exactly
from sverka.dossier.sections.what_if_words import direction, goods_words
from sverka.models.equilibrium.pair.limit_kinds import (
    AssumedBuyers,
    BesideCustoms,
    FailedDraws,
    LeftOut,
    NegativeSales,
    NothingSold,
    OneSectorOnly,
    SearchStopped,
    ServicesApart,
    SmallAtHome,
    Untied,
    ZeroFlows,
)
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.outline import Block, Value
    from sverka.models.equilibrium.pair.answer import WhatIf
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.finding import Finding

_ORDER: tuple[type[Finding], ...] = (
    NothingSold,
    AssumedBuyers,
    BesideCustoms,
    LeftOut,
    Untied,
    FailedDraws,
    NegativeSales,
    SmallAtHome,
    ZeroFlows,
    ServicesApart,
)
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_ELSEWHERE = (OneSectorOnly, SearchStopped)
"""Said where the section says which model answers, and that the goal is out of reach."""
_DOMESTIC = "domestic trade"
"""The check that names whose domestic trade could not be made: those whom LeftOut counts."""
_SERVICES = "model_services"
_NAMED = 5
_WORLD = "WLD"


class _Told(NamedTuple):
    """An answer, the maker of its figures, and the message on draws that had no answer."""

    found: WhatIf
    make: AnswerFigures
    failed: str


def limit_blocks(
    found: WhatIf, further: Sequence[Finding] = (), failed: str = "what_if.failed"
) -> Iterator[Block]:
    """Yield what limits an answer; `further` are findings beside its own, `failed` as in `_Told`."""
    told = _Told(found, AnswerFigures(found.setting), failed)
    findings = sorted((*further, *found.setting.findings), key=_weight)
    said = (*_on_top(found), *(sentence for finding in findings for sentence in _said(told, finding)))
    if said:
        yield Paragraph((Sentence("what_if.limits"),))
        yield Points(said)


def _on_top(found: WhatIf) -> Iterator[Sentence]:
    """Say that a tariff comes on top of what is charged: tables in basic prices hold none."""
    if found.change.tariff is not None:
        tariff = asked_figure(found.change.tariff, ("tariff", "-".join(found.pair), "%"))
        yield Sentence("what_if.limit.on_top", {"tariff": tariff})


def _weight(finding: Finding) -> tuple[int, int]:
    kind = type(finding)
    return _SEVERITIES.index(finding.severity), _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _said(told: _Told, finding: Finding) -> Iterator[Sentence]:
    match finding:
        case NothingSold(exporter=exporter, importer=importer):
            yield Sentence("what_if.limit.nothing_sold", {"way": direction(exporter, importer)})
        case AssumedBuyers():
            yield _buyers(told, finding)
        case BesideCustoms():
            yield _customs(told, finding)
        case LeftOut(countries=countries, part=part):
            values = {"part": _part(told, "left_out_share", _WORLD, part), **_who(countries)}
            yield Sentence("what_if.limit.left_out", values)
        case Untied(countries=countries):
            yield Sentence("what_if.limit.untied", _who(countries))
        case FailedDraws(number=number):
            yield Sentence(told.failed, {"number": number})
        case _:
            yield from _less(told, finding)


def _less(told: _Told, finding: Finding) -> Iterator[Sentence]:
    """Say what weighs less, and warnings that carry no values."""
    match finding:
        case NegativeSales(count=count, part=part):
            share = _part(told, "negative_share", _WORLD, part)
            yield Sentence("what_if.limit.negative_sales", {"number": count, "part": share})
        case SmallAtHome():
            yield Sentence("what_if.limit.small_at_home")
        case ZeroFlows(flows=flows, assumed=assumed, unstated=unstated):
            counts: dict[str, Value] = {"flows": flows, "assumed": assumed, "unstated": unstated}
            yield Sentence("what_if.limit.zeros", counts)
        case ServicesApart():
            yield _services(told, finding)
        case _ if finding.severity is not Severity.NOTE and not _is_said(told, finding):
            yield Sentence("what_if.limit.other", {"words": finding.message})


def _is_said(told: _Told, finding: Finding) -> bool:
    """Tell whether another sentence of the section says it."""
    counted = any(isinstance(one, LeftOut) for one in told.found.setting.findings)
    return isinstance(finding, _ELSEWHERE) or (finding.check == _DOMESTIC and counted)


def _buyers(told: _Told, finding: AssumedBuyers) -> Sentence:
    found = told.found
    values: dict[str, Value] = {
        "part": _part(told, "final_share", "-".join(found.pair), finding.part),
        "goods": goods_words(found.change.named, found.setting),
    }
    return Sentence(f"what_if.limit.buyers.{found.setting.final_goods.replace(' ', '_')}", values)


def _customs(told: _Told, finding: BesideCustoms) -> Sentence:
    declared = finding.declared
    book = Sentence("target.reconciled_publisher")
    if declared.reporter:
        book = Sentence("target.book", {"country": Land(declared.reporter)})
    values: dict[str, Value] = {
        "way": direction(declared.exporter, declared.importer),
        "tables": told.make.level_before(finding.tables, declared.subject),
        "period": When(str(finding.year)),
        "customs": _declared(finding),
        "then": When(declared.period),
        "book": book,
    }
    far = finding.severity is not Severity.NOTE
    return Sentence("what_if.limit.customs_far" if far else "what_if.limit.customs", values)


def _declared(finding: BesideCustoms) -> Figure:
    declared = finding.declared
    return Figure(
        measure="goods",
        subject=declared.subject,
        value=float(declared.value_usd),
        unit="USD",
        period=declared.period,
        book=declared.reporter,
        valuation=declared.valuation,
        method=f"as declared by {declared.reporter}"
        if declared.reporter
        else "as reconciled from both sides' declarations",
        allowed=exactly(float(declared.value_usd)),
        origins=(declared.origin,),
    )


def _services(told: _Told, finding: ServicesApart) -> Sentence:
    one, other = finding.pair
    there = told.make.make(finding.there, (_SERVICES, f"{one}>{other}", "USD"), BEFORE, Interval())
    back = told.make.make(finding.back, (_SERVICES, f"{other}>{one}", "USD"), BEFORE, Interval())
    ways: dict[str, Value] = {"way": direction(one, other), "way_back": direction(other, one)}
    change = told.found.change
    moved = not change.named and change.tariff is None
    key = "what_if.limit.services_too" if moved else "what_if.limit.services"
    return Sentence(key, ways | {"there": there, "back": back})


def _part(told: _Told, measure: str, subject: Subject, part: float) -> Figure:
    """Return a part of the world before in percent, with two digits."""
    return told.make.make(100 * part, (measure, subject, "%"), BEFORE, Interval())


def _who(countries: tuple[Country, ...]) -> dict[str, Value]:
    """Count countries, and name them: those with most trade, where they are many."""
    names = listed(map(Land, countries[:_NAMED]))
    if len(countries) > _NAMED:
        names = Sentence("what_if.limit.largest", {"names": names})
    return {"number": len(countries), "names": names}
