"""Answers of the v1 API, preview or with a key: JSON that holds records, or says why it holds none."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from sverka.sources.un_comtrade.lookups import codes, fields, lookups, plain
from sverka.sources.un_comtrade.outside import Tally
from sverka.sources.un_comtrade.record import read_record
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin

_TAKEN = ("count", "data", "error")
_IGNORED = ("elapsedTime",)  # how long the publisher's server took
_SAYING = ("message", "error", "errors", "detail", "title", "errorObject")
_RECORDS = frozenset({"reportercode", "flowcode", "cmdcode", "primaryvalue"})
_LISTING = "fileurl"


class PublisherRefused(ValueError):
    """The publisher answered with an error instead of figures."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(
            f"{name} holds no figures: the publisher answered “{said}”. "
            "Correct the question (key, codes, number of periods) and fetch it again."
        )


class BrokenAnswer(ValueError):
    """A file starts as JSON and cannot be read as an answer."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot be read as an answer of the API: {why}. "
            "The file is damaged or was cut off while it was fetched; fetch it again."
        )


class OtherAnswer(ValueError):
    """An answer of the publisher that holds something other than trade."""

    def __init__(self, name: str, what: str, instead: str) -> None:
        super().__init__(f"{name} is {what} and holds no trade. {instead}")


class Answer:
    """One answer: a generator of its flows, and findings that are complete once it has run."""

    def __init__(self, data: bytes, name: str, origin: Origin) -> None:
        self._name = name
        self._origin = origin
        self._records, self._count, self._other = _open(data, name)
        self._tally = Tally(name)

    def flows(self) -> Iterator[Flow]:
        """Read the records in order; each is decoded when its turn comes."""
        known, convention = codes(), lookups().flags.convention
        decode = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode
        for number, raw in enumerate(self._records, start=1):
            place = f"{self._name} record {number}"
            record = self._account(decode(raw), place)
            found = read_record(record, msgspec.structs.replace(self._origin, place=place), known)
            if not isinstance(found, Flow):
                self._tally.put(found, place)
                continue
            if convention in found.flag:
                self._tally.conventional(place)
            yield found

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the answer as a whole, then what stayed outside."""
        yield from self._cut_off()
        for field in self._other:
            self._tally.unread(field, self._name)
        yield from self._tally

    def _account(self, given: dict[str, Any], place: str) -> dict[str, Any]:
        """Name a record's fields as the dictionary has them, and note those that it lacks."""
        names, unknown = _named(tuple(given))
        for field in unknown:
            self._tally.unread(field, place)
        return dict.fromkeys(fields().taken) | dict(zip(names, given.values(), strict=True))

    def _cut_off(self) -> Iterator[Finding]:
        rows = len(self._records)
        if not rows:
            yield Finding(
                check="empty answer",
                severity=Severity.NOTE,
                about=self._name,
                message="The publisher has no record for this question; that is not a trade of zero.",
            )
        cut = self._count not in {None, rows}
        if cut or rows in lookups().caps:
            yield Finding(
                check="cut off",
                severity=Severity.ERROR if cut else Severity.WARNING,
                about=self._name,
                message=f"The answer counts {self._count} records and holds {rows}."
                if cut
                else f"The answer holds {rows} records, the most that the publisher gives at once.",
                evidence=(f"count {self._count}",),
                next_step="Ask for fewer partners, products or periods at a time, or use a key.",
            )


@lru_cache(maxsize=64)  # the records of an answer have the same fields
def _named(given: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return fields by the dictionary's names, and those that it does not have."""
    known = {*fields().taken, *fields().ignored}
    names = tuple(map(plain, given))
    return names, tuple(name for name in names if name not in known)


def _open(data: bytes, name: str) -> tuple[list[msgspec.Raw], int | None, tuple[str, ...]]:
    """Return the records unread, the count that the answer states, and fields that are not known."""
    try:
        body = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BrokenAnswer(name, str(error)) from error
    _hear(body, name)
    if "results" in body:
        raise OtherAnswer(name, "a list of reference", "Post the answers that hold records.")
    if "data" not in body:
        raise BrokenAnswer(name, f"it has {', '.join(body) or 'nothing'} and no data")
    try:
        records = msgspec.json.decode(body["data"], type=list[msgspec.Raw] | None) or []
        count = msgspec.json.decode(body["count"], type=int | None) if "count" in body else None
        _look(records, name)
    except msgspec.MsgspecError as error:
        raise BrokenAnswer(name, str(error)) from error
    return records, count, tuple(field for field in body if field not in (*_TAKEN, *_IGNORED))


def _hear(body: dict[str, msgspec.Raw], name: str) -> None:
    """Raise PublisherRefused where the answer is an error."""
    said = [msgspec.json.decode(body[field]) for field in _SAYING if field in body]
    heard = "; ".join(_words(one) for one in said if one)
    if heard:
        raise PublisherRefused(name, heard)


def _words(said: object) -> str:
    return said if isinstance(said, str) else msgspec.json.encode(said).decode()


def _look(records: list[msgspec.Raw], name: str) -> None:
    """Make sure by the first record that the answer holds trade; raise OtherAnswer where it does not."""
    if not records:
        return
    first = {plain(field) for field in msgspec.json.decode(records[0], type=dict[str, Any])}
    if _LISTING in first:
        raise OtherAnswer(name, "a listing of bulk files", "Fetch the files that it names and post those.")
    if not first >= _RECORDS:
        raise OtherAnswer(
            name,
            f"an answer of records with {', '.join(sorted(first)[:8])} and so on",
            f"Records of trade have {', '.join(sorted(_RECORDS))}.",
        )
