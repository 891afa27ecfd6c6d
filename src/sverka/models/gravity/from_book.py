"""Make the square panel of a gravity model from the book: trade, distance, agreements, sanctions, GDP."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as replace_fields
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

from sverka.ledger import NothingHeld
from sverka.measures.addable import whole_years
from sverka.measures.declarants import is_country
from sverka.models.gravity.book_panel import Basis, BookPanel, Domestic, Rules
from sverka.models.gravity.declared_trade import Cells, Declarations, choose_trade
from sverka.models.gravity.from_book_facts import GDP, Square, listed, read_covariates
from sverka.sources.countries import country_codes, existed
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.ledger import Ledger
    from sverka.ledger.engine import Frame, FrameEngine
    from sverka.models.gravity.tensor import Marks, Numbers
    from sverka.vocabulary.country import Country

_WORLD = "WLD"
_HS, _HS_SUBHEADING = "HS", 6


class NoTradeHeld(LookupError):
    """The book has no flows between countries in the years of a panel."""

    def __init__(self, years: tuple[int, int], source: str | None, sources: Sequence[str]) -> None:
        of = f" of {source}" if source else ""
        held = f"it has flows of {', '.join(sources)}" if sources else "it has no flows at all"
        super().__init__(
            f"The book has no yearly flows{of} between countries in {years[0]}–{years[1]}; {held}. "
            "Ask for other years or another source, or post the Direction of Trade Statistics: "
            "sverka post imf_dots."
        )


@dataclass(frozen=True, eq=False)
class _Flows:
    """Rows as the engine gives them, a column each, with the places of their countries."""

    source: str
    columns: Mapping[str, NDArray[Any]]


def book_panel(  # noqa: PLR0913  what a panel is of, and how it is made
    ledger: Ledger,
    *,
    years: tuple[int, int],
    source: str | None = None,
    countries: Sequence[Country] = (),
    engine: FrameEngine | None = None,
    rules: Rules = Rules(),  # noqa: B008  frozen
    columns: Collection[str] | None = None,
) -> BookPanel:
    """Make the panel of every exporter, importer and year, both years included.

    `source` is where trade comes from: without one, the source with most published totals of these years.
    `countries` are all that trade in them unless given; a former state is left out where it ended before.
    `columns` are the covariates to read, all unless given; GDP is read too where domestic trade is
    constructed from it. What is not read has no column, origin or finding.
    Of DOTS that is 211 countries and 1.3 million cells for 1992–2020: 220 MB, four times that at the
    peak. Raises NoTradeHeld, and
    NothingHeld where the book does not have `source`.
    """
    if years[0] > years[1]:
        raise NoTradeHeld(years, source, tuple(ledger.sources()))
    flows = _flows(ledger, years, source, engine)
    square = Square(_countries(flows, countries, years), tuple(range(years[0], years[1] + 1)))
    cells = choose_trade(_declarations(flows, square), rules, _existed(square))
    construct = rules.domestic is Domestic.CONSTRUCTED
    wanted = columns if columns is None or not construct else {*columns, *GDP}
    known = read_covariates(ledger, square, engine, wanted)
    exporter, importer, year = square.rows()
    found = BookPanel(
        countries=square.countries,
        years=square.years,
        source=flows.source,
        rules=replace(rules, domestic=Domestic.BOOK),
        exporter=exporter,
        importer=importer,
        year=year,
        trade=cells.trade.reshape(-1),
        covariates=known.columns,
        flags=cells.basis.reshape(-1),
        world_exports=cells.world_exports,
        columns=known.origins,
        origins=(
            *ledger.origins("all goods, by year and partner", source=flows.source, years=years),
            *dict.fromkeys(one.origin for one in known.origins if one.origin),
        ),
        findings=(*_silent(cells, square), *known.findings),
    )
    return with_domestic(found) if construct else found


def with_domestic(panel: BookPanel) -> BookPanel:
    """Return a panel with domestic trade constructed where the book has none; what is constructed is as is.

    It is what `book_panel` makes by Domestic.CONSTRUCTED. Raises KeyError where the panel was read without
    GDP.
    """
    if panel.rules.domestic is Domestic.CONSTRUCTED:
        return panel
    square = Square(panel.countries, panel.years)
    trade, flags = panel.trade.reshape(panel.shape).copy(), panel.flags.reshape(panel.shape).copy()
    gdp = panel.covariates[GDP[0]].reshape(panel.shape)[:, 0, :]
    findings = _construct_domestic(Cells(trade, flags, panel.world_exports), gdp, square)
    return replace_fields(
        panel,
        rules=replace(panel.rules, domestic=Domestic.CONSTRUCTED),
        trade=trade.reshape(-1),
        flags=flags.reshape(-1),
        findings=(*panel.findings, *findings),
    )


def held_years(
    ledger: Ledger, *, source: str | None = None, engine: FrameEngine | None = None, since: int = 1992
) -> tuple[int, int]:
    """Return the first and last year of a source's yearly flows, or of the one with most published totals.

    The first is `since` where there are earlier ones: before 1992 many of today's countries had no books.
    Raises NoTradeHeld.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    whole = (1, 9999)
    year = nw.col("year")
    asked = _of_years(ledger, source or _richest(ledger, whole, engine), whole, engine).select(
        year.min().alias("first"), year.max().alias("last")
    )
    ((first, last),) = engine.collect(asked) if engine else ledger.collect(asked)
    if last is None:
        raise NoTradeHeld(whole, source, tuple(ledger.sources()))
    return (max(int(first), since) if last >= since else int(first)), int(last)


