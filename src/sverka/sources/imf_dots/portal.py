"""Read the dataflow IMTS: an answer of the IMF's service, or a download from its portal, in SDMX-CSV."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import msgspec

from sverka.sources.imf_dots.lookups import Lookups, Side
from sverka.sources.imf_dots.outside import Outside, Tally
from sverka.sources.sdmx import Observation, SdmxCsv, period_of
from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period

_DIMENSIONS = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY")
_TAKEN = frozenset({*_DIMENSIONS, "SCALE", "STATUS", "UNIT"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class NotTrade(ValueError):
    """A message holds another dataflow than trade in goods by partner."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} is not the IMF's trade in goods by partner (IMTS): {why}. "
            "Take the dataset IMF.STA:IMTS, with ids and names where the portal asks what to include."
        )


class _Outside(Exception):
    """What keeps one observation out of the book, and the words that do."""

    def __init__(self, reason: Outside, words: str) -> None:
        super().__init__(reason, words)
        self.reason, self.words = reason, words


def read_portal(message: SdmxCsv, origin: Origin, lookups: Lookups, tally: Tally) -> Iterator[Flow]:
    """Yield the flows in whole dollars; raise NotTrade where the message is another dataflow.

    A download's values are in the unit of its SCALE. An answer's are in whole dollars whatever its SCALE
    says (lookups.yml, scales). An observation without a value is no flow.
    """
    needed = _DIMENSIONS if message.is_answer else (*_DIMENSIONS, "SCALE")
    missing = [field for field in needed if field not in message.fields]
    if missing:
        raise NotTrade(message.name, f"it has no {', '.join(missing)}")
    tally.note(*_unread(message, lookups))
    reading = _Reading(origin, lookups, cache(lookups.place), message.is_answer)
    for one in message:
        structure = message.structure(one.fields)
        if structure is not None and not structure.startswith(lookups.dataflows):
            raise NotTrade(message.name, f"{one.place} is an observation of {structure}")
        if one.value in lookups.missing:
            continue
        try:
            yield _flow(one, reading)
        except _Outside as outside:
            tally.put(outside.reason, outside.words, one.place)
    tally.note(*message.findings)


def _unread(message: SdmxCsv, lookups: Lookups) -> Iterator[Finding]:
    for field in message.fields:
        if field not in _TAKEN and field not in lookups.ignored and field.removesuffix(" name") not in _TAKEN:
            yield Finding(
                check="unread field",
                severity=Severity.WARNING,
                about=f"{message.name}: {field}",
                message=f"The field “{field}” was not read.",
                next_step="Teach imf_dots/portal.py the field, or add it to imf_dots/lookups.yml (ignored).",
            )


class _Reading(NamedTuple):
    """What all rows of a message share; `place` is the lookups' own, remembered."""

    origin: Origin
    lookups: Lookups
    place: Callable[[str, int], Country | Outside]
    is_answer: bool


def _flow(one: Observation, reading: _Reading) -> Flow:
    lookups, fields = reading.lookups, one.fields
    side = _side(fields["INDICATOR"], lookups)
    period = _period(one, lookups)
    reporter = _place(fields["COUNTRY"], period, reading)
    partner = _place(fields["COUNTERPART_COUNTRY"], period, reading)
    exporter, importer = side.ends(reporter, partner)
    dollars = _dollars(one, reading)
    return Flow(
        exporter=exporter,
        importer=importer,
        reporter=reporter,
        period=period,
        valuation=side.valuation,
        value=dollars,
        value_usd=dollars,
        flag=_flag(one, lookups),
        origin=msgspec.structs.replace(reading.origin, place=one.place),
    )


def _side(indicator: str, lookups: Lookups) -> Side:
    if indicator in lookups.balances:
        raise _Outside(Outside.BALANCE, indicator)
    if indicator not in lookups.indicators:
        raise _Outside(Outside.INDICATOR, indicator)
    return lookups.indicators[indicator]


def _period(one: Observation, lookups: Lookups) -> Period:
    period, frequency = period_of(one.period), one.fields["FREQUENCY"]
    if period is None or not re.fullmatch(lookups.frequencies.get(frequency, ""), period):
        raise _Outside(Outside.PERIOD, f"{one.period or 'none'} ({frequency})")
    return period


def _place(written: str, period: Period, reading: _Reading) -> Country:
    found = reading.place(written, int(period[:4]))
    if isinstance(found, Outside):
        raise _Outside(found, written)
    return found


def _dollars(one: Observation, reading: _Reading) -> int:
    scale, currency = one.fields.get("SCALE", ""), one.fields.get("UNIT", "")
    unit = 1 if reading.is_answer else reading.lookups.scales.get(scale)
    if unit is None or currency not in reading.lookups.dollars:
        raise _Outside(Outside.SCALE, f"{scale} {currency}".strip())
    if not _NUMBER.fullmatch(one.value):
        raise _Outside(Outside.CELL, one.value)
    found = reading.lookups.dollars_of(Decimal(one.value), unit)
    if isinstance(found, Outside):
        raise _Outside(found, one.value)
    return found


def _flag(one: Observation, lookups: Lookups) -> str:
    mark = one.fields.get("STATUS", "")
    if mark not in lookups.marks:
        raise _Outside(Outside.CELL, f"{one.value} with the mark “{mark}”")
    return lookups.marks[mark]
