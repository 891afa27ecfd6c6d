"""Drafts of flows made flows: whole units of currency and of dollars, both sides, an origin."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from sverka.sources.own_tables import kinds
from sverka.sources.own_tables.body import Draft
from sverka.sources.own_tables.mapping import Mapping, RateOf
from sverka.sources.own_tables.notes import Notes
from sverka.sources.own_tables.periods import read_when
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period
from sverka.vocabulary.product import TOTAL, Product

_LARGEST = 10**16  # ten quadrillions: a thousand times the world's trade in any currency
_ANY = "any"


class Posted(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it would be posted; what is None is not known, `lacking` says what that is."""

    exporter: str | None
    importer: str | None
    reporter: str | None
    product: Product | None
    period: Period | None
    valuation: Valuation | None
    value: int | None
    currency: str | None
    value_usd: int | None
    rate: float
    quantity: int | None
    quantity_unit: str | None
    flag: str
    place: str

    @property
    def lacking(self) -> tuple[str, ...]:
        """Name what is not known and no flow can do without."""
        needed = ("exporter", "importer", "product", "period", "valuation", "value", "currency")
        lacks = tuple(name for name in needed if getattr(self, name) is None)
        by_nobody = self.valuation is Valuation.RECONCILED
        return lacks if self.reporter or by_nobody else (*lacks, "reporter")

    def flow(self, origin: Origin) -> Flow:
        """Make the flow; `lacking` must be empty."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "place"}
        return Flow(**fields, origin=msgspec.structs.replace(origin, place=self.place))


def posted(draft: Draft, mapping: Mapping) -> Posted:
    """Put together what a draft is posted as."""
    facts = draft.facts
    exporter, importer = facts.sides
    way = facts.way
    period = facts.when.period
    value = _whole(draft.value * facts.scale.units) if facts.scale else None
    rate = _rate(mapping.rates, facts.currency, period)
    return Posted(
        exporter=exporter,
        importer=importer,
        reporter=facts.reporter,
        product=_product(facts.product, mapping, facts.when.year),
        period=period,
        valuation=draft.column.valuation or (mapping.valuation.get(way) if way else None),
        value=value,
        currency=facts.currency,
        value_usd=_whole(Decimal(value) / Decimal(str(rate))) if value is not None and rate else None,
        rate=rate or 1.0,
        quantity=_whole(draft.quantity.value) if draft.quantity else None,
        quantity_unit=draft.quantity.unit if draft.quantity else None,
        flag=draft.flag,
        place=draft.place,
    )


def flows_of(drafts: Iterable[Draft], mapping: Mapping, notes: Notes, origin: Origin) -> Iterator[Flow]:
    """Yield the flows; a draft that is none is noted."""
    for draft in drafts:
        found = posted(draft, mapping)
        if not refused(found, draft, notes):
            yield found.flow(origin)


def refused(found: Posted, draft: Draft, notes: Notes) -> bool:
    """Note why a draft is no flow; tell whether it is none."""
    kind, what = None, ""
    if found.lacking:
        kind, what = kinds.LACKING, ", ".join(found.lacking)
    elif draft.value < 0:
        kind, what = kinds.NEGATIVE, str(draft.value)
    elif found.value is not None and found.value > _LARGEST:
        kind, what = kinds.TOO_LARGE, str(draft.value)
    elif found.value_usd is None:
        kind, what = kinds.NO_RATE, f"{found.currency} {found.period}"
    elif found.exporter == found.importer:
        kind, what = kinds.SAME_COUNTRY, str(found.exporter)
    if kind:
        notes.add(kind, found.place, what)
    return kind is not None


def _whole(value: Decimal) -> int:
    """Round to whole units, halves to even."""
    return int(value.to_integral_value())


def _product(code: str | None, mapping: Mapping, year: int | None) -> Product | None:
    """Return the product in its revision; a table that says nothing of goods is of all goods."""
    if code is None or code == TOTAL.code:
        return TOTAL
    revision = mapping.revision
    if isinstance(revision, dict):
        since = [first for first in revision if year is not None and first <= year]
        revision = revision[max(since)] if since else None
    return Product(code, revision) if revision else None


def _rate(rates: tuple[RateOf, ...], currency: str | None, period: Period | None) -> float | None:
    """Return units of the currency a dollar; None where no rate is given for it."""
    if currency == "USD":
        return 1.0
    for rate in rates:
        if rate.currency == currency and (rate.period == _ANY or _period(rate) == period):
            return rate.units_a_dollar
    return None


def _period(rate: RateOf) -> Period | None:
    found = read_when(str(rate.period))
    return found.period if found else None
