"""Trade flows as one side declares them."""

from enum import StrEnum

import msgspec

from sverka.vocabulary.country import Country, Subject, goods_flow
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.period import Period
from sverka.vocabulary.product import TOTAL, Product


class Valuation(StrEnum):
    """Where a flow is valued: at the exporter's border, the importer's, or by an estimate from both.

    Basic prices are the producer's: without taxes on products, trade margins and transport.
    """

    FOB = "FOB"
    CIF = "CIF"
    RECONCILED = "reconciled"
    BASIC = "basic"


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Goods that moved from `exporter` to `importer` in `period`, in one reporter's book.

    `reporter` is the country that declares the flow, None for a figure that a third party reconciled
    from both declarations. `value` is in whole units of `currency`; `value_usd` in whole US dollars by
    `rate` (units of currency a dollar, 1 where it was published in dollars). `quantity` is in
    `quantity_unit`, None where it is not published. `flag` is the publisher's mark on the figure.
    """

    exporter: Country
    importer: Country
    reporter: Country | None
    product: Product = TOTAL
    period: Period
    valuation: Valuation
    value: int
    currency: str = "USD"
    value_usd: int
    rate: float = 1.0
    quantity: int | None = None
    quantity_unit: str | None = None
    flag: str = "reported"
    origin: Origin

    @property
    def direction(self) -> str:
        """Say what the flow is in its reporter's book: export, import, or flow where nobody declares it."""
        if self.reporter is None:
            return "flow"
        return "export" if self.reporter == self.exporter else "import"

    @property
    def subject(self) -> Subject:
        """Write the flow's direction of goods: "BLR>KAZ"."""
        return goods_flow(self.exporter, self.importer)
