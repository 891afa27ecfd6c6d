"""Time the reader on the shared development texts, beside natasha's news pipeline on the same texts.

    python benchmarks/reader_speed.py

Prints texts a second on one core, the median of several rounds. natasha (slovnet's named-entity tagger
with its morphology, on Russian texts only) is timed where it is installed: pip install natasha.
"""

import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "claims" / "dev.jsonl"
OWN = Path(__file__).resolve().parents[1] / "tests" / "claims" / "corpus" / "own_a.jsonl"
ROUNDS = 7


def texts() -> list[tuple[str, str, date | None]]:
    """Return the Russian and English texts with their language and date."""
    path = SHARED if SHARED.exists() else OWN
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        (row["text"], row["lang"], date.fromisoformat(row["pub_date"]) if row["pub_date"] else None)
        for row in rows
        if row["lang"] in ("ru", "en")
    ]


def rate(work: Callable[[], None], count: int) -> tuple[float, float]:
    """Return texts a second by processor time and by the clock, medians over the rounds."""
    work()
    spent, passed = [], []
    for _ in range(ROUNDS):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        spent.append(time.process_time() - cpu)
        passed.append(time.perf_counter() - wall)
    return count / statistics.median(spent), count / statistics.median(passed)


def reader(items: list[tuple[str, str, date | None]]) -> Callable[[], None]:
    """Return a round of Sverka's reader."""
    from sverka.claims import read_claims

    def work() -> None:
        for text, _, said_on in items:
            read_claims(text, said_on)

    return work


def natasha(items: list[tuple[str, str, date | None]]) -> Callable[[], None] | None:
    """Return a round of natasha's pipeline (segment, morphology, names), None where it is not installed."""
    try:
        from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter
    except ImportError:
        return None
    segmenter, embedding = Segmenter(), NewsEmbedding()
    morph, names = NewsMorphTagger(embedding), NewsNERTagger(embedding)

    def work() -> None:
        for text, _, _ in items:
            doc = Doc(text)
            doc.segment(segmenter)
            doc.tag_morph(morph)
            doc.tag_ner(names)

    return work


def main() -> int:
    """Print the table."""
    items = texts()
    russian = [item for item in items if item[1] == "ru"]
    characters = sum(len(text) for text, _, _ in items)
    print(f"{datetime.now(UTC):%Y-%m-%d}  {platform.machine()}  Python {platform.python_version()}")
    print(f"{len(items)} texts, {characters / len(items):.0f} characters each on average")
    mine = rate(reader(items), len(items))
    print(f"  {'sverka reader, ru + en':<34}{mine[0]:>8.0f} texts/s of CPU{mine[1]:>8.0f} texts/s of wall")
    own = rate(reader(russian), len(russian))
    print(f"  {'sverka reader, ru':<34}{own[0]:>8.0f} texts/s of CPU{own[1]:>8.0f} texts/s of wall")
    work = natasha(russian)
    if work is None:
        print("  natasha is not installed, so there is no peer in this run: pip install natasha")
        return 0
    peer = rate(work, len(russian))
    print(f"  {'natasha, all steps, ru':<34}{peer[0]:>8.0f} texts/s of CPU{peer[1]:>8.0f} texts/s of wall")
    print(f"  sverka / natasha, same texts: {own[0] / peer[0]:.1f} by CPU, {own[1] / peer[1]:.1f} by wall")
    return 0


if __name__ == "__main__":
    sys.exit(main())
