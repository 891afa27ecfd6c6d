"""Find the arrays of an installed sanction-simulator, whose code is never run."""

from importlib.util import find_spec
from pathlib import Path

from sverka.sources.snapshot import Snapshot, file_snapshot

_PACKAGE = "sanction_simulator"


class PackageMissing(LookupError):
    """The package that carries the arrays is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The package sanction-simulator is not installed, so its arrays cannot be posted. "
            "Install it without what its window needs: pip install --no-deps sanction-simulator==0.1.4"
        )


def installed_snapshot() -> Snapshot:
    """Return the file of arrays that lies in the installed package; raise PackageMissing."""
    found = find_spec(_PACKAGE)
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        path = Path(folder) / "data" / "bench_cache.npz"
        if path.is_file():
            return file_snapshot(path)
    raise PackageMissing
