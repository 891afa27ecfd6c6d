"""Fetch: carry out requests over the network, the only module that uses it.

Answers are written to a part file, looked at, and moved to the shelf when they are whole. A key travels in a
header to the publisher's own host, and is in no message, note or name.
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sverka import __version__
from sverka.sources.outcome import Outcome, State
from sverka.sources.patience import backoff, passes, told_wait
from sverka.sources.refusal import (
    FetchError,
    FullShelf,
    KeyMissing,
    KeyRefused,
    KeyUnusable,
    NoAnswer,
    NotThePublished,
    Refused,
    ToldToWait,
    TooLarge,
    UnsafeAddress,
    WrongKind,
)
from sverka.sources.request import ByHand, Request
from sverka.sources.shelf import Kept, Part, UnsafeName
from sverka.sources.terms import Terms
from sverka.sources.unpack import BrokenOff, unpack
from sverka.sources.whole import first_words, looks_like_page, why_not_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import httpx

    from sverka.sources.patience import Patience
    from sverka.sources.request import Asked
    from sverka.sources.shelf import Shelf

_MOVED = {301, 302, 303, 307, 308}
_OK, _PARTIAL, _NO_KEY, _NO_RIGHT, _NOT_THIS_RANGE = 200, 206, 401, 403, 416
_HOPELESS = (KeyMissing, KeyRefused, KeyUnusable, NoAnswer, ToldToWait)  # a host that is left alone after it
_HOPS = 5
_LISTING = 64 << 20
_EXCERPT = 2048
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class _Passing(Exception):
    """A fault that may pass: the same question is asked again."""

    def __init__(self, why: str, told: float | None = None) -> None:
        super().__init__(why)
        self.told = told


def fetch(
    asked: Asked, shelf: Shelf, terms: Terms | None = None, *, key: str | None = None, again: bool = False
) -> Iterator[Outcome]:
    """Carry out requests one after the other and yield what became of each; a failure does not stop the rest.

    A file that lies on the shelf whole, fetched from the same address, is not asked for again, except with
    `again`. After a host gave no answer at all or refused the key, nothing more is asked of it.
    """
    with _client((terms or Terms()).patience) as client:
        line = _Line(client, shelf, terms or Terms(), key)
        pending: deque[Request | ByHand] = deque(asked)
        while pending:
            one = pending.popleft()
            outcome = _by_hand(one) if isinstance(one, ByHand) else line.outcome_of(one, again=again)
            pending.extendleft(reversed(outcome.followed))
            yield outcome


def _by_hand(file: ByHand) -> Outcome:
    steps = "".join(f"\n  {number}. {step}" for number, step in enumerate(file.steps, start=1))
    return Outcome(file.file, State.BY_HAND, f"{file.why} Get it by hand from {file.page}:{steps}")


def _client(patience: Patience) -> httpx.Client:
    import httpx  # noqa: PLC0415  only a fetch needs the network

    return httpx.Client(
        timeout=httpx.Timeout(patience.read, connect=patience.connect),
        follow_redirects=False,  # done here: httpx would carry the key along to another host
        headers={"User-Agent": f"sverka/{__version__}", "Accept-Encoding": "identity"},
    )


class _Line:
    """The line to the publishers during one fetch."""

    def __init__(self, client: httpx.Client, shelf: Shelf, terms: Terms, key: str | None) -> None:
        self._client = client
        self._shelf = shelf
        self._patience, self._clock, self._watch = terms
        self._key = key
        self._asked_at: dict[str, float] = {}
        self._given_up: dict[str, str] = {}

    def outcome_of(self, request: Request, *, again: bool) -> Outcome:
        """Carry out one request; every failure becomes an outcome, except a shelf that cannot be written."""
        host = urlsplit(request.url).netloc
        try:
            known = None if again or request.follow else self._shelf.kept(request.file, request.address)
            if known:
                return Outcome(request.file, State.KNOWN, path=self._shelf.path(request.file), note=known)
            if host in self._given_up:
                return Outcome(request.file, State.FAILED, f"not asked: {self._given_up[host]}")
            if request.key_needed and not self._key:
                raise KeyMissing(host, request.key_setting)
            if self._key and not re.fullmatch("[!-~]+", self._key):
                raise KeyUnusable(request.key_setting)
            self._shelf.open()
            return self._patiently(request)
        except (FetchError, UnsafeName) as problem:
            if isinstance(problem, _HOPELESS):
                self._given_up[host] = f"{host} failed on the file before, for a reason that holds here too"
            elif not isinstance(problem, UnsafeName):
                self._shelf.drop_part(request.file)
            return Outcome(request.file, State.FAILED, self._without_key(str(problem)))
        except OSError as problem:
            raise FullShelf(self._shelf.folder, problem.strerror or str(problem)) from problem

    def _patiently(self, request: Request) -> Outcome:
        failures = of_all = 0
        while True:
            before = self._resumable(request)[0]
            try:
                return self._attempt(request)
            except _Passing as fault:
                of_all += 1
                failures = 1 if self._resumable(request)[0] > before else failures + 1
                if failures >= self._patience.tries or of_all >= self._patience.most:
                    raise NoAnswer(request.address, of_all, str(fault)) from fault
                self._wait(request, fault, failures)

    def _wait(self, request: Request, fault: _Passing, failures: int) -> None:
        if fault.told is not None and fault.told > self._patience.longest:
            raise ToldToWait(request.address, fault.told, str(fault)) from fault
        seconds = fault.told or backoff(self._patience, failures, self._clock.share())
        self._watch.waits(seconds, self._without_key(str(fault)))
        self._clock.sleep(seconds)

    def _attempt(self, request: Request) -> Outcome:
        have, note = self._resumable(request)
        self._watch.starts(request.file, have)
        with self._opened(request, _range(have, note)) as response:
            self._judge(response, request)
            if request.follow:
                return self._listed(request, response)
            have, note = self._settle(response, request, have, note)
            self._receive(response, request, have, note)
        return self._finish(request, note)

    def _resumable(self, request: Request) -> tuple[int, Part | None]:
        """Count the bytes that a download can go on from, with the note of the answer that they are of."""
        note = self._shelf.part_note(request.file, request.address)
        part = self._shelf.part(request.file)
        if note is None or not note.validator or not part.is_file():
            return 0, None
        return part.stat().st_size, note

    @contextmanager
    def _opened(self, request: Request, extra: Mapping[str, str]) -> Iterator[httpx.Response]:
        """Ask, follow where the publisher sends us, and yield the answer with its body unread."""
        import httpx  # noqa: PLC0415

        address, home = request.address, urlsplit(request.address).netloc
        try:
            for _ in range(_HOPS + 1):
                _require_safe(address, request.address)
                headers = dict(request.headers) | dict(extra)
                if self._key and request.key_header and urlsplit(address).netloc == home:
                    headers[request.key_header] = self._key
                self._pace(urlsplit(address).netloc, request.pause)
                with self._client.stream("GET", address, headers=headers) as response:
                    if response.status_code not in _MOVED:
                        yield response
                        return
                    address = urljoin(address, response.headers.get("Location", ""))
        except httpx.RequestError as fault:
            raise _Passing(f"{type(fault).__name__}: {fault}") from fault
        raise Refused(request.address, f"it sends the question on more than {_HOPS} times", "")

    def _pace(self, host: str, pause: float) -> None:
        ready = self._asked_at.get(host, float("-inf")) + pause
        if (early := ready - self._clock.steady()) > 0:
            self._clock.sleep(early)
        self._asked_at[host] = self._clock.steady()

    def _judge(self, response: httpx.Response, request: Request) -> None:
        """Raise what an answer calls for that is no good one."""
        status = response.status_code
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if status in {_OK, _PARTIAL}:
            if media_type and media_type not in request.expects:
                raise WrongKind(request.address, media_type, _excerpt(response))
            return
        said = f"{status} {response.reason_phrase}".strip()
        if status == _NOT_THIS_RANGE:
            self._shelf.drop_part(request.file)
            raise _Passing(said)
        told = told_wait(response.headers.get("Retry-After"), self._clock.now())
        if passes(status, told_to_wait=told is not None):
            raise _Passing(f"{said} {_excerpt(response)}".strip(), told)
        if status in {_NO_KEY, _NO_RIGHT} and request.key_header:
            raise KeyRefused(request.address, said, request.key_setting, given=bool(self._key))
        raise Refused(request.address, said, _excerpt(response))

    def _settle(
        self, response: httpx.Response, request: Request, have: int, note: Part | None
    ) -> tuple[int, Part]:
        """Decide whether the answer goes on from what is here, and note of which answer the bytes will be."""
        if response.status_code == _PARTIAL:
            if note is None or _goes_on_from(response) != have:
                self._shelf.drop_part(request.file)
                raise _Passing("it went on from another place than was asked")
            return have, note
        length = response.headers.get("Content-Length", "")
        note = Part(
            address=request.address,
            media_type=response.headers.get("Content-Type", ""),
            encoding=response.headers.get("Content-Encoding", "").strip().lower(),
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
            total=int(length) if length.isdigit() else None,
        )
        self._shelf.drop_part(request.file)
        self._shelf.begin_part(request.file, note)
        return 0, note

    def _receive(self, response: httpx.Response, request: Request, have: int, note: Part) -> None:
        """Write the body to the part file; raise TooLarge, or _Passing where it stalls or breaks off."""
        if (note.total or 0) > request.largest:
            raise TooLarge(request.address, note.total or 0, request.largest)
        since, then = self._clock.steady(), have
        with self._shelf.part(request.file).open("ab" if have else "wb") as file:
            for chunk in response.iter_raw():
                file.write(chunk)
                have += len(chunk)
                if have > request.largest:
                    raise TooLarge(request.address, have, request.largest)
                self._watch.moves(have, note.total)
                now = self._clock.steady()
                if now - since >= self._patience.stall:
                    if have - then < self._patience.least:
                        raise _Passing(f"only {have - then} bytes came in {now - since:.0f} s")
                    since, then = now, have
        if note.total is not None and have != note.total:
            raise _Passing(f"the answer broke off after {have} of {note.total} bytes")

    def _listed(self, request: Request, response: httpx.Response) -> Outcome:
        """Read an answer that names further files; they must lie on the same host."""
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _LISTING:
                raise TooLarge(request.address, len(body), _LISTING)
        try:
            followed = request.follow(bytes(body), request.address) if request.follow else ()
        except ValueError as problem:
            raise _Passing(f"its listing cannot be read ({problem})") from problem
        for one in followed:
            if urlsplit(one.url)[:2] != urlsplit(request.url)[:2]:
                raise UnsafeAddress(one.url, "a listing may name files on the publisher's own host only")
        if not followed:
            return Outcome(request.file, State.EMPTY, "the listing names no file: nothing is published yet")
        return Outcome(request.file, State.LISTED, f"{len(followed)} files are listed", followed=followed)

    def _finish(self, request: Request, note: Part) -> Outcome:
        """Look at a finished download and put it on the shelf."""
        finished = self._shelf.part(request.file)
        if note.encoding not in {"", "identity"}:
            try:
                finished = unpack(finished, note.encoding, request.largest, request.address)
            except BrokenOff as fault:
                self._shelf.drop_part(request.file)
                raise _Passing(str(fault)) from fault
        if looks_like_page(finished) and "text/html" not in request.expects:
            raise WrongKind(request.address, "a web page", first_words(finished.read_bytes()[:_EXCERPT]))
        why = why_not_whole(finished, request.file)
        if why:
            self._shelf.drop_part(request.file)
            raise _Passing(f"the answer is not whole: {why}")
        remark = request.look(finished) if request.look else None
        if remark:
            self._shelf.drop_part(request.file)
            return Outcome(request.file, State.FAILED if remark.failed else State.EMPTY, remark.text)
        kept = self._kept(finished, request, note)
        new = self._shelf.keep(finished, kept)
        state = State.FETCHED if new else State.UNCHANGED
        return Outcome(request.file, state, path=self._shelf.path(request.file), note=kept)

    def _kept(self, finished: Path, request: Request, note: Part) -> Kept:
        with finished.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        if request.sha256 and digest != request.sha256:
            raise NotThePublished(request.address, digest, request.sha256)
        return Kept(
            name=request.file,
            sha256=digest,
            size=finished.stat().st_size,
            address=request.address,
            accessed=datetime.fromtimestamp(self._clock.now(), tz=UTC).date(),
            media_type=note.media_type,
            etag=note.etag,
            last_modified=note.last_modified,
        )

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if self._key else text


def _range(have: int, note: Part | None) -> dict[str, str]:
    if not have or note is None or not note.validator:
        return {}
    return {"Range": f"bytes={have}-", "If-Range": note.validator}


def _goes_on_from(response: httpx.Response) -> int | None:
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(found[1]) if found else None


def _require_safe(address: str, asked: str) -> None:
    """Raise UnsafeAddress except for https, and for http from this machine to itself, as tests use it."""
    parts, first = urlsplit(address), urlsplit(asked)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in _LOOPBACK and first.hostname in _LOOPBACK:
        return
    raise UnsafeAddress(address, "only https is asked and followed")


def _excerpt(response: httpx.Response) -> str:
    """Return the first words of an answer's body; what cannot be read has none."""
    import httpx  # noqa: PLC0415

    try:
        return first_words(next(response.iter_bytes(_EXCERPT), b""))
    except httpx.HTTPError:
        return ""
