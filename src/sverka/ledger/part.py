"""A part of a batch on its way into the book: rows in a temporary table, checked before they are filed."""

from collections.abc import Iterator
from typing import NamedTuple

from sverka.ledger.kinds import Kind, alike
from sverka.ledger.refusals import Refusals, place_words
from sverka.ledger.store import Engine, quoted
from sverka.vocabulary.finding import Finding, Severity

_EXAMPLES = 5


class Part(NamedTuple):
    """What lies in the temporary table `staged`: rows of one kind, each with its year and refusal.

    `varying` are the table's columns, `common` holds what all rows share; `about` names the part in Findings.
    """

    kind: Kind
    about: str
    varying: tuple[str, ...]
    common: dict[str, object]
    refusals: Refusals

    @property
    def key(self) -> tuple[str, ...]:
        """List the columns of the key that vary."""
        return tuple(name for name in self.kind.key if name in self.varying)

    @property
    def content(self) -> tuple[str, ...]:
        """List the columns of the content that vary."""
        return tuple(name for name in self.kind.content if name in self.varying)


def check_part(engine: Engine, part: Part) -> tuple[Finding, ...]:
    """Take out of `staged` what is not posted: refused rows, doubles, contradictions; say what and why."""
    return (*_take_refused(engine, part), *_drop_doubles(engine, part))


def _take_refused(engine: Engine, part: Part) -> Iterator[Finding]:
    counts = engine.rows(
        "SELECT refusal, count(*) FROM staged WHERE refusal IS NOT NULL GROUP BY refusal ORDER BY refusal"
    )
    for number, count in counts:
        found = engine.rows(
            f"SELECT {_place(part)}, {_line(part)} FROM staged WHERE refusal = {number} "
            f"ORDER BY {_place_in_order(part)} LIMIT {_EXAMPLES}"
        )
        yield part.refusals.finding(number, count, part.about, [place_words(*row) for row in found])
    if counts:
        engine.rows("DELETE FROM staged WHERE refusal IS NOT NULL")


def _drop_doubles(engine: Engine, part: Part) -> Iterator[Finding]:
    """Keep one of the rows that say the same, and none of rows that give the same key two contents.

    What a source says twice, differently, the book does not choose between; the Finding names the rows.
    """
    key = ", ".join(part.key)
    # One number a row is compared first: full keys are grouped only where two of them are the same.
    engine.rows(
        f"CREATE OR REPLACE TEMP TABLE suspect AS SELECT hash({key}) AS number FROM staged "
        "GROUP BY number HAVING count(*) > 1"
    )
    if engine.rows("SELECT count(*) FROM suspect") == [(0,)]:
        return
    differ = f"count(DISTINCT hash({', '.join(part.content)})) > 1" if part.content else "false"
    engine.rows(
        f"CREATE OR REPLACE TEMP TABLE doubled AS SELECT {key}, "
        f"arg_min(rowid, {_place_in_order(part)}) AS kept, arg_max(rowid, {_place_in_order(part)}) AS other, "
        f"{differ} AS differ FROM staged WHERE hash({key}) IN (FROM suspect) "
        f"GROUP BY {key} HAVING count(*) > 1"
    )
    yield from _contradictions(engine, part)
    engine.rows(
        f"DELETE FROM staged USING doubled WHERE {alike(part.key, 'staged', 'doubled')} "
        "AND (differ OR staged.rowid <> kept)"
    )


def _contradictions(engine: Engine, part: Part) -> Iterator[Finding]:
    ((count,),) = engine.rows("SELECT count(*) FROM doubled WHERE differ")
    if not count:
        return
    rows = engine.rows(
        f"SELECT {_place(part, 'one')}, {_line(part, 'one')}, {_place(part, 'two')}, {_line(part, 'two')} "
        "FROM doubled JOIN staged AS one ON one.rowid = kept JOIN staged AS two ON two.rowid = other "
        f"WHERE differ ORDER BY coalesce({_line(part, 'one')}, kept) LIMIT {_EXAMPLES}"
    )
    yield Finding(
        check="contradictory rows",
        severity=Severity.ERROR,
        about=part.about,
        message=f"{count} {part.kind.name} are given twice with different figures; none was posted.",
        evidence=tuple(
            f"{place_words(place, line)} and {place_words(other, number)}"
            for place, line, other, number in rows
        ),
        next_step="Look at the rows in the snapshot and decide in the source's lookups which one counts.",
    )


def _place_in_order(part: Part) -> str:
    """Write what rows are in order by, as they came: a table's may be staged in another one."""
    return "coalesce(line, rowid)" if "line" in part.varying else "rowid"


def _place(part: Part, table: str = "staged") -> str:
    return f"{table}.place" if "place" in part.varying else quoted(str(part.common["place"]))


def _line(part: Part, table: str = "staged") -> str:
    return f"{table}.line" if "line" in part.varying else "NULL"
