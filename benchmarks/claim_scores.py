"""Score the reader on annotated texts: what it finds, what it misses, what it makes up.

    python benchmarks/claim_scores.py                      the shared development texts and our own
    python benchmarks/claim_scores.py FILE.jsonl --misses  one file, with every difference

A claim is found when one of the same kind overlaps it and has the same value (0.5 % for words such as
“a third”). Direction, hedge and period are scored on the found claims that carry a number.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sverka.claims import read_claims
from sverka.vocabulary.claim import Claim, Kind
from sverka.vocabulary.period import same_period
from sverka.vocabulary.statement import LineLabel, Reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "claims" / "dev.jsonl"
OWN = ROOT / "tests" / "claims" / "corpus"
CORRECTIONS = OWN / "corrections.json"
READ = ("ru", "en")
Gold = dict[str, Any]

_ALPHA3 = {
    "BY": "BLR", "KZ": "KAZ", "RU": "RUS", "UZ": "UZB", "CN": "CHN", "TR": "TUR", "UA": "UKR", "RS": "SRB",
    "US": "USA", "AE": "ARE",
}  # fmt: skip


@dataclass
class Score:
    """Counts over a set of texts; `found` etc. by (language, kind), fields by name as (right, all)."""

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    spurious: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    furniture: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def f1(self, kind: str | None = None, lang: str | None = None) -> float:
        """Return F1 over the given kind and language, 1.0 where there is nothing to find."""
        found, missed, spurious = (
            sum(n for (at, what), n in counts.items() if lang in (None, at) and kind in (None, what))
            for counts in (self.found, self.missed, self.spurious)
        )
        return 2 * found / (2 * found + missed + spurious) if found + missed + spurious else 1.0

    def rate(self, name: str) -> float:
        """Return the share of found claims whose field is right."""
        right, all_ = self.fields[name]
        return right / all_ if all_ else 1.0

    @property
    def precision(self) -> float:
        """Return the share of lines called furniture that are."""
        return self.furniture["right"] / max(1, self.furniture["right"] + self.furniture["false"])

    @property
    def recall(self) -> float:
        """Return the share of furniture lines that are called so."""
        return self.furniture["right"] / max(1, self.furniture["right"] + self.furniture["missed"])


def texts(path: Path) -> Iterator[Gold]:
    """Yield the annotated texts in the languages that the reader reads, with our corrections applied."""
    corrections = json.loads(CORRECTIONS.read_text()) if CORRECTIONS.exists() else {}
    for row in path.read_text(encoding="utf-8").splitlines():
        gold: Gold = json.loads(row)
        if gold["lang"] in READ:
            gold["claims"] += corrections.get(gold["id"], {}).get("add", [])
            yield gold


def score(golds: Iterable[Gold]) -> Score:
    """Read every text as published on its date and compare."""
    total = Score()
    for gold in golds:
        said_on = date.fromisoformat(gold["pub_date"]) if gold.get("pub_date") else None
        reading = read_claims(gold["text"], said_on)
        _score_lines(total, gold, reading)
        _score_claims(total, gold, reading)
    return total


def claims_in_furniture(gold: Gold) -> list[str]:
    """Return the texts of claims that begin in a line annotated as furniture."""
    furniture = [(line["start"], line["end"]) for line in gold["lines"] if line["label"] == "furniture"]
    said_on = date.fromisoformat(gold["pub_date"]) if gold.get("pub_date") else None
    claims = read_claims(gold["text"], said_on).claims
    inside = [c for c in claims if any(start <= (c.start or 0) < end for start, end in furniture)]
    return [f"{gold['id']}: {claim.text}" for claim in inside]


def _score_lines(total: Score, gold: Gold, reading: Reading) -> None:
    meant = {line["start"]: line["label"] == "furniture" for line in gold["lines"]}
    for line in reading.lines:
        called, is_ = line.label is LineLabel.FURNITURE, meant.get(line.start, False)
        if called or is_:
            key = "right" if called and is_ else "false" if called else "missed"
            total.furniture[key] += 1
            if key != "right":
                total.misses.append(f"{gold['id']} furniture {key}: {gold['text'][line.start : line.end]!r}")


def _score_claims(total: Score, gold: Gold, reading: Reading) -> None:
    left = list(reading.claims)
    for wanted in sorted(gold["claims"], key=lambda c: (c["start"], -c["end"])):
        match = next((c for c in left if _same(c, wanted)), None)
        at = (gold["lang"], wanted["kind"])
        if match is None:
            total.missed[at] += 1
            total.misses.append(f"{gold['id']} missed {_brief(wanted)}")
            continue
        left.remove(match)
        total.found[at] += 1
        _score_fields(total, gold["id"], match, wanted)
    for claim in left:
        total.spurious[(gold["lang"], claim.kind.value)] += 1
        total.misses.append(f"{gold['id']} spurious {claim.kind} {claim.value} {claim.text!r}")


def _brief(wanted: Gold) -> str:
    fields = ("kind", "value", "text", "measure", "period", "hedge", "modality")
    return " ".join(str(wanted[name]) for name in fields if wanted.get(name) is not None)


def _same(claim: Claim, wanted: Gold) -> bool:
    if claim.kind != wanted["kind"] or claim.start is None or claim.end is None:
        return False
    if claim.start >= wanted["end"] or claim.end <= wanted["start"]:
        return False
    return claim.kind in (Kind.QUOTE, Kind.EVENT, Kind.BREAKDOWN) or (
        _equal(claim.value, wanted.get("value")) and _equal(claim.value_hi, wanted.get("value_hi"))
    )


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= 0.005 * max(abs(one), abs(other))


_ALL = tuple(Kind)
_TRADE = (Kind.LEVEL, Kind.GROWTH, Kind.TARGET)
_COUNTED = tuple(kind for kind in Kind if kind not in (Kind.QUOTE, Kind.EVENT, Kind.BREAKDOWN))
_FIELDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("direction", (Kind.GROWTH,)),
    ("hedge", _COUNTED),
    ("period", (*_TRADE, Kind.SHARE, Kind.RANK, Kind.EVENT)),
    ("base", (Kind.GROWTH,)),
    ("measure", _TRADE),
    ("subject", _TRADE),
    ("currency", _TRADE),
    ("modality", (Kind.TARGET,)),
    ("speaker", _ALL),
)


def _score_fields(total: Score, where: str, claim: Claim, wanted: Gold) -> None:
    for name, kinds in _FIELDS:
        if claim.kind not in kinds:
            continue
        got, meant = getattr(claim, name), _meant(name, wanted)
        right = same_period(got, meant) if name in ("period", "base") else got == meant
        total.fields[name][0] += right
        total.fields[name][1] += 1
        if not right:
            total.misses.append(f"{where} {name}: {got} for {meant} in {claim.kind} {claim.text!r}")


def _meant(name: str, wanted: Gold) -> str | None:
    """Return an annotated field in our notation: an absent hedge is exact, countries have three letters."""
    if name == "subject":
        return _subject(wanted.get("subject"))
    meant: str | None = wanted.get(name)
    return meant or ("exact" if name == "hedge" else None)


def _subject(subject: str | None) -> str | None:
    if subject is None:
        return None
    sign = ">" if ">" in subject else "-"
    codes = [_ALPHA3.get(code, code) for code in subject.split(sign)]
    return sign.join(codes if sign == ">" else sorted(codes))


def _print(name: str, total: Score) -> None:
    print(f"\n{name}")
    kinds = sorted({kind for _, kind in [*total.found, *total.missed, *total.spurious]})
    langs = sorted({lang for lang, _ in [*total.found, *total.missed, *total.spurious]})
    print(
        f"  {'kind':<12}{'F1':>7}{'found':>7}{'missed':>8}{'spurious':>10}  "
        + "  ".join(f"{lang:>5}" for lang in langs)
    )
    for kind in [*kinds, None]:
        counts = [
            sum(n for (_, k), n in c.items() if kind in (None, k))
            for c in (total.found, total.missed, total.spurious)
        ]
        by_lang = "  ".join(f"{total.f1(kind, lang):>5.2f}" for lang in langs)
        found, missed, spurious = counts
        print(f"  {kind or 'all':<12}{total.f1(kind):>7.3f}{found:>7}{missed:>8}{spurious:>10}  {by_lang}")
    print("  " + "  ".join(f"{key} {total.rate(key):.3f}" for key in sorted(total.fields)))
    print(f"  furniture precision {total.precision:.3f}  recall {total.recall:.3f}")


def main() -> int:
    """Print the scores of the files given, by default of all that are there."""
    parser = argparse.ArgumentParser(description="Score the reader on annotated texts.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every difference")
    options = parser.parse_args()
    paths = options.files or [p for p in (SHARED, *sorted(OWN.glob("*.jsonl"))) if p.exists()]
    for path in paths:
        total = score(texts(path))
        _print(path.name, total)
        if options.misses:
            print("\n".join(f"    {miss}" for miss in total.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
