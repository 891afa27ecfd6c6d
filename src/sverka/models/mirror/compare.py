"""Put methods side by side: what each returns for the same flows, and which of its rules gave each number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.mirror.baci import estimate
from sverka.models.mirror.growth_lab import growth_lab
from sverka.models.mirror.reconciled import reconcile

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Declared, Indices
    from sverka.models.mirror.reconciled import Reconciled


class Compared(NamedTuple):
    """One flow by one method, in the panel's unit; None where the method gives or states nothing."""

    exporter: str
    importer: str
    year: int
    export_fob: float | None
    import_cif: float | None
    method: str
    value: float | None
    low: float | None
    high: float | None
    exporter_weight: float | None
    rule: str


def compare(panel: Declared, chosen: Indices, level: float = 0.95) -> tuple[Compared, ...]:
    """Reconcile the whole panel by every method and return the chosen flows, method by method.

    Raises TooFewMirrors where Growth Lab's costs cannot be estimated.
    """
    found = estimate(panel)
    flows = panel.pick(chosen)
    results = {
        "baci": reconcile(flows, found.pick(chosen), level),
        "growth-lab": growth_lab(panel).pick(chosen),
    }
    return tuple(
        _compared(flows, row, method, result)
        for row in range(len(chosen))
        for method, result in results.items()
    )


def _compared(flows: Declared, row: int, method: str, result: Reconciled) -> Compared:
    return Compared(
        exporter=flows.countries[flows.exporter[row]],
        importer=flows.countries[flows.importer[row]],
        year=int(flows.year[row]),
        export_fob=_number(flows.export_fob[row]),
        import_cif=_number(flows.import_cif[row]),
        method=method,
        value=_number(result.value[row]),
        low=_number(result.low[row]),
        high=_number(result.high[row]),
        exporter_weight=_number(result.exporter_weight[row]),
        rule=str(result.rule[row]),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
