import os
from pathlib import Path

import pytest

from sverka.faces.settings import default_book, one_thread_for_algebra


def test_the_book_lies_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVERKA_BOOK", "/srv/books/blr")
    assert default_book() == Path("/srv/books/blr")


def test_otherwise_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SVERKA_BOOK", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/home/aro/data")
    assert default_book() == Path("/home/aro/data/sverka/book")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/aro")
    assert default_book() == Path("/home/aro/.local/share/sverka/book")


def test_what_the_user_says_of_threads_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "8")
    one_thread_for_algebra()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "8"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    one_thread_for_algebra()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
