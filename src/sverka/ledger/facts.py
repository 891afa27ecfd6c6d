"""Ask the Parquet files of a book for facts and correspondences."""

from collections.abc import Mapping
from typing import Any

from sverka.ledger.errors import DamagedBook, EngineError
from sverka.ledger.files import File, scan
from sverka.ledger.kinds import CORRESPONDENCES, FACTS, Kind
from sverka.ledger.refusals import place_words
from sverka.ledger.store import Engine
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product


def find_facts(
    engine: Engine, files: list[File], name: str, country: Country | None, partner: Country | None
) -> tuple[Fact, ...]:
    """Return the newest vintage of facts, in order of country, partner, detail and period."""
    wanted = {"name": name, "country": country, "partner": partner}
    return tuple(
        Fact(
            name=row["name"],
            country=row["country"],
            partner=row["partner"] or None,
            detail=row["detail"],
            period=row["period"] or None,
            value=row["value"],
            unit=row["unit"],
            text=row["text"],
            origin=_origin(row),
        )
        for row in _newest(engine, files, FACTS, wanted)
    )


def find_correspondences(
    engine: Engine, files: list[File], revision: str, other_revision: str
) -> tuple[Correspondence, ...]:
    """Return the lines of correlation tables between two revisions, in order of code."""
    wanted = {"revision": revision, "other_revision": other_revision}
    return tuple(
        Correspondence(
            one=Product(row["code"], row["revision"]),
            other=Product(row["other_code"], row["other_revision"]),
            note=row["note"],
            origin=_origin(row),
        )
        for row in _newest(engine, files, CORRESPONDENCES, wanted)
    )


def _newest(
    engine: Engine, files: list[File], kind: Kind, wanted: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """Return the newest vintage of the rows whose columns are as wanted, None wanting any."""
    asked = {column: value for column, value in wanted.items() if value is not None}
    where = " AND ".join(f"{column} = ${column}" for column in asked)
    sql = (
        f"SELECT {', '.join(kind.columns)} FROM ({scan(files, kind)}) WHERE {where} "
        f"QUALIFY row_number() OVER (PARTITION BY source, {', '.join(kind.key)} ORDER BY posting DESC) = 1 "
        f"ORDER BY {', '.join(kind.order)}, source"
    )
    try:
        rows = engine.rows(sql, asked)
    except EngineError as error:
        raise DamagedBook(files[0].path.parents[2], str(error)) from error
    return [dict(zip(kind.columns, row, strict=True)) for row in rows]


def _origin(row: dict[str, Any]) -> Origin:
    return Origin(
        source=row["source"],
        snapshot=row["snapshot"],
        place=place_words(row["place"], row["line"]),
        licence=row["licence"],
        accessed=row["accessed"],
        cites=row["cites"],
        address=row["address"],
    )