def _flows(ledger: Ledger, years: tuple[int, int], source: str | None, engine: FrameEngine | None) -> _Flows:
    """Add up the flows of a source by both countries, reporter, year and level of detail."""
    name = source or _richest(ledger, years, engine)
    held = tuple(ledger.sources())
    try:
        rows = _collected(ledger, _sums(_of_years(ledger, name, years, engine)), engine)
    except NothingHeld as error:
        if name not in held:
            raise
        raise NoTradeHeld(years, name, held) from error
    if not len(rows["year"]):
        raise NoTradeHeld(years, name, held)
    return _Flows(name, rows)


def _richest(ledger: Ledger, years: tuple[int, int], engine: FrameEngine | None) -> str:
    """Return the source with most published totals in the years; of sources without any, most rows."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    found: dict[str, tuple[int, int]] = {}
    for name in ledger.sources():
        try:
            frame = _of_years(ledger, name, years, engine)
        except NothingHeld:
            continue
        counted = frame.select(
            (nw.col("product") == TOTAL.code).cast(nw.Int64).sum().alias("totals"), nw.len().alias("rows")
        )
        ((totals, rows),) = engine.collect(counted) if engine else ledger.collect(counted)
        if rows:
            found[name] = (int(totals), int(rows))
    if not found:
        raise NoTradeHeld(years, None, tuple(ledger.sources()))
    return max(found, key=lambda name: found[name])


def _of_years(ledger: Ledger, source: str, years: tuple[int, int], engine: FrameEngine | None) -> Frame:
    """Return a source's flows of whole years; the ledger itself only spares the files of others."""
    import narwhals as nw  # noqa: PLC0415

    frame = ledger.frame(source=source, years=years, engine=engine)
    return frame.filter(whole_years(), nw.col("year") >= years[0], nw.col("year") <= years[1])


def _sums(frame: Frame) -> Frame:
    import narwhals as nw  # noqa: PLC0415

    value = nw.col("value_usd")
    plain = ~nw.col("revision").str.starts_with(_HS) | (nw.col("digits") <= _HS_SUBHEADING)
    return (
        frame.filter(plain, ~value.is_null())
        .group_by("exporter", "importer", "reporter", "year", "valuation", "revision", "digits")
        .agg(
            value.sum().cast(nw.Int64).alias("dollars"),
            (nw.col("flag") == "estimated").cast(nw.Int64).min().alias("estimated"),
        )
    )


def _collected(ledger: Ledger, frame: Frame, engine: FrameEngine | None) -> dict[str, NDArray[Any]]:
    if engine:
        return engine.columns(frame)
    names, rows = frame.columns, ledger.collect(frame)
    return {name: np.array([row[k] for row in rows]) for k, name in enumerate(names)}


def _countries(flows: _Flows, countries: Sequence[Country], years: tuple[int, int]) -> tuple[Country, ...]:
    """Return the countries of the panel in order; those that had ended by the first year are left out."""
    if countries:
        return tuple(sorted(set(countries)))
    seen = {str(one) for side in ("exporter", "importer") for one in flows.columns[side]} - {_WORLD}
    table = set(country_codes())
    return tuple(
        sorted(
            one
            for one in seen
            if is_country(one)
            and (one not in table or any(existed(one, year) for year in range(years[0], years[1] + 1)))
        )
    )


def _existed(square: Square) -> Marks:
    """Mark who existed in which year (N, T); of a code that the table of countries lacks, always."""
    table = set(country_codes())
    return np.array(
        [[one not in table or existed(one, year) for year in square.years] for one in square.countries],
        np.bool_,
    ).reshape(len(square.countries), len(square.years))


def _declarations(flows: _Flows, square: Square) -> Declarations:
    """Give every row its place in the square; the world's is behind the last country's."""
    size = len(square.countries)
    place = {**{one: n for n, one in enumerate(square.countries)}, _WORLD: size}
    columns = flows.columns
    exporter, importer, reporter = (
        np.fromiter((place.get(one, -1) for one in columns[name]), np.int64, len(columns[name]))
        for name in ("exporter", "importer", "reporter")
    )
    third = columns["reporter"] == ""
    by_importer = columns["reporter"] == columns["importer"]
    estimated = columns["estimated"] == 1
    basis = np.select(
        [third, by_importer & estimated, by_importer, estimated],
        [Basis.RECONCILED, Basis.IMPORTER_ESTIMATED, Basis.IMPORTER, Basis.EXPORTER_ESTIMATED],
        Basis.EXPORTER,
    ).astype(np.uint8)
    kept = (exporter >= 0) & (importer >= 0) & (exporter + importer < 2 * size)
    kept &= third | by_importer | (columns["reporter"] == columns["exporter"])
    del reporter
    return Declarations(
        exporter=exporter[kept],
        importer=importer[kept],
        year=columns["year"][kept].astype(np.int64) - square.years[0],
        basis=basis[kept],
        rank=_ranks(columns, by_importer)[kept],
        value=columns["dollars"][kept].astype(np.float64),
    )


def _ranks(columns: Mapping[str, NDArray[Any]], by_importer: Marks) -> NDArray[np.int64]:
    """Rank published totals over sums of products, the newest HS over others, the usual valuation."""
    usual = np.where(by_importer, columns["valuation"] == "CIF", columns["valuation"] == "FOB")
    kinds = list(zip(columns["revision"].tolist(), columns["digits"].tolist(), usual.tolist(), strict=True))

    def goodness(kind: tuple[str, int, bool]) -> tuple[bool, bool, str, int, bool]:
        revision, digits, as_usual = kind
        published = not revision and digits == len(TOTAL.code)
        return published, revision.startswith(_HS), revision, digits, as_usual

    order = {kind: n for n, kind in enumerate(sorted(set(kinds), key=goodness))}
    return np.fromiter((order[kind] for kind in kinds), np.int64, len(kinds))


def _construct_domestic(cells: Cells, gdp: Numbers, square: Square) -> Iterator[Finding]:
    """Fill a country's missing trade with itself by GDP minus exports where that is above zero."""
    own = np.arange(len(square.countries))
    abroad = np.where(own[:, None, None] == own[None, :, None], np.nan, cells.trade)
    exports = np.where(np.isnan(abroad).all(axis=1), np.nan, np.nansum(abroad, axis=1))
    exports = np.where(np.isnan(cells.world_exports), exports, cells.world_exports)
    rest = gdp - exports
    open_ = cells.basis[own, own, :] == Basis.MISSING
    made = open_ & (rest > 0)
    cells.trade[own, own, :] = np.where(made, rest, cells.trade[own, own, :])
    cells.basis[own, own, :] = np.where(made, np.uint8(Basis.CONSTRUCTED), cells.basis[own, own, :])
    below = open_ & (rest <= 0)
    yield from _not_constructed(
        square,
        below,
        "export more than their GDP: GDP is value added, exports are gross. Their domestic trade is missing.",
        "Take gross output from an input-output table for these countries.",
    )
    yield from _not_constructed(
        square,
        open_ & np.isnan(rest),
        "have no GDP or no exports in the book: their domestic trade is missing.",
        "Post GDP for them, or leave them out.",
    )


def _not_constructed(square: Square, where: Marks, why: str, next_step: str) -> Iterator[Finding]:
    """Name the countries whose domestic trade could not be constructed in some years (N, T)."""
    if where.any():
        yield Finding(
            check="domestic trade",
            severity=Severity.WARNING,
            about=_named(square, np.any(where, axis=1)),
            message=f"{int(where.sum())} country-years {why}",
            next_step=next_step,
        )


def _silent(cells: Cells, square: Square) -> Iterator[Finding]:
    """Name the countries whose own books are missing: their trade is known from partners or not at all."""
    own = np.arange(len(square.countries))
    other = own[:, None, None] != own[None, :, None]
    of_exporter, of_importer = cells.basis == Basis.EXPORTER, cells.basis == Basis.IMPORTER
    if not (of_exporter.any() or of_importer.any()):
        return
    declares = (of_exporter & other).any(axis=1) | (of_importer & other).any(axis=0)
    never = ~declares.any(axis=1)
    if never.any():
        yield Finding(
            check="silent countries",
            severity=Severity.NOTE,
            about=_named(square, never),
            message=f"{int(never.sum())} countries declare nothing in these years: their trade is what "
            "partners declare or the publisher estimates, and missing elsewhere.",
        )


def _named(square: Square, which: Marks) -> str:
    return listed([one for one, is_meant in zip(square.countries, which, strict=True) if is_meant])
