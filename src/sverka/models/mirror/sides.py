"""What each side of a pair declares, year by year and direction by direction, and what others made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sverka.measures.declared_years import ESTIMATED
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.nomenclature import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.vocabulary.origin import Origin

_ORDER = {revision.name: place for place, revision in enumerate(REVISIONS)}


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """A year's goods in one direction: the exporter's FOB figure and the importer's CIF (or FOB) one.

    `published` are figures that third parties reconciled, of any source.
    """

    exporter: str
    importer: str
    year: int
    export: Flow | None
    import_: Flow | None
    published: tuple[Flow, ...]

    @property
    def revision(self) -> str | None:
        """Return the revision that both sides use, or the only side does; None where they differ."""
        found = {flow.product.revision for flow in (self.export, self.import_) if flow is not None}
        return found.pop() if len(found) == 1 else None

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return where the two figures were read."""
        return tuple(flow.origin for flow in (self.export, self.import_) if flow is not None)


def is_declared(flow: Flow | None) -> bool:
    """Tell whether a country itself stands behind a figure; what a publisher filled in is an estimate."""
    return flow is not None and not flow.flag.startswith(ESTIMATED)


def sides_of(flows: Iterable[Flow], source: str) -> tuple[Sides, ...]:
    """Lay the declarations in a source side by side, in order of exporter and year.

    Where a side declares in several revisions, the newest that the other uses too is taken, or its newest.
    """
    groups: dict[tuple[str, str, int], list[Flow]] = {}
    for flow in flows:
        if flow.reporter is None or flow.origin.source == source:
            groups.setdefault((flow.exporter, flow.importer, int(flow.period)), []).append(flow)
    return tuple(_sides(*key, groups[key]) for key in sorted(groups))


def _sides(exporter: str, importer: str, year: int, flows: Sequence[Flow]) -> Sides:
    exports = [flow for flow in flows if flow.reporter == exporter and flow.valuation is Valuation.FOB]
    imports = [flow for flow in flows if flow.reporter == importer]
    cif = [flow for flow in imports if flow.valuation is Valuation.CIF]
    export, import_ = _matched(exports, cif or imports)
    return Sides(
        exporter=exporter,
        importer=importer,
        year=year,
        export=export,
        import_=import_,
        published=tuple(flow for flow in flows if flow.reporter is None),
    )


def _matched(exports: Sequence[Flow], imports: Sequence[Flow]) -> tuple[Flow | None, Flow | None]:
    shared = {flow.product.revision for flow in exports} & {flow.product.revision for flow in imports}
    one, other = (
        [flow for flow in side if flow.product.revision in shared] if shared else side
        for side in (exports, imports)
    )
    return max(one, key=_newness, default=None), max(other, key=_newness, default=None)


def _newness(flow: Flow) -> tuple[int, bool]:
    return _ORDER.get(flow.product.revision, -1), is_declared(flow)
