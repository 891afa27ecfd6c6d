"""Reconciled figures: what a method makes of two declarations, and which of its rules made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sverka.models.mirror.baci import Estimates
    from sverka.models.mirror.declared import Declared, Indices, Numbers

Words: TypeAlias = NDArray[np.str_]

BOTH = "both declarations, weighted by the inverse variance of each reporter's errors"
EXPORTER_ALONE = "the exporter's declaration alone: the importer is silent"
IMPORTER_ALONE = "the importer's declaration alone, freight taken out: the exporter is silent"
EXPORTER_ZERO = "the importer's declaration, freight taken out, down to zero: the exporter declares zero"
IMPORTER_ZERO = "the exporter's declaration, down to zero: the importer declares zero"
BOTH_ZERO = "both declare zero"
SILENT_ZERO = "none: one side declares zero, the other is silent"
NEITHER = "none: neither side declares the flow"
NO_MARGIN = "none: the importer's figure holds freight that could not be estimated"
NO_RELIABILITY = "none: the reporters' reliability could not be estimated"


@dataclass(frozen=True, eq=False)
class Reconciled:
    """One reconciled FOB value a flow, n flows, in the panel's unit; NaN where `rule` says why there is none.

    `exporter_weight` (n,) is the weight of the exporter's declaration, the importer's the rest to 1.
    `log_error` (n,) is the standard error of ln(value); `low` and `high` (n,) the interval at `level`; all
    NaN for a method that states none. `import_fob` (n,) is the importer's declaration without freight.
    `rule` (n,) names the rule that gave the number.
    """

    value: Numbers
    exporter_weight: Numbers
    log_error: Numbers
    low: Numbers
    high: Numbers
    level: float
    import_fob: Numbers
    rule: Words

    def pick(self, chosen: Indices) -> Reconciled:
        """Return the figures of the chosen flows."""
        arrays = {name: values[chosen] for name, values in vars(self).items() if name != "level"}
        return replace(self, **arrays)


def reconcile(panel: Declared, estimates: Estimates, level: float = 0.95) -> Reconciled:
    """Combine two declarations by inverse variances, geometrically: errors are proportional to values.

    `estimates` were made of this panel or `pick`ed with it. The freight's own standard error adds to the
    importer's variance. Where one side is silent the other's variance alone makes the interval, which is
    therefore wider.
    """
    size = len(panel.year)
    nothing = np.full(size, np.nan)
    margin, reliability = estimates.margin, estimates.reliability
    log_margin = np.where(panel.import_is_fob, 0.0, nothing) if margin is None else margin.log
    log_error = np.where(panel.import_is_fob, 0.0, nothing) if margin is None else margin.log_error
    import_fob = panel.import_cif / np.exp(log_margin)
    x, m = _known(panel.export_fob), _known(import_fob)
    from_exporter, from_importer = (nothing, nothing) if reliability is None else reliability.variances(panel)
    from_importer = from_importer + log_error**2
    alone_x, alone_m = ~np.isnan(x) & np.isnan(m), np.isnan(x) & ~np.isnan(m)
    weight = inverse_variance_weight(from_exporter, from_importer)
    weight = np.where(alone_x, 1.0, np.where(alone_m, 0.0, weight))
    log_value = np.where(alone_x, x, np.where(alone_m, m, weight * x + (1 - weight) * m))
    both = from_exporter * from_importer / (from_exporter + from_importer)
    error = np.sqrt(np.where(alone_x, from_exporter, np.where(alone_m, from_importer, both)))
    rule = _rules(panel, log_margin, known=reliability is not None)
    given = np.isin(rule, (BOTH, EXPORTER_ALONE, IMPORTER_ALONE, EXPORTER_ZERO, IMPORTER_ZERO))
    reach = np.nan if reliability is None else reliability.reach[level]
    value = np.where(given, np.exp(log_value), np.where(rule == BOTH_ZERO, 0.0, nothing))
    zero_beside = np.isin(rule, (EXPORTER_ZERO, IMPORTER_ZERO))
    return Reconciled(
        value=value,
        exporter_weight=np.where(given, weight, nothing),
        log_error=np.where(given, error, nothing),
        low=np.where(zero_beside, 0.0, np.where(given, value * np.exp(-reach * error), nothing)),
        high=np.where(given, value * np.exp(reach * error), nothing),
        level=level,
        import_fob=import_fob,
        rule=rule,
    )


def inverse_variance_weight(from_exporter: Numbers, from_importer: Numbers) -> Numbers:
    """Return w = (1/V_x) / (1/V_x + 1/V_m), the weight of the exporter's declaration, (n,)."""
    found: Numbers = from_importer / (from_exporter + from_importer)
    return found


def _known(values: Numbers) -> Numbers:
    return np.log(values, out=np.full(values.shape, np.nan), where=values > 0)


def _rules(panel: Declared, log_margin: Numbers, *, known: bool) -> Words:
    """Say for each flow which rule applies: the first that fits."""
    silent_x, silent_m = np.isnan(panel.export_fob), np.isnan(panel.import_cif)
    zero_x, zero_m = panel.export_fob == 0, panel.import_cif == 0
    needs_margin = (panel.import_cif > 0) & np.isnan(log_margin)
    cases = {
        NEITHER: silent_x & silent_m,
        BOTH_ZERO: zero_x & zero_m,
        SILENT_ZERO: (zero_x & silent_m) | (silent_x & zero_m),
        NO_MARGIN: needs_margin,
        NO_RELIABILITY: np.full(len(silent_x), not known),
        EXPORTER_ZERO: zero_x,
        IMPORTER_ZERO: zero_m,
        EXPORTER_ALONE: silent_m,
        IMPORTER_ALONE: silent_x,
    }
    return np.select(list(cases.values()), list(cases), default=BOTH)
