"""`sverka product`: what a code of goods is called, and what it is in another revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.options import command_parser
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.vocabulary.concordance import Kind, alike, find_concordance, nearest_codes
from sverka.vocabulary.nomenclature import (
    UnknownRevision,
    conversion_fact,
    name_fact,
    parent,
    revision_named,
)
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol, TypeAlias

    from rich.text import Text

    from sverka.vocabulary.concordance import Concordance, Relation
    from sverka.vocabulary.correspondence import Correspondence
    from sverka.vocabulary.fact import Fact

    _Out: TypeAlias = Callable[[Text], None]

    class Book(Protocol):
        """What is asked of a ledger."""

        def correspondences(self, revision: str, other_revision: str) -> Iterable[Correspondence]:
            """Return the lines that were posted from one revision to another."""

        def facts(self, name: str) -> Iterable[Fact]:
            """Return the facts of one name."""


_SHOWN = 12
_KINDS = {
    Kind.SAME: "the same: one code, which holds nothing else",
    Kind.MERGE: "merged: wholly in one code, which holds goods of other codes too",
    Kind.SPLIT: "split: in {others} codes, which hold nothing else; nothing says how much is in each",
    Kind.TANGLED: (
        "tangled: in {others} codes, which hold goods of {sharers} too; nothing says how much is in each"
    ),
    Kind.GONE: "gone: no line leads from it",
}


class Names(NamedTuple):
    """The product names of a revision, by code; empty where the book has none."""

    revision: str
    by_code: Mapping[str, str]

    def of(self, code: str) -> str:
        """Name a code; a name that begins with dashes is read with the ones above it."""
        name = self.by_code.get(code, "")
        above = parent(Product(code, self.revision))
        if name.startswith("-") and above and above.code in self.by_code:
            return f"{self.of(above.code)}: {name.lstrip('- ')}"
        return name


class Answer(NamedTuple):
    """What the book knows of a code: its name, its relation to the other revision, the parts of a heading."""

    code: str
    names: Names
    other_names: Names
    concordance: Concordance | None
    relation: Relation | None
    converted: str | None
    parts: tuple[Relation, ...]


class UnknownCode(LookupError):
    """The book knows no such code in the revision."""

    def __init__(self, code: str, revision: str, near: tuple[str, ...]) -> None:
        alike = f" Written like it: {', '.join(near)}." if near else ""
        super().__init__(
            f"{revision} has no code “{code}” in this book.{alike} Another revision? Give --from."
        )


class NothingPosted(LookupError):
    """The book has neither names of a revision nor lines between it and another."""

    def __init__(self, revision: str, other: str) -> None:
        super().__init__(
            f"This book has no product names of {revision} and no table that leads to {other}. "
            "Post some: `sverka post hs_nomenclature FILE`, `sverka post hs_concordance FILE`."
        )


def parser() -> ArgumentParser:
    """Make the parser of `sverka product`."""
    found = command_parser("product", "sverka product CODE [options]")
    add = found.add_argument
    add("code", metavar="CODE", help="a code of goods, as in 854150 or 8541")
    add("--from", dest="revision", default="HS2022", metavar="REVISION", help="its revision (HS2022)")
    add("--to", dest="other", metavar="REVISION", help="the other revision (HS2017; from HS2017: HS2022)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the answer as data")
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Look a code up and show it; return the exit code."""
    try:
        revision = revision_named(options.revision).name
        other = revision_named(options.other or ("HS2022" if revision == "HS2017" else "HS2017")).name
    except UnknownRevision as problem:
        asked.error(str(problem))
    if revision == other:
        asked.error(f"--from and --to both name {revision}: give two different revisions")
    code = "".join(options.code.replace(".", "").split()).upper()
    try:
        with opened_book(options.book) as ledger:
            answer = look_up(code, revision, other, ledger)
        if options.json:
            write_data(as_data(answer), options.json)
    except BookError as problem:
        say(problem)
        return 3
    except (UnknownCode, NothingPosted, OutputError) as problem:
        say(problem)
        return 2
    if options.json != STDOUT:
        _print(answer)
    return 0


def look_up(code: str, revision: str, other: str, book: Book) -> Answer:
    """Ask the book what a code is in another revision; raise NothingPosted, UnknownCode."""
    names = _names(revision, book)
    concordance = find_concordance(revision, other, book.correspondences)
    if not names.by_code and concordance is None:
        raise NothingPosted(revision, other)
    lined = concordance.codes if concordance else ()
    parts = tuple(part for part in lined if part.startswith(code) and part != code)
    if code not in names.by_code and code not in lined and not parts:
        raise UnknownCode(code, revision, nearest_codes(code, {*names.by_code, *lined}))
    whole = concordance is not None and (code in lined or not parts)
    return Answer(
        code=code,
        names=names,
        other_names=_names(other, book),
        concordance=concordance,
        relation=concordance.convert(code) if concordance and whole else None,
        converted=_converted(code, revision, other, book) if whole else None,
        parts=tuple(concordance.convert(part) for part in parts) if concordance and not whole else (),
    )


