"""Let a process beside this one do what takes half a second to load: draw pictures.

Python's threads would not help: V8 and imports hold its lock. What the process cannot do, or does not live to
do, is done here instead, so that an error is raised where it always was and no answer depends on it.
"""

from __future__ import annotations

import sys
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from enum import StrEnum
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, Self

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from subprocess import Popen
    from types import TracebackType

_SERVE = "from sverka.dossier.beside import serve; serve()"
_SIZE = 8  # bytes that say how long a message is


class Work(StrEnum):
    """What can be done beside: the module and the function."""

    DRAW = "sverka.dossier.picture:draw"

    @property
    def function(self) -> Callable[..., Any]:
        """Load the function."""
        module, name = self.split(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


_FIRST: dict[Work, tuple[Any, ...]] = {
    Work.DRAW: (
        {
            "$schema": "https://vega.github.io/schema/vega/v6.json",
            "width": 9,
            "height": 9,
            "marks": [{"type": "text", "encode": {"enter": {"text": {"value": "A"}}}}],
        },
    ),
}
"""What a process does before it is asked: it draws a letter."""


class Beside:
    """A process that does one work; use it as a context. It starts at once and is not waited for."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._process = _started(work)
        self._threads = ThreadPoolExecutor(1)
        self._closed = False

    @property
    def running(self) -> int | None:
        """Return the number of the process, None where there is none (any more)."""
        return self._process.pid if self._process else None

    def ask(self, *given: Any) -> Any:  # noqa: ANN401 - whatever the work takes and gives
        """Have the work done and wait for it; raises what the work raises."""
        pipes = self._pipes
        if pipes is not None:
            try:
                _send(pipes[0], given)
                done, made = _received(pipes[1])
            except (OSError, EOFError, TypeError, ValueError, OverflowError):  # it is gone, or cannot be told
                self._end()
            else:
                if done:
                    return made
        if self._closed:
            raise CancelledError
        return self._work.function(*given)

    def order(self, *given: Any) -> Future[Any]:  # noqa: ANN401 - likewise
        """Have the work done while this process goes on; works are done in the order in which they came."""
        return self._threads.submit(self.ask, *given)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process at once, whatever it is doing, and leave undone what was ordered."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._closed = True
        self._end()
        self._threads.shutdown()

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]] | None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        return process.stdin, process.stdout

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not sent is lost, and is not wanted
                    if pipe is not None:
                        pipe.close()


def serve() -> None:
    """Do a work until nothing more is asked for: the other process's side."""
    import signal  # noqa: PLC0415 - Ctrl-C is for the process that asked, which ends this one

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = Work(sys.argv[1])
    function = work.function
    with suppress(Exception):
        function(*_FIRST[work])
    with suppress(EOFError, OSError):
        while True:
            given = _received(sys.stdin.buffer)
            try:
                answer = True, function(*given)
            except Exception:  # noqa: BLE001 - the asker tries it itself and meets the same error
                answer = False, None
            _send(sys.stdout.buffer, answer)


def _started(work: Work) -> Popen[bytes] | None:
    """Start the process, None where this Python cannot start another one."""
    from subprocess import DEVNULL, PIPE, Popen  # noqa: PLC0415

    if not sys.executable:
        return None
    with suppress(OSError):
        return Popen([sys.executable, "-c", _SERVE, work], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - this Python, a text of this file
    return None


def _send(pipe: IO[bytes], message: object) -> None:
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(_SIZE, "big") + data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    size = pipe.read(_SIZE)
    data = pipe.read(int.from_bytes(size, "big"))
    if len(size) < _SIZE or len(data) < int.from_bytes(size, "big"):
        raise EOFError
    return msgspec.msgpack.decode(data)
