"""The Inter-Country Input-Output tables of a year out of the book, as the arrays of `from_icio.Tables`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sverka.models.equilibrium.from_icio import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.ledger.book import Ledger
    from sverka.models.equilibrium.many_sectors.economy import Numbers

SOURCE = "oecd_icio"
MILLION = 1e6
_OUTPUT, _USE = "output", "intermediate_use"
_SALES = "sales_to_final_demand_and_rest_of_world"  # only the arrays state it


class NoTables(LookupError):
    """The book has no input-output tables of a year."""

    def __init__(self, year: int, years: Sequence[int]) -> None:
        known = f"it has those of {', '.join(map(str, years))}" if years else "it has none at all"
        super().__init__(
            f"The book has no Inter-Country Input-Output tables of {year}: {known}. "
            "Post them: sverka post oecd_icio, with the official CSV or the arrays of sanction-simulator."
        )


def tables_from_book(ledger: Ledger, year: int) -> Tables:
    """Return the tables of a year in millions of US dollars; raise NoTables, NothingHeld.

    Final demand by buyer is there where the official CSV was posted, the sum of its uses; otherwise only
    what is sold to final demand and the rest of the world.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that `--help` does not need

    stated = ledger.facts_frame(source=SOURCE).filter(nw.col("name").is_in([_OUTPUT, _USE, _SALES]))
    facts = ledger.collect(stated.select("name", "period", "country", "detail", "value"))
    of_year = [row for row in facts if row[1] == str(year)]
    if not of_year:
        raise NoTables(year, sorted({int(row[1]) for row in facts}))
    frame = ledger.frame(source=SOURCE, years=(year, year))
    flows = ledger.collect(frame.select("revision", "product", "exporter", "importer", "value_usd"))
    countries = _in_order(row[2] for row in of_year if row[0] == _OUTPUT)
    industries = _in_order(row[3] for row in of_year if row[0] == _OUTPUT)
    c = {name: k for k, name in enumerate(countries)}
    s = {name: k for k, name in enumerate(industries)}
    output, used, sales = _stated(of_year, c, s)
    inputs, final = _traded(flows, c, s)
    return Tables(
        countries=countries,
        industries=industries,
        inputs=inputs,
        used=used,
        output=output,
        final_sales=sales if sales.any() else output - inputs.sum(axis=2),
        final=final if final.any() else None,
    )


def _in_order(names: Any) -> tuple[str, ...]:  # noqa: ANN401  an iterable of cells
    return tuple(sorted(set(names)))


def _stated(
    facts: Sequence[tuple[Any, ...]], c: dict[str, int], s: dict[str, int]
) -> tuple[Numbers, Numbers, Numbers]:
    output, sales = np.zeros((2, len(s), len(c)))
    used = np.zeros((len(s), len(s), len(c)))
    for name, _, country, detail, value in facts:
        if name in {_OUTPUT, _SALES}:
            table = output if name == _OUTPUT else sales
            table[s[detail], c[country]] = value / MILLION
        else:
            seller, _, user = detail.partition(">")
            used[s[seller], s[user], c[country]] = value / MILLION
    return output, used, sales


def _traded(
    flows: Sequence[tuple[Any, ...]], c: dict[str, int], s: dict[str, int]
) -> tuple[Numbers, Numbers]:
    inputs, final = np.zeros((2, len(s), len(c), len(c)))
    for revision, product, exporter, importer, value in flows:
        table = final if "/" in revision else inputs
        table[s[product], c[exporter], c[importer]] += value / MILLION
    return inputs, final
