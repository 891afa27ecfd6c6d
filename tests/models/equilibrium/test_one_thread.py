"""Linear algebra is held to one thread while a model solves, and let go after."""

import numpy as np
import pytest

from sverka.models.equilibrium import one_thread as module
from sverka.models.equilibrium.one_thread import one_thread


def test_one_thread_while_it_lasts() -> None:
    threadpoolctl = pytest.importorskip("threadpoolctl")

    def threads() -> set[int]:
        return {one["num_threads"] for one in threadpoolctl.threadpool_info() if one["user_api"] == "blas"}

    assert np.linalg.solve(np.eye(2), np.ones(2)) == pytest.approx([1, 1])
    before = threads()
    with one_thread():
        assert threads() == {1}
    assert threads() == before


def test_without_threadpoolctl_nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with one_thread():
        assert np.linalg.solve(np.eye(2), np.ones(2)) == pytest.approx([1, 1])
