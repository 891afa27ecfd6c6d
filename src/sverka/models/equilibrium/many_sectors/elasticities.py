"""Trade elasticities of industries, from those of coarser sectors by a dated concordance."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Concordance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sectors, in the order of the authors' file, and those that each industry takes its figure from."""

    decided_on: date
    decided_by: str
    order: tuple[str, ...]
    sectors_of: dict[str, tuple[str, ...]]


class MissingElasticity(LookupError):
    """A sector that is needed has no elasticity."""

    def __init__(self, what: str, known: "Sequence[str]") -> None:
        super().__init__(
            f"{what} has no trade elasticity among {', '.join(known) or 'none'}. "
            "Add it to the file of elasticities: a number above zero."
        )


def read_concordance() -> Concordance:
    """Decode the concordance that stands beside this module."""
    data = Path(__file__).with_name("concordance.yml").read_bytes()
    return msgspec.yaml.decode(data, type=Concordance)


def in_order(values: "Sequence[float]", concordance: Concordance) -> dict[str, float]:
    """Name figures that stand in the order of the authors' file; raise MissingElasticity."""
    if len(values) != len(concordance.order):
        raise MissingElasticity(f"a file of {len(values)} and not {len(concordance.order)} figures", [])
    return dict(zip(concordance.order, values, strict=True))
