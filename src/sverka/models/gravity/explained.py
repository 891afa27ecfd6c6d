"""What the effects explain of fields over the tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers


class Explained(NamedTuple):
    """Parts of R fields: `exporter_year` (R, N, T), `importer_year` (R, T, M), `pair` (R, N, M).

    A field less its three parts is residualised. Only the sum of the parts is determined.
    """

    exporter_year: Numbers
    importer_year: Numbers
    pair: Numbers

    def rest(self, fields: Numbers) -> Numbers:
        """Return `fields` (R, N, T, M) less what is explained of them."""
        left: Numbers = fields - self.exporter_year[..., None]
        left -= self.importer_year[:, None]
        left -= self.pair[:, :, None, :]
        return left
