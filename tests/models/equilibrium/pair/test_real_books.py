"""Belarus and Kazakhstan on the publishers' files: what it takes is far from what it is called."""

from pathlib import Path

import pytest

from sverka.ledger import open_ledger
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.ask_what_if import ask_what_if
from sverka.models.equilibrium.pair.question import ChangeAsked, Options, Uncertainty
from sverka.sources import card_of, read
from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot
from sverka.sources.snapshot import file_snapshot

DATA = Path(__file__).parents[4].parent / "shared" / "data"
PAIR = ("BLR", "KAZ")
BOTH = (PAIR, PAIR[::-1])


@pytest.mark.slow
def test_machinery_on_the_world_of_2022(tmp_path: Path) -> None:
    try:
        snapshot = installed_snapshot()
    except PackageMissing:
        pytest.skip("sanction-simulator 0.1.4 is not installed (pip install --no-deps)")
    change = ChangeAsked(routes=BOTH, named=("machinery",), percent=-10)
    options = Options(uncertainty=Uncertainty(draws=3))
    with open_ledger(tmp_path / "book", create=True) as ledger:
        ledger.post(read("oecd_icio", snapshot), card_of("oecd_icio"), snapshot)
        found = ask_what_if(ledger, PAIR, change, options)
    assert (found.setting.countries, found.setting.sectors) == (80, 50)
    assert [flow.before for flow in found.flows] == pytest.approx([625.6e6, 176.1e6], rel=1e-3)
    assert found.turnover.growth.value == pytest.approx(1.104, abs=2e-3)
    machinery = next(one for one in found.sectors if one.exporter == "BLR")
    assert machinery.sector == "C28"
    assert machinery.after / machinery.before == pytest.approx(0.9**-5.03, rel=0.03)
    assert {one.country for one in found.effects[:2]} == set(PAIR)
    assert found.effects[-1].real_income.value < 0
    assert found.setting.origins[0].cites == "OECD ICIO 2025 edition, as packed by sanction-simulator 0.1.4"


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the publishers' files are not here")
def test_one_sector_on_the_totals_of_2015(tmp_path: Path) -> None:
    files = {
        "un_comtrade": "comtrade_totals_2015/comtrade_total_2015_legacy_columns.csv",
        "covariates": "gdp_population_datahub/gdp.csv",
    }
    with open_ledger(tmp_path / "book", create=True) as ledger:
        for source, name in files.items():
            snapshot = file_snapshot(DATA / name)
            ledger.post(read(source, snapshot), card_of(source), snapshot)
        change = ChangeAsked(routes=BOTH, percent=-10)
        found = ask_what_if(ledger, PAIR, change, Options(uncertainty=Uncertainty(draws=20)))
    assert (found.setting.model, found.setting.year) == (Model.ONE, 2015)
    assert found.setting.countries > 150
    assert found.flows[0].before == pytest.approx(480e6, rel=0.2), "as Kazakhstan declares, or near"
    assert 1.5 < found.turnover.after.value / found.turnover.before < 1.7
    assert (found.turnover.after.low or 0) < found.turnover.after.value < found.partial
    left_out = next(one for one in found.setting.findings if one.message.startswith("Countries left out"))
    assert "SGP" in left_out.about
    assert "HKG" in left_out.about
