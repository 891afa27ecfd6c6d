"""Flows as both sides declare them, as arrays: all that the estimates of this folder see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.bool_]


class PanelError(ValueError):
    """The arrays of a panel do not fit together."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"“{name}” does not fit the panel: {why}. "
            "Every array has one element a flow; values are not negative, and NaN says that a side is silent."
        )


@dataclass(frozen=True, eq=False)
class Declared:
    """Goods flows between countries as both sides declare them: n flows, C countries.

    `countries` are C codes; `exporter` and `importer`, shape (n,), index them; `year`, shape (n,), is a
    calendar year. `export_fob` is what the exporter declares, `import_cif` what the importer declares,
    shape (n,), in `unit` dollars each: NaN where that side is silent, 0 where it declares zero.
    `ln_distance` is the logarithm of kilometres and `contiguity` 1 for neighbours, both (n,), NaN where
    not known. `import_is_fob`, (n,), marks importers that value at the exporter's border: their figure
    bears no freight. `further` holds more regressors of the margin, (n,) each, by name: "landlocked
    importer", "ln unit value". `closeness`, (n,), is the smaller of the two declared quantities over the
    larger, 1 where quantities are not compared. `teaches`, (n,), marks the flows that estimates are made
    from; the others are only reconciled by them.
    """

    countries: tuple[str, ...]
    exporter: Indices
    importer: Indices
    year: Indices
    export_fob: Numbers
    import_cif: Numbers
    ln_distance: Numbers
    contiguity: Numbers
    import_is_fob: Marks
    closeness: Numbers
    teaches: Marks
    further: Mapping[str, Numbers] = field(default_factory=dict)
    unit: float = 1.0

    def __post_init__(self) -> None:
        size = len(self.exporter)
        for name, values in self._arrays().items():
            if values.shape != (size,):
                raise PanelError(name, f"its shape is {values.shape}, not ({size},)")
        for name in ("export_fob", "import_cif"):
            if np.any(getattr(self, name) < 0):
                raise PanelError(name, "a declared value is negative")
        if np.any(self.exporter == self.importer):
            raise PanelError("importer", "a country is its own partner")

    @property
    def mirrored(self) -> Marks:
        """Mark the flows that both sides declare above zero, (n,): only they have a ratio."""
        return (self.export_fob > 0) & (self.import_cif > 0)

    @property
    def lessons(self) -> Marks:
        """Mark the mirrored flows that estimates are made from, (n,)."""
        return self.mirrored & self.teaches

    @property
    def pair(self) -> Indices:
        """Return the number of each flow's directed pair, (n,): exporter * C + importer."""
        return self.exporter * len(self.countries) + self.importer

    @property
    def log_gap(self) -> Numbers:
        """Return ln(CIF/FOB), (n,); NaN where a side is silent or declares zero."""
        return _log(self.import_cif) - _log(self.export_fob)

    @property
    def log_size(self) -> Numbers:
        """Return the mean logarithm of what is declared above zero, (n,); NaN where nothing is."""
        both = np.stack([_log(self.export_fob), _log(self.import_cif)])
        known = ~np.isnan(both)
        count = known.sum(axis=0)
        total = np.where(known, both, 0.0).sum(axis=0)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)

    def pick(self, chosen: Marks | Indices) -> Declared:
        """Return the panel of the chosen flows, with the same countries."""
        arrays = {name: values[chosen] for name, values in self._arrays().items() if name not in self.further}
        further = {name: values[chosen] for name, values in self.further.items()}
        return replace(self, **arrays, further=further)  # type: ignore[arg-type]

    def _arrays(self) -> dict[str, NDArray[np.generic]]:
        names = ("exporter", "importer", "year", "export_fob", "import_cif", "ln_distance", "contiguity")
        named = {name: getattr(self, name) for name in (*names, "import_is_fob", "closeness", "teaches")}
        return {**named, **self.further}


def declared(
    exporter: list[str],
    importer: list[str],
    export_fob: list[float | None],
    import_cif: list[float | None],
    **more: object,
) -> Declared:
    """Make a panel from plain lists, None where a side is silent: for a handful of flows.

    `more` may give `year`, `ln_distance`, `contiguity`, `import_is_fob`, `closeness`, `teaches`,
    `further`, `unit`.
    """
    countries = tuple(sorted({*exporter, *importer}))
    index = {code: number for number, code in enumerate(countries)}
    size = len(exporter)
    blank = np.full(size, np.nan)
    arrays: dict[str, object] = {
        "year": np.zeros(size, np.int64),
        "ln_distance": blank,
        "contiguity": blank,
        "import_is_fob": np.zeros(size, np.bool_),
        "closeness": np.ones(size),
        "teaches": np.ones(size, np.bool_),
    }
    for name, values in more.items():
        arrays[name] = np.asarray(values) if name in arrays else values
    return Declared(
        countries=countries,
        exporter=np.array([index[code] for code in exporter], np.int64),
        importer=np.array([index[code] for code in importer], np.int64),
        export_fob=np.array(export_fob, np.float64),
        import_cif=np.array(import_cif, np.float64),
        **arrays,  # type: ignore[arg-type]
    )


def _log(values: Numbers) -> Numbers:
    logs = np.full(values.shape, np.nan)
    return np.log(values, out=logs, where=values > 0)
