"""Two billion between Belarus and Kazakhstan by 2030, on carried figures and the OECD's tables."""

from datetime import date
from pathlib import Path

import pytest

from sverka.ledger import open_ledger
from sverka.models.equilibrium.pair.answer import Outcome
from sverka.models.equilibrium.pair.ask_target import ask_target
from sverka.models.equilibrium.pair.question import GoalAsked, Options, Uncertainty
from sverka.sources import card_of, read, shipped_snapshot
from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot

PAIR = ("BLR", "KAZ")
BOTH = (PAIR, PAIR[::-1])
TODAY = date(2026, 11, 23)


@pytest.mark.slow
def test_two_billion_by_2030(tmp_path: Path) -> None:
    try:
        tables = installed_snapshot()
    except PackageMissing:
        pytest.skip("sanction-simulator 0.1.4 is not installed (pip install --no-deps)")
    posted = {"oecd_icio": tables, "starter": shipped_snapshot("starter")}
    with open_ledger(tmp_path / "book", create=True) as ledger:
        for source, snapshot in posted.items():
            ledger.post(read(source, snapshot), card_of(source), snapshot)
        found, own = (
            ask_target(
                ledger,
                PAIR,
                GoalAsked(wanted=2e9, by=2030, routes=BOTH, against=who),
                Options(uncertainty=Uncertainty(draws=6)),
                today=TODAY,
                compare=False,
            )
            for who in (None, "KAZ")
        )
    belarus, kazakhstan, reconciled = found.declared
    assert (belarus.reporter, belarus.year, belarus.turnover) == ("BLR", 2020, 828198500)
    assert belarus.a_year == pytest.approx(9.22, abs=0.01)
    assert belarus.best_years == (2001, 2011)
    assert belarus.best == pytest.approx(36.2, abs=0.05)
    assert (kazakhstan.year, reconciled.year) == (2020, 2024)
    assert found.against == reconciled
    assert found.outcome is Outcome.REACHED
    assert found.scaled == pytest.approx(2e9 / 886.5543e6, rel=1e-6)
    (lever,) = found.levers
    assert lever.percent.value == pytest.approx(-15.64, abs=0.01)
    assert lever.partial == pytest.approx(-14.93, abs=0.01)
    assert (lever.percent.low or 0) < -15.64 < (lever.percent.high or 0) < 0
    assert own.scaled > found.scaled
    assert own.levers[0].percent.value < lever.percent.value
    assert {one.country for one in found.after.effects[:2]} == set(PAIR) if found.after else False
