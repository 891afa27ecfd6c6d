"""How the loops are compiled: at first use, kept on disk, without the interpreter's lock.

`fastmath` allows reordered sums and fused products only (results move in the last digits, under 1e-12
relative); infinities and NaN pass through as in plain arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Kernel = TypeVar("Kernel", bound=Callable[..., Any])

    def compiled(kernel: Kernel) -> Kernel:
        """Compile at first use and keep the result on disk."""
        return kernel

    def exactly_compiled(kernel: Kernel) -> Kernel:
        """Compile likewise, sums in the order in which they stand."""
        return kernel
else:
    from numba import njit

    compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc", "nsz"})
    exactly_compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
