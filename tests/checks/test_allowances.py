from importlib.resources import files

import msgspec
import pytest

from sverka.checks.allowances import Allowances, allowances


def test_every_allowance_has_its_day_and_a_reason_in_words() -> None:
    table = allowances()
    for name in Allowances.__struct_fields__:
        entry = getattr(table, name)
        assert entry.since.year >= 2026, name
        assert len(entry.reason.split()) > 8, name


def test_the_numbers_of_the_design_stand_in_the_table() -> None:
    table = allowances()
    assert (table.about.value, table.almost.value, table.more_than.value) == (0.05, 0.9, 1.1)


def test_a_field_that_nobody_reads_is_refused() -> None:
    written = files("sverka.checks").joinpath("allowances.yml").read_bytes()
    with pytest.raises(msgspec.ValidationError, match="tolerance"):
        msgspec.yaml.decode(written + b"\ntolerance: 0.2\n", type=Allowances)
