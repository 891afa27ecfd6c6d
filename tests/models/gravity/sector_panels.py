"""Panels of made-up sectors, read where they are estimated."""

import os
from signal import SIGKILL

from tests.models.gravity.made_up import as_panel, made_up_rows

from sverka.models.gravity.tensor import Panel


def read_sector(name: str) -> Panel:
    """Return the panel of sector “s7”, say, with some negative trade where the name says so, or die."""
    if name.startswith("killed"):
        os.kill(os.getpid(), SIGKILL)
    rows = made_up_rows(int(name.rpartition("s")[2] or 0), countries=6, years=4)
    if name.startswith("negative"):
        rows["trade"][3] = -1.0
    return as_panel(rows)
