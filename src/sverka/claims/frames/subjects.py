"""Say between whom the trade of a claim runs, and in which direction."""

import re

from sverka.claims.countries import Mention, blocs
from sverka.claims.frames.draft import Told
from sverka.claims.frames.parties import Parties
from sverka.claims.frames.place import Place
from sverka.claims.scene import Cue, Scene, following, within
from sverka.claims.tables import joint
from sverka.vocabulary.country import Country, Pair, Subject, goods_flow, pair_of

_AFTER, _BEFORE = 70, 45


def subject(place: Place, cue: Cue | None, measure: str, told: Told) -> Subject | None:
    """Write the subject of a measure named by `cue`, or the one that the story is about."""
    memory = told.memory
    if cue is None and memory.measure == measure and measure != "trade" and memory.subject:
        return memory.subject
    if measure in _GOODS:
        return _goods(place, cue, measure, told)
    if measure == "reverse":
        return _turned(memory.subject)
    return _turnover(place, cue, told) or told.parties.subject or _pair_of_sentence(place, None)


def _turnover(place: Place, cue: Cue | None, told: Told) -> Subject | None:
    """Find the pair whose turnover the words around the noun, or the sentences before, speak of."""
    near = _near(place, cue) if cue else []
    codes = list(dict.fromkeys(m.code for m in near))
    if len(codes) > 1:
        return _pair_among(codes, told.parties)
    if codes:
        return _with_one(place.scene, near[0], told.parties)
    if told.parties.pair and (named := _pair_of_sentence(place, told.parties.pair)):
        return named
    memory = told.memory
    going_on = memory.subject and "-" in memory.subject and memory.line == place.sentence.line
    return memory.subject if going_on else None


_GOODS = frozenset({"export", "import", "supply", "investment"})


def _turned(subject_: Subject | None) -> Subject | None:
    if subject_ is None or ">" not in subject_:
        return None
    one, _, other = subject_.partition(">")
    return goods_flow(other, one)


def _pair_of_sentence(place: Place, usual: Pair | None) -> Subject | None:
    """Pair the two countries that the sentence names before the number, one of them of the usual two."""
    named = within(place.scene.countries, place.sentence.start, place.quantity.start)
    codes = list(dict.fromkeys(m.code for m in named))
    if len(codes) != 2 or (usual and not set(codes) & set(usual)):  # noqa: PLR2004 - a pair has two
        return None
    return pair_of(codes[0], codes[1]).subject


def _pair_among(codes: list[Country], who: Parties) -> Subject:
    if who.pair and set(who.pair) <= set(codes):
        return who.pair.subject
    return pair_of(codes[0], codes[1]).subject


def _with_one(scene: Scene, mention: Mention, who: Parties) -> Subject | None:
    code = mention.code
    if who.pair and code in who.pair:
        return who.pair.subject
    if code in blocs() and joint(scene.lang, "among").search(
        scene.low[max(0, mention.start - 30) : mention.start]
    ):
        return code
    home = who.home if who.home != code else None
    return pair_of(code, home).subject if home else None


def _near(place: Place, cue: Cue) -> list[Mention]:
    """Find the countries of a noun of trade: named since the last number, after it, or right before it."""
    scene, sentence = place.scene, place.sentence
    if cue.end <= place.since:
        fresh = within(scene.countries, place.since, place.quantity.start)
        if fresh:
            return fresh
    number = following(scene.quantities, cue.end)
    stop = number.start if number else sentence.end
    after = within(scene.countries, cue.end, min(sentence.end, cue.end + _AFTER, stop))
    after = [m for m in after if not _BREAK.search(scene.low[cue.end : m.start])]
    before = within(scene.countries, max(sentence.start, cue.start - _BEFORE), cue.start)
    before = [m for m in before if not _BREAK.search(scene.low[m.end : cue.start])]
    return after + before[::-1]


_BREAK = re.compile(r"[;:.]|, |\s[-–—]{1,2}\s")


def _goods(place: Place, cue: Cue | None, measure: str, told: Told) -> Subject | None:
    """Work out who ships to whom from "Kazakh exports to Belarus", "импорт из Китая", or the story so far."""
    sender, receiver = _ends(place, cue, measure)
    imports = measure == "import"
    owner, partner = (receiver, sender) if imports else (sender, receiver)
    owner, partner = _fill(owner, partner, told)
    if owner is None or partner is None or owner == partner:
        return None
    if measure in ("export", "import"):
        told.memory.owner = owner
    return goods_flow(partner, owner) if imports else goods_flow(owner, partner)


def _ends(place: Place, cue: Cue | None, measure: str) -> tuple[Country | None, Country | None]:
    """Find the sender and the receiver that the words name: "из", "в", an owner's adjective or genitive."""
    sender: Country | None = None
    receiver: Country | None = None
    lang = place.scene.lang
    verb = (
        cue is not None
        and joint(lang, "finite_verb").search(place.scene.low[cue.start : cue.end]) is not None
    )
    for mention in _near(place, cue) if cue else []:
        lead = place.scene.low[max(0, mention.start - 20) : mention.start]
        after = cue is not None and mention.start > cue.start
        invested = measure == "investment" and joint(lang, "located_in").search(lead)
        if invested or joint(lang, "towards").search(lead):
            receiver = receiver or mention.code
        elif after and joint(lang, "out_of").search(lead):
            sender = sender or mention.code
        elif _receives(mention, measure, after=after, verb=verb):
            receiver = receiver or mention.code
        else:
            sender = sender or mention.code
    return sender, receiver


def _receives(mention: Mention, measure: str, *, after: bool, verb: bool) -> bool:
    """Tell whether a country named without a preposition is where the goods go.

    A verb sends to the noun after it ("продал Афганистану"); an import is its owner's, but an adjective
    after the word is the goods' ("импорт узбекских машин").
    """
    if measure == "import":
        return not (after and (mention.form == "adjective" or verb))
    return verb and after and mention.form == "noun"


def _fill(
    owner: Country | None, partner: Country | None, told: Told
) -> tuple[Country | None, Country | None]:
    """Complete one named side by the pair; with none named, go on with the owner spoken of."""
    pair, home = told.parties.pair, told.parties.home
    if pair is None:
        return owner or (home if home != partner else None), partner
    if owner is None and partner is None:
        owner = told.memory.owner if told.memory.owner in pair else home
    if owner is None and partner is not None:
        owner = pair.other(partner) if partner in pair else home
    if partner is None and owner is not None:
        partner = pair.other(owner) if owner in pair else home
    return owner, partner
