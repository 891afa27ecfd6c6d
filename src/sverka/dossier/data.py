"""Write a checked statement as plain data, in the field notations of the claims schema."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from sverka.vocabulary.claim import Claim, Hedge

if TYPE_CHECKING:
    from sverka.dossier.checked import Checked
    from sverka.vocabulary.claim import NamedProduct
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.interval import Interval
    from sverka.vocabulary.origin import Origin
    from sverka.vocabulary.verdict import Agreement, Assessment

Data: TypeAlias = dict[str, Any]

_FIRST = ("id", "kind", "start", "end", "text", "value", "value_hi", "unit", "currency", "direction", "hedge")
_ORDER = (*_FIRST, *(name for name in Claim.__struct_fields__ if name not in _FIRST))


def check_json(checked: Checked) -> Data:
    """Return a checked statement as JSON-ready data, its keys always in the same order.

    An exact number has the hedge null, as the schema has it; an end of an interval that is open to
    infinity is null.
    """
    report = checked.report
    reading = report.reading
    return {
        "file": checked.name,
        "statement": msgspec.to_builtins(reading.statement),
        "lines": [msgspec.to_builtins(line) for line in reading.lines],
        "claims": [_claim(assessment) for assessment in report.assessments],
        "products": [_product(product) for product in reading.products],
        "findings": [finding_data(finding) for finding in (*reading.findings, *report.findings)],
    }


def _claim(assessment: Assessment) -> Data:
    fields = msgspec.to_builtins(assessment.claim)
    claim: Data = {name: fields.get(name) for name in _ORDER}
    claim["hedge"] = None if assessment.claim.hedge is Hedge.EXACT else claim["hedge"]
    return claim | {
        "verdict": str(assessment.verdict),
        "reason": assessment.reason,
        "allowed": interval_data(assessment.allowed),
        "figures": [figure_data(found.figure, found.agreement) for found in assessment.comparisons],
        "context": [figure_data(figure) for figure in assessment.context],
        "findings": [finding_data(finding) for finding in assessment.findings],
    }


def figure_data(figure: Figure, agreement: Agreement | None = None) -> Data:
    """Return a figure as data; `agreement` says how it stands to the claim it is compared with."""
    return {
        "book": figure.book,
        "measure": figure.measure,
        "subject": figure.subject,
        "value": figure.value,
        "unit": figure.unit,
        "period": figure.period,
        "valuation": figure.valuation,
        "method": figure.method,
        "interval": interval_data(figure.allowed),
        "agreement": str(agreement) if agreement else None,
        "origins": [_origin(origin) for origin in figure.origins],
    }


def finding_data(finding: Finding) -> Data:
    """Return a finding as data."""
    found: Data = msgspec.to_builtins(finding)
    return found


def interval_data(found: Interval | None) -> Data | None:
    """Return an interval as data; null for an end without limit."""
    if found is None:
        return None
    return {
        "low": found.low if isfinite(found.low) else None,
        "high": found.high if isfinite(found.high) else None,
        "low_open": found.low_open,
        "high_open": found.high_open,
    }


def _origin(origin: Origin) -> Data:
    return {name: _plain(getattr(origin, name)) for name in origin.__struct_fields__}


def _plain(value: object) -> object:
    return None if value is None else str(value)


def _product(named: NamedProduct) -> Data:
    return {
        "text": named.text,
        "hs": [product.code for product in named.products],
        "revision": named.products[0].revision if named.products else None,
        "start": named.start,
        "end": named.end,
    }
