"""All 21 years of the Advanced Guide's data: 69 countries, manufacturing, 1986-2006, with what it printed."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sverka.models.gravity.tensor import Panel, lay_out
from sverka.sources.r_frame import read_frame

SHARED = Path(__file__).parents[3].parent / "shared"
FRAME = SHARED / "data" / "agtpa_tradepolicy" / "agtpa_applications.rda"
PRINTED = SHARED / "notes" / "gravity-reference" / "agtpa_ch1_coefficients.csv"
YEARS = tuple(range(1986, 2007, 4))
COLUMNS = ("dist", "cntg", "lang", "clny", "rta", "rta_lag4", "rta_lag8", "rta_lag12", "rta_lead4")


@cache
def every_year() -> Panel:
    """Return the panel with the frame's regressors."""
    if not FRAME.exists():
        pytest.skip("the Advanced Guide's data are not here")
    frame: dict[str, Any] = dict(read_frame(FRAME.read_bytes(), FRAME.name, "agtpa_applications"))
    regressors = {name: frame[name] for name in COLUMNS}
    return lay_out(frame["exporter"], frame["importer"], frame["year"], frame["trade"], regressors)
