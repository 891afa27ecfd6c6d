"""Units of money and of quantity as tables name them."""

import re
from typing import NamedTuple

from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.mapping import Quantity, Scale

_SHORT = 3


class Money(NamedTuple):
    """Currency and scale that a text states, None where it does not."""

    currency: str | None = None
    scale: Scale | None = None


def find_money(text: str) -> Money:
    """Find currency and scale: "тыс. долл. США" is USD and thousand; a currency alone has no known scale.

    A word for a scale that is not known would make every figure wrong by a thousand: that is no "one".
    """
    words = plain(text)
    lookups = read_lookups()
    currency = next((code for form, code in lookups.currencies.items() if contains(words, form)), None)
    scale = next((scale for form, scale in lookups.scales.items() if contains(words, form)), None)
    return Money(currency, scale) if currency else Money()


def find_quantity(text: str) -> Quantity | None:
    """Find a unit of quantity: "тонн" is stored as kilograms, a thousand each."""
    words = plain(text)
    return next((unit for form, unit in read_lookups().quantities.items() if contains(words, form)), None)


def contains(words: str, form: str) -> bool:
    """Tell whether a text contains a form: short ones as a whole word, "*" stands for the rest of a word."""
    if "*" in form:
        pattern = re.escape(form).replace(r"\*", r"\w*\W{0,2}").replace(r"\ ", r"\s*")
        return re.search(rf"(?<!\w){pattern}", words) is not None
    if len(form) <= _SHORT and form.isalpha():
        return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", words) is not None
    return form in words
