"""A quantity in its place: the words around it up to the quantities beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.mood import modality
from sverka.claims.quantities import Quantity
from sverka.claims.scene import Scene, Sentence, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Hedge, Kind, Unit
from sverka.vocabulary.statement import LineLabel


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity in its sentence; `since` is where the one before it ends, `until` where the next begins."""

    scene: Scene
    sentence: Sentence
    quantity: Quantity
    since: int
    until: int

    @property
    def left(self) -> str:
        """The words between the quantity before and this one's hedge, periods blanked."""
        return self.scene.masked[self.since : self.quantity.hedged]

    @property
    def right(self) -> str:
        """The words between this quantity and the next, periods blanked."""
        return self.scene.masked[self.quantity.end : self.until]

    def joined(self, name: str) -> bool:
        """Tell whether these small words of the language stand before the quantity (see JointWords)."""
        return joint(self.scene.lang, name).search(self.left) is not None

    def compared_to_base(self) -> bool:
        """Tell whether the base follows, as after a ratio: "92 % к соответствующему периоду"."""
        return joint(self.scene.lang, "growth_ratio").match(self.scene.low, self.quantity.end) is not None

    def followed(self, name: str) -> bool:
        """Tell whether these small words of the language stand right after the quantity."""
        return joint(self.scene.lang, name).match(self.right) is not None


def places(scene: Scene, sentence: Sentence) -> Iterator[Place]:
    """Yield the quantities of a sentence that have a unit, each in its place."""
    quantities = [q for q in within(scene.quantities, sentence.start, sentence.end) if q.unit is not None]
    since = sentence.start
    for index, quantity in enumerate(quantities):
        until = quantities[index + 1].hedged if index + 1 < len(quantities) else sentence.end
        yield Place(scene, sentence, quantity, since, max(until, quantity.end))
        since = quantity.end


def place_of_words(scene: Scene, sentence: Sentence, found: re.Match[str]) -> Place:
    """Return the place of words that make a claim without a quantity, such as a rank or a verb of growth."""
    start, end = found.span()
    words = Quantity(start, end, 0, None, None, None, None, Hedge.EXACT, start)
    return Place(scene, sentence, words, sentence.start, sentence.end)


def draft_of(place: Place, kind: Kind, told: Told) -> Draft:
    """Begin a claim with what the quantity itself says."""
    quantity = place.quantity
    draft = Draft(
        kind=kind,
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        value_hi=quantity.high,
        half_step=quantity.half_step,
        unit=quantity.unit,
        currency=quantity.currency,
        hedge=quantity.hedge,
        modality=modality(place.scene, place.sentence, quantity, place.since),
        title=place.sentence.label is LineLabel.TITLE,
    )
    _settle_currency(draft, told)
    return draft


def _settle_currency(draft: Draft, told: Told) -> None:
    """Settle a currency word that several countries share by the pair at hand, or leave it open."""
    if draft.unit is not Unit.MONEY:
        return
    pair = told.parties.pair
    if draft.currency is None:
        draft.reasons["currency"] = "the text names no currency beside this number"
    elif draft.currency.startswith("?"):
        draft.currency = draft.currency[1:] if pair and _HOME[draft.currency] in pair else None
        if draft.currency is None:
            draft.reasons["currency"] = (
                "more than one country calls its money so; the text does not say whose"
            )


_HOME = {"?RUB": "RUS", "?AZN": "AZE"}  # the country whose currency a bare word means in a text about it


_SIGN = re.compile(r"(?<![\w\s])[+−–-]$|(?<=\s)[+−]$")


@cache
def _growth_next(lang: str) -> re.Pattern[str]:
    growth = "|".join(f"(?P<{tag}>{pattern})" for tag, pattern in tables_for(lang).cues.growth)
    return re.compile(rf"[\s)–—-]*{tables_for(lang).joints.growth_before_verb}(?:{growth})(?!\w)")


def direction_of(place: Place, told: Told) -> tuple[str | None, bool]:
    """Return up or down for a number of growth, and whether the word for it is beside the number."""
    quantity = place.quantity
    sign = _SIGN.search(place.left)
    if quantity.direction or sign:
        return quantity.direction or ("up" if sign and sign.group() == "+" else "down"), True
    follows = _growth_next(place.scene.lang).match(place.scene.masked, quantity.end, place.until)
    if follows:
        return follows.lastgroup, True
    before = within(place.scene.growth, place.since, quantity.hedged)
    if before:
        return before[-1].tag, False
    if told.memory.growth and place.joined("growth_carry"):
        return told.memory.growth, False
    earlier = within(place.scene.growth, place.sentence.start, quantity.hedged)
    if earlier and (place.joined("growth_by") or quantity.unit is Unit.TIMES):
        return earlier[-1].tag, False
    return None, False
