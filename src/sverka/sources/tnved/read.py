"""Read the names of goods in Russian from the files of the TN VED, one of them or all together."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.sources.tnved.files import Line, is_text, read_text, read_tree
from sverka.sources.tnved.lookups import Lookups, lookups
from sverka.sources.tnved.names import Name, names
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.nomenclature import name_fact
from sverka.vocabulary.origin import Origin

_LANGUAGE = "ru"
_TREE = ".json"


class _Found(NamedTuple):
    """The lines of all files, those of the tables before those of a tree, which repeats them."""

    lines: list[Line]
    findings: list[Finding]
    unread: list[str]


class NoTnved(ValueError):
    """A snapshot holds no file of the TN VED that names are made of."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no names of the TN VED. Give TNVED2.TXT, TNVED3.TXT and TNVED4.TXT as published, "
            "the archive they come in, a tree of them as JSON, or a folder that holds several of these."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read names into facts "product name HS2022 ru" with the code as detail.

    Chapters and headings have names of every revision in whose time a dated line stood; a code at 6 digits
    has one of the revisions whose lines say it. Raises NoTnved, NotTnved.
    """
    decided = lookups()
    found = _lines(snapshot)
    if not found.lines:
        raise NoTnved(snapshot.name)
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    facts: list[Fact] = []
    findings = [*found.findings, *_unread(found.unread)]
    for revision, day in decided.last_days.items():
        left = Counter[str]()
        for name in names(_in_force(found.lines, revision, decided), decided, left):
            place = msgspec.structs.replace(origin, place=name.place)
            facts.append(_fact(name, revision, place))
        findings += _left_out(revision, left, f"{snapshot.name}: the TN VED until {day}")
    return Batch(source=card.id, facts=facts, findings=findings)


def _lines(snapshot: Snapshot) -> _Found:
    tables, trees = list[Line](), list[Line]()
    findings, unread = list[Finding](), list[str]()
    for name, data in _files(snapshot):
        if is_text(name):
            lines, told = read_text(data, name)
            tables += lines
            findings += told
        elif name.lower().endswith(_TREE):
            trees += read_tree(data, name)
        else:
            unread.append(name)
    return _Found([*tables, *trees], findings, unread)


def _files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    packed = members(snapshot)
    for name in packed:
        yield name, unpack_snapshot(snapshot, name)[0]
    if not packed:
        yield snapshot.name, snapshot.data


def _in_force(lines: list[Line], revision: str, decided: Lookups) -> list[Line]:
    """Return the lines in force on a revision's last day: one a code, the table's before the tree's."""
    last = decided.last_days[revision]
    kept: dict[str, Line] = {}
    for line in lines:
        if line.in_force(last) and line.code[:2] not in decided.not_hs:
            kept.setdefault(line.code, line)
    return [*kept.values()]


def _fact(name: Name, revision: str, origin: Origin) -> Fact:
    return Fact(
        name=name_fact(revision, _LANGUAGE), country="WLD", detail=name.code, text=name.text, origin=origin
    )


def _left_out(revision: str, left: Counter[str], about: str) -> Iterator[Finding]:
    for why, count in sorted(left.items()):
        yield Finding(
            check="name left out",
            severity=Severity.NOTE,
            about=about,
            message=f"{count} codes of {revision} {why} were left without a Russian name.",
        )


def _unread(unread: list[str]) -> Iterator[Finding]:
    if unread:
        yield Finding(
            check="unread file",
            severity=Severity.NOTE,
            about=", ".join(unread),
            message=f"{len(unread)} files of the snapshot hold no names of goods that are made facts of.",
            evidence=tuple(unread),
        )
