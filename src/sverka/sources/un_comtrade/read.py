"""Read UN Comtrade, each file by its content: answers of the API as flows, tables by expressions."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.sources.un_comtrade.answers import Answer
from sverka.sources.un_comtrade.current_table import current_table
from sverka.sources.un_comtrade.layout import Form, Kind, recognise, unpacked
from sverka.sources.un_comtrade.legacy_table import legacy_table
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.table import Table

_MAKE = {Kind.CURRENT: current_table, Kind.LEGACY: legacy_table}


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a file of the publisher, or a packed folder of them.

    Raises UnknownLayout, PageInstead, CutShort, PublisherRefused, BrokenAnswer or OtherAnswer.
    """
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    forms = [(name or snapshot.name, _form(snapshot, name)) for name in members(snapshot) or (None,)]
    held = [(name, form.member) for name, form in forms if form.kind is Kind.ANSWER]
    answers = [Answer(_answer(snapshot, member, name), name, origin) for name, member in held]
    return Batch(
        source=card.id,
        flows=_flows(answers),
        tables=tuple(_table(form) for _, form in forms if form.kind is not Kind.ANSWER),
        findings=_Findings(answers),
    )


class _Findings:
    """The findings of all answers, gathered each time they are looked at."""

    def __init__(self, answers: list[Answer]) -> None:
        self._answers = answers

    def __iter__(self) -> Iterator[Finding]:
        for answer in self._answers:
            yield from answer.findings()


def _flows(answers: list[Answer]) -> Iterator[Flow]:
    for answer in answers:
        yield from answer.flows()


def _table(form: Form) -> Table:
    return _MAKE[form.kind](form)


def _form(snapshot: Snapshot, member: str | None) -> Form:
    with _opened(snapshot, member) as file:
        return recognise(file, member or snapshot.name, member)


@contextmanager
def _opened(snapshot: Snapshot, member: str | None) -> Iterator[IO[bytes]]:
    held = BytesIO(snapshot.held) if isinstance(snapshot.held, bytes) else snapshot.held.open("rb")
    with held as file:
        if member is None:
            yield file
            return
        with ZipFile(file) as archive, archive.open(member) as found:
            yield found


def _answer(snapshot: Snapshot, member: str | None, name: str) -> bytes:
    """Return an answer's bytes; it may be gzipped."""
    held = snapshot.data if member is None else unpack_snapshot(snapshot, member)[0]
    return unpacked(held, name)
