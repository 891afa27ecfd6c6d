"""Read the mood of a number: reported, aimed at, expected."""

from sverka.claims.quantities import Quantity
from sverka.claims.scene import Cue, Scene, Sentence, within
from sverka.vocabulary.claim import Modality

_GOVERNORS = ("past", "will", "we_will", "infinitive")
_MOODS = {
    "goal": Modality.TARGET,
    "intend": Modality.TARGET,
    "expect": Modality.FORECAST,
    "potential": Modality.POTENTIAL,
}
_NEAR = 60
_BESIDE = 12  # "our goal is", "the target set was"


def modality(scene: Scene, sentence: Sentence, quantity: Quantity, since: int) -> Modality:
    """Say in which mood a quantity stands; `since` is where the quantity before it ends.

    The verb nearest before the number governs; an infinitive or a future takes its mood from the nearest
    word of intention or expectation before it.
    """
    before = [c for c in within(scene.modality, sentence.start, quantity.end) if c.start < quantity.start]
    governor = next((cue for cue in reversed(before) if cue.tag in _GOVERNORS), None)
    if governor is None:
        return _without_verb(scene, sentence, quantity, since)
    if governor.tag == "past":
        return _after_past(before, governor, quantity, since)
    mood = _nearest_mood([cue for cue in before if cue.start < governor.start])
    if governor.tag == "we_will":
        return Modality.FORECAST if mood is Modality.FORECAST else Modality.TARGET
    if governor.tag == "will":
        return mood or Modality.FORECAST
    if mood is None:
        mood = _nearest_mood(within(scene.modality, quantity.end, min(sentence.end, quantity.end + _NEAR)))
    return mood or Modality.TARGET


def _nearest_mood(cues: list[Cue]) -> Modality | None:
    return next((_MOODS[cue.tag] for cue in reversed(cues) if cue.tag in _MOODS), None)


def _after_past(before: list[Cue], past: Cue, quantity: Quantity, since: int) -> Modality:
    """Take a past verb to report, unless a goal stands right before or after it ("our goal is $5 bn")."""
    for cue in before:
        led = cue.start > past.start or past.start - cue.end < _BESIDE
        if cue.tag == "goal" and led and cue.start >= since and quantity.start - cue.end < _NEAR:
            return Modality.TARGET
        if cue.tag in ("intend", "expect") and cue.start > past.end and cue.start >= since:
            return _MOODS[cue.tag]
    return Modality.REPORTED


def _without_verb(scene: Scene, sentence: Sentence, quantity: Quantity, since: int) -> Modality:
    left = within(scene.modality, max(since, sentence.start), quantity.start)
    if mood := _nearest_mood(left):
        return mood
    right = within(scene.modality, quantity.end, min(sentence.end, quantity.end + _NEAR))
    if right and right[0].tag == "goal":
        return Modality.TARGET
    if len(right) > 1 and right[0].tag == "intend" and right[1].tag == "infinitive":
        return Modality.TARGET
    return Modality.REPORTED
