"""Read claims from a text: clean, find, resolve, annotate."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sverka.claims.page.html import Page
    from sverka.vocabulary.statement import Reading


def read_claims(
    text: str,
    said_on: date | None = None,
    *,
    lang: str | None = None,
    pair: str | None = None,
    page: "Page | None" = None,
) -> "Reading":
    """Read a text into its statement, lines, claims and the goods it names.

    `said_on`, `lang` and `pair` overrule what the text itself says; `page` carries the title, date and
    layout of an HTML page whose text this is. A text in a language that the reader does not read comes
    back with its lines and a Finding in place of claims. Raises PairError for a pair that is none.
    """
    from sverka.claims.read import read  # noqa: PLC0415 - the tables are for who reads a text, not for --help

    return read(text, said_on, lang=lang, pair=pair, page=page)
