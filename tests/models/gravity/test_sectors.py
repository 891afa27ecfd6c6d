"""Many sectors, in processes or on Spark: each as if alone; failures are named, interruptions cost none."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import which

import pytest
from tests.models.gravity.sector_panels import read_sector

from sverka.ledger.spark import SMALL, SparkFailed, open_spark
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.sectors import Outcome, RepeatedSector, estimate_sectors, on_this_machine
from sverka.models.gravity.spec import GravitySpec

pytest.importorskip("numba")

SPEC = GravitySpec(formula=read_formula("trade ~ x1 + x2"))
SECTORS = ("s1", "s2", "s3")


def in_turn(work: Callable[[str], Outcome], sectors: Sequence[str]) -> Iterator[Outcome]:
    return map(work, sectors)


def by_sector(outcomes: Iterator[Outcome]) -> dict[str, Outcome]:
    return {outcome.sector: outcome for outcome in outcomes}


def test_every_sector_is_estimated_as_if_alone() -> None:
    found = by_sector(estimate_sectors(SPEC, SECTORS, read_sector))
    assert sorted(found) == sorted(SECTORS)
    for sector, outcome in found.items():
        assert outcome.summary == estimate(SPEC, read_sector(sector)).summary
        assert outcome.seconds > 0


def test_a_failing_sector_is_named_and_the_others_finish() -> None:
    sectors = ("s1", "negative s2", "s3")
    found = by_sector(estimate_sectors(SPEC, sectors, read_sector, spread=in_turn))
    assert found["negative s2"].summary is None
    assert found["negative s2"].failure.startswith("NegativeTrade: Trade is negative in 1 rows")
    assert found["s1"].summary is not None
    assert found["s3"].summary is not None


def test_a_killed_process_costs_its_own_sector_only() -> None:
    found = by_sector(estimate_sectors(SPEC, ("killed s1", "s2"), read_sector))
    assert "was killed" in found["killed s1"].failure
    assert "fewer processes" in found["killed s1"].failure
    assert found["s2"].summary is not None


def test_what_was_estimated_survives_an_interruption(tmp_path: Path) -> None:
    asked: list[str] = []

    def counted(work: Callable[[str], Outcome], sectors: Sequence[str]) -> Iterator[Outcome]:
        asked.extend(sectors)
        return map(work, sectors)

    first = estimate_sectors(SPEC, SECTORS, read_sector, kept_in=tmp_path, spread=counted)
    begun = next(first)
    del first
    again = by_sector(estimate_sectors(SPEC, SECTORS, read_sector, kept_in=tmp_path, spread=counted))
    assert asked == ["s1", "s2", "s3", "s2", "s3"]
    assert again["s1"] == begun
    assert sorted(again) == sorted(SECTORS)


def test_what_is_underway_when_the_caller_stops_is_kept(tmp_path: Path) -> None:
    def one_process(work: Callable[[str], Outcome], sectors: Sequence[str]) -> Iterator[Outcome]:
        return on_this_machine(work, sectors, processes=1)

    outcomes = estimate_sectors(
        SPEC, [f"s{number}" for number in range(40)], read_sector, kept_in=tmp_path, spread=one_process
    )
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert 1 <= len(list(tmp_path.glob("*.msgpack"))) < 40
    assert not list(tmp_path.glob("*.part"))


def test_another_specification_and_failures_are_estimated_anew(tmp_path: Path) -> None:
    other = GravitySpec(formula=read_formula("trade ~ x1"))
    for spec, sectors in ((SPEC, ("s1",)), (other, ("s1",)), (SPEC, ("negative s1",))):
        for outcome in estimate_sectors(spec, sectors, read_sector, kept_in=tmp_path, spread=in_turn):
            assert outcome.summary is None or len(outcome.summary.coefficients) == len(spec.formula.terms)
    (kept,) = tmp_path.glob("*.msgpack")
    kept.write_bytes(b"damaged")
    (outcome,) = estimate_sectors(SPEC, ("s1",), read_sector, kept_in=tmp_path, spread=in_turn)
    assert outcome.summary is not None


def test_a_sector_named_twice_is_refused() -> None:
    with pytest.raises(RepeatedSector, match="“s1” is named twice: name each once"):
        estimate_sectors(SPEC, ("s1", "s2", "s1"), read_sector)


def test_spark_tasks_estimate_the_same(tmp_path: Path) -> None:
    if which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    pytest.importorskip("pyspark")
    engine = open_spark(SMALL)
    sectors = [*SECTORS, "negative s4"]
    try:
        found = by_sector(estimate_sectors(SPEC, sectors, read_sector, kept_in=tmp_path, spread=engine.each))
        with pytest.raises(SparkFailed, match="could not answer"):
            list(engine.each(len, [3]))  # type: ignore[arg-type]
    finally:
        engine.close()
    plain = by_sector(estimate_sectors(SPEC, sectors, read_sector, spread=in_turn))
    for sector in sectors:
        assert found[sector].summary == plain[sector].summary
        assert found[sector].failure == plain[sector].failure
    assert len(list(tmp_path.glob("*.msgpack"))) == 3
