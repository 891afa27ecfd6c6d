"""Files of decisions are read from beside a source's module, strictly."""

from pathlib import Path

import msgspec
import pytest

from sverka.sources.beside import read_beside


class Decided(msgspec.Struct, forbid_unknown_fields=True):
    areas: dict[str, str]


def test_a_file_is_found_beside_the_module(tmp_path: Path) -> None:
    (tmp_path / "lookups.yml").write_text("areas: {ARL: Arland}", "utf-8")
    (tmp_path / "fields.yml").write_text("areas: {BED: Bedia}", "utf-8")
    module = str(tmp_path / "read.py")
    assert read_beside(module, Decided).areas == {"ARL": "Arland"}
    assert read_beside(module, Decided, "fields.yml").areas == {"BED": "Bedia"}


@pytest.mark.parametrize("text", ["{}", "areas: {ARL: 1}", "areas: {}\narea: {}"])
def test_a_decision_too_few_too_many_or_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "lookups.yml").write_text(text, "utf-8")
    with pytest.raises(msgspec.ValidationError):
        read_beside(str(tmp_path / "read.py"), Decided)