def as_data(answer: Answer) -> dict[str, object]:
    """Write an answer as data: all codes, with their names."""
    concordance, relation = answer.concordance, answer.relation
    data: dict[str, object] = {
        "code": answer.code,
        "revision": answer.names.revision,
        "name": answer.names.of(answer.code) or None,
        "to": answer.other_names.revision,
        "through": list(concordance.steps[1:-1]) if concordance else None,
    }
    if relation:
        data |= {
            "kind": relation.kind,
            "whole": relation.whole,
            "codes": [
                {"code": code, "name": answer.other_names.of(code) or None, "note": relation.notes.get(code)}
                for code in relation.others
            ],
            "shared_with": list(relation.sharers),
            "group": {"codes": list(relation.group.codes), "others": list(relation.group.others)},
            "publisher_converts_to": answer.converted,
        }
    if answer.parts:
        data["parts"] = [
            {"code": part.code, "kind": part.kind, "codes": list(part.others)} for part in answer.parts
        ]
    return data


def _names(revision: str, book: Book) -> Names:
    return Names(revision, {fact.detail: fact.text or "" for fact in book.facts(name_fact(revision))})


def _converted(code: str, revision: str, other: str, book: Book) -> str | None:
    choices = (fact for fact in book.facts(conversion_fact(revision, other)) if fact.detail == code)
    return next((fact.text for fact in choices), None)


def _print(answer: Answer) -> None:
    from rich.console import Console  # noqa: PLC0415  rich costs time
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    console.print(_line(answer.code, answer.names, bold=True))
    other = answer.other_names.revision
    if answer.concordance is None:
        console.print(Text(f"The book has no tables that lead from {answer.names.revision} to {other}."))
        return
    through = answer.concordance.steps[1:-1]
    console.print(Text(f"In {other}{', through ' + ', '.join(through) if through else ''}:"))
    if answer.relation:
        _print_relation(answer, answer.relation, console.print)
        return
    console.print(Text(f"  it has {len(answer.parts)} codes with lines; ask for one of them:"))
    for part in answer.parts:
        console.print(Text("  ") + _line(part.code, answer.names) + Text(f"  ({part.kind})", style="bold"))


def _print_relation(answer: Answer, relation: Relation, out: _Out) -> None:
    from rich.text import Text  # noqa: PLC0415

    words = _KINDS[relation.kind].format(others=len(relation.others), sharers=_codes(relation.sharers))
    out(Text(f"  {words}", style="bold"))
    for code in _first(relation.others, relation.code, {*relation.notes, answer.converted}):
        out(Text("  ") + _line(code, answer.other_names))
        if code in relation.notes:
            out(Text(f"      {relation.notes[code]}", style="italic"))
    _more(len(relation.others), out)
    if answer.converted:
        out(
            Text(
                f"  The publisher's conversion, or a decision on it, takes {answer.converted} for all of it."
            )
        )
    if relation.sharers:
        out(Text(f"Shared with {_codes(relation.sharers)} of {answer.names.revision}:"))
        for code in _first(relation.sharers, relation.code, set()):
            out(Text("  ") + _line(code, answer.names))
        _more(len(relation.sharers), out)
        one, other = len(relation.group.codes), len(relation.group.others)
        out(
            Text(f"To compare without dividing a code, sum {one} here and {other} there (--json lists them).")
        )


def _codes(codes: tuple[str, ...]) -> str:
    return f"{len(codes)} other code{'' if len(codes) == 1 else 's'}"


def _first(codes: tuple[str, ...], code: str, wanted: set[str | None]) -> list[str]:
    """Return the codes to show: those that something is said of, then those written most like `code`."""
    ordered = sorted(codes, key=lambda one: (one not in wanted, -alike(one, code), one))
    return ordered[: max(_SHOWN, sum(one in wanted for one in codes))]


def _more(count: int, out: _Out) -> None:
    if count > _SHOWN:
        from rich.text import Text  # noqa: PLC0415

        out(Text(f"  … and {count - _SHOWN} more (--json lists all)"))


def _line(code: str, names: Names, *, bold: bool = False) -> Text:
    from rich.text import Text  # noqa: PLC0415

    name = names.of(code) or "(no name in this book)"
    return Text.assemble((f"{code} ", "bold"), (name, "bold" if bold else ""))
