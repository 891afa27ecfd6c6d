"""Linear algebra on one thread: the systems are small, and threads that wait for each other cost most of it.

On 23 November 2026, on two cores with other work, solving 197 equations took 0.1 s of CPU on two threads and
0.001 s on one.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the linear algebra that is loaded to one thread, where threadpoolctl is installed."""
    if find_spec("threadpoolctl") is None:
        yield
        return
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  optional

    with threadpool_limits(1):
        yield
