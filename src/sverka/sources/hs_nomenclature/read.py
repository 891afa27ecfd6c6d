"""Read a list of product names of one revision: JSON as Comtrade serves it, or the same rows as CSV."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from sverka.sources.beside import read_beside
from sverka.sources.card import Card
from sverka.sources.row import Sheet
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.nomenclature import UnknownRevision, name_fact, revision_of_comtrade
from sverka.vocabulary.origin import Origin

_NAMED = re.compile(r"All (\w+) commodities", re.IGNORECASE)


class _Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decided_on: date
    decided_by: str
    sets: tuple[str, ...]
    ignored: tuple[str, ...]


class _List(msgspec.Struct, frozen=True, rename="camel"):
    class_code: str
    results: list[dict[str, str | int | None]]


class _Entry(NamedTuple):
    code: str
    text: str
    place: str


class UnnamedList(ValueError):
    """A list of products does not say, in the publisher's way, which revision it is of."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(
            f"{name} does not say which revision it lists ({said}). Give the list of one revision: its JSON "
            "has a “classCode” such as H6, its CSV a row TOTAL that reads “All H6 commodities”."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a list into facts named "product name HS2022" with the code as detail; raise UnnamedList."""
    lookups = read_beside(__file__, _Lookups)
    data = snapshot.data
    json = data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    revision, entries, findings = (_from_json if json else _from_csv)(data, snapshot.name, lookups)
    products = [entry for entry in entries if entry.code not in lookups.sets]
    return Batch(
        source=card.id,
        facts=_facts(products, revision, snapshot, card),
        findings=(*findings, *_nameless(products, snapshot.name)),
    )


def _facts(entries: list[_Entry], revision: str, snapshot: Snapshot, card: Card) -> Iterator[Fact]:
    for entry in entries:
        text = entry.text.removeprefix(f"{entry.code} - ").strip()
        if text:
            origin = Origin(
                source=card.id,
                snapshot=snapshot.sha256,
                place=entry.place,
                licence=card.licence,
                accessed=card.accessed,
            )
            yield Fact(name=name_fact(revision), country="WLD", detail=entry.code, text=text, origin=origin)


def _from_json(data: bytes, name: str, lookups: _Lookups) -> tuple[str, list[_Entry], tuple[Finding, ...]]:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_List)
    except msgspec.MsgspecError as error:
        raise UnnamedList(name, str(error)) from error
    entries = [
        _Entry(str(result.get("id", "")), str(result.get("text", "")), f"{name} result {number}")
        for number, result in enumerate(found.results, start=1)
    ]
    known = {"id", "text", *lookups.ignored}
    unread = sorted({field for result in found.results for field in result if field not in known})
    return _revision(found.class_code, name), entries, tuple(_unread(field, name) for field in unread)


def _from_csv(data: bytes, name: str, lookups: _Lookups) -> tuple[str, list[_Entry], tuple[Finding, ...]]:
    sheet = Sheet(data, name)
    entries = []
    for row in sheet:
        entries.append(_Entry(row.take("id"), row.take("text"), row.place))
        row.done(ignore=lookups.ignored)
    total = next((entry.text for entry in entries if entry.code == "TOTAL"), "no row TOTAL")
    named = _NAMED.search(total)
    return _revision(named[1] if named else total, name), entries, sheet.findings


def _revision(code: str, name: str) -> str:
    try:
        return revision_of_comtrade(code)
    except UnknownRevision as error:
        raise UnnamedList(name, code) from error


def _unread(field: str, name: str) -> Finding:
    return Finding(
        check="unread field",
        severity=Severity.WARNING,
        about=f"{name}: {field}",
        message=f"The field “{field}” was not read.",
        next_step="Teach the source's reader the field, or list it as ignored.",
    )


def _nameless(entries: list[_Entry], name: str) -> Iterator[Finding]:
    without = [entry for entry in entries if not entry.text.removeprefix(f"{entry.code} - ").strip()]
    if without:
        yield Finding(
            check="nameless code",
            severity=Severity.WARNING,
            about=name,
            message=f"{len(without)} codes have no name and were left out.",
            evidence=tuple(f"{entry.place}: {entry.code}" for entry in without[:5]),
            next_step="Look at them in the snapshot.",
        )
