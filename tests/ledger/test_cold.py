"""What reading a book loads, in a fresh process."""

import subprocess
import sys
from pathlib import Path

from tests.ledger.arland import batch, card, exports, said

from sverka.ledger import Ledger

LOADED = """
import sys
from pathlib import Path
import sverka.ledger
print(*sorted({"duckdb", "sqlite3", "yaml"} & set(sys.modules)))
with sverka.ledger.open_ledger(Path(sys.argv[1])) as book:
    book.readings()
    print(*sorted({"duckdb", "sqlite3", "yaml"} & set(sys.modules)))
"""


def test_only_flows_load_duckdb_and_only_posts_load_yaml(book: Ledger, folder: Path) -> None:
    book.post(batch(exports("2017", 10), readings=(said("s1", None, 1),)), card(), None)
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, str(folder)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == ["", "sqlite3"]
