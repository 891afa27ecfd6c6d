"""Arrays that begin where a cache line does, which loops over several numbers at a time read sooner."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_LINE = 64


def aligned_zeros(*shape: int) -> NDArray[np.float64]:
    """Return zeros; the system gives their memory as it is written to."""
    return _aligned(np.zeros, shape)


def aligned_empty(*shape: int) -> NDArray[np.float64]:
    """Return an array to be written to before it is read."""
    return _aligned(np.empty, shape)


def zeros_by_part(dense: Sequence[bool], *shape: int) -> NDArray[np.float64]:
    """Return zeros (P, *shape) of which a part that is not `dense` takes memory only where it is written.

    The system gives large arrays pages of 2 MB, of which one number takes all; such parts get 4 KB.
    """
    if not hasattr(mmap, "MADV_NOHUGEPAGE"):  # not Linux
        return aligned_zeros(len(dense), *shape)
    size = int(np.prod(shape)) * np.dtype(np.float64).itemsize
    held = mmap.mmap(-1, max(len(dense) * size, 1), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for part, written in enumerate(dense):
        begin = part * size // mmap.PAGESIZE * mmap.PAGESIZE
        pages = mmap.MADV_HUGEPAGE if written else mmap.MADV_NOHUGEPAGE
        held.madvise(pages, begin, (part + 1) * size - begin)
    return np.frombuffer(held, np.float64, len(dense) * size // 8).reshape(len(dense), *shape)


def _aligned(make: Callable[..., NDArray[np.uint8]], shape: tuple[int, ...]) -> NDArray[np.float64]:
    size = int(np.prod(shape)) * np.dtype(np.float64).itemsize
    held = make(size + _LINE, np.uint8)
    begin = -held.ctypes.data % _LINE
    return held[begin : begin + size].view(np.float64).reshape(shape)
