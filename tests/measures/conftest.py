"""The default engine over a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sverka.ledger.engine import FrameEngine
from sverka.ledger.engines import EngineName, start_engine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[FrameEngine]:
    started = start_engine(EngineName.DUCKDB, folder)
    yield started
    started.close()
