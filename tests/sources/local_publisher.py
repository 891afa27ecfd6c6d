"""A publisher on this machine: a threaded HTTP server that answers as it is told, faults included."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from sverka.sources.terms import Clock

FIXTURES = Path(__file__).parents[3] / "shared" / "data" / "comtrade_api_fixtures"


@dataclass
class Answer:
    """One answer. `cut` closes the line after so many bytes, `length=False` does not announce how many come.

    With `ranges` a request for the rest of the body (Range, and If-Range with this ETag) gets the rest;
    `holds` keeps the line open and silent, after the bytes before `cut`, until the test is over.
    """

    body: bytes = b""
    status: int = 200
    kind: str | None = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    length: bool = True
    ranges: bool = False
    holds: bool = False


@dataclass
class Question:
    """A question that the publisher was asked."""

    path: str
    headers: Message


class Publisher:
    """What is answered at which path, and what was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.url = ""
        self.over = threading.Event()
        self._answers: dict[str, list[Answer]] = {}

    def answers(self, path: str, *answers: Answer) -> str:
        """Answer questions to `path` one after the other, the last one for good; return the address."""
        self._answers[path] = list(answers)
        return f"{self.url}{path}"

    def next(self, path: str) -> Answer:
        """Take the next answer for a path."""
        left = self._answers.get(urlsplit(path).path)
        if not left:
            return Answer(b"no such page", status=404, kind="text/plain")
        return left.pop(0) if len(left) > 1 else left[0]

    @property
    def ranges(self) -> list[str | None]:
        """Return the Range header of each question."""
        return [question.headers.get("Range") for question in self.asked]


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            publisher.asked.append(Question(self.path, self.headers))
            answer = publisher.next(self.path)
            status, body, extra = answer.status, answer.body, dict(answer.headers)
            wanted = self.headers.get("Range")
            if answer.ranges and wanted and self.headers.get("If-Range") == answer.headers.get("ETag"):
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                status, body = 206, body[start:]
            self.send_response(status)
            if answer.kind:
                self.send_header("Content-Type", answer.kind)
            if answer.length:
                self.send_header("Content-Length", str(len(body)))
            for name, value in extra.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body if answer.cut is None else body[: answer.cut])
            self.wfile.flush()
            if answer.holds:
                publisher.over.wait(10)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def local_publisher() -> Iterator[Publisher]:
    """Run a publisher on a free port of this machine."""
    publisher = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(publisher))
    server.daemon_threads = True
    publisher.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield publisher
    finally:
        publisher.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Time:
    """Time that passes only by sleeping, and by `passes` seconds at each look at the steady clock."""

    def __init__(self, now: float = 1_795_392_000.0) -> None:  # 2026-11-23 00:00 UTC
        self.moment = now
        self.slept: list[float] = []
        self.passes = 0.0

    @property
    def clock(self) -> Clock:
        """Return the clock; chance always says one half."""
        look: Callable[[], float] = self._look
        return Clock(now=lambda: self.moment, steady=look, sleep=self._sleep, share=lambda: 0.5)

    def _look(self) -> float:
        self.moment += self.passes
        return self.moment

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds
