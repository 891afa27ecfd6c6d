"""The shape of a language's tables."""

from dataclasses import dataclass

Worded = tuple[tuple[str, float], ...]
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class NumberWords:
    """Numerals: cardinals and scales with their values, and the words for parts and multiples."""

    digits: str
    cardinals: Worded
    scales: Worded
    bare_scale: str
    half_more: str
    ordinal_tail: str
    compound_tail: str
    fractions: Worded
    multiples: Worded
    multiple_verbs: Worded
    multiple_down: Worded


@dataclass(frozen=True, kw_only=True)
class UnitWords:
    """What follows or precedes a number and says what it counts."""

    currency_before: Named
    currency_after: Named
    percent: str
    points: str
    times: str
    tonnes: str
    not_money: str
    odd: str
    range_open: str
    range_link: str


@dataclass(frozen=True, kw_only=True)
class HedgeWords:
    """Words beside a number that loosen it; `filler` may stand between the word and the number."""

    before: Named
    after: Named
    filler: str


@dataclass(frozen=True, kw_only=True)
class PeriodWords:
    """The grammar of periods; fragments use the group names that periods.py reads."""

    months: tuple[str, ...]
    patterns: Named
    ordinals: Worded
    last_year: str
    year_before_last: str
    this_year: str
    next_year: str
    base_before: str
    base_after_growth: str


@dataclass(frozen=True, kw_only=True)
class CueWords:
    """Words that gate the frames, each a list of (tag, fragment) tried in order."""

    measures: Named
    growth: Named
    finite_growth: str
    modality: Named
    present: str
    shares: str
    share_of: str
    share_measures: Named
    count_nouns: Named
    count_link: str
    number_of: str
    capital_of: str
    breakdown: str
    of_them: str
    part_nouns: Named
    ranks: Named
    events: Named
    event_planned: str
    planned_verb: str
    belittled: str
    anaphora: str
    clause_break: str


@dataclass(frozen=True, kw_only=True)
class JointWords:
    """Small words between a number and what it is a number of: each a whole pattern, anchored as it is used.

    Those that end in `$` are searched for before a place, the rest are matched from it.
    """

    growth_by: str
    growth_to: str
    growth_amount: str
    growth_rate: str
    growth_ratio: str
    growth_carry: str
    growth_before_verb: str
    same_growth_in_money: str
    pronoun: str
    measure_after: str
    measure_made_up: str
    part_of_measure: str
    completes_measure: str
    own_clause: str
    other_clause: str
    reaching: str
    worth_of_counted: str
    share_compared: str
    share_outside: str
    share_versus: str
    share_next: str
    share_end: str
    deadline: str
    for_year: str
    meanwhile: str
    period_after: str
    period_lead: str
    new_clause: str
    since_year: str
    clause_head: str
    rise_from: str
    rise_to: str
    spending: str
    towards: str
    out_of: str
    together_with: str
    among: str
    finite_verb: str
    located_in: str
    market: str
    employed: str
    bound: str
    part_copula: str
    postponed: str
    place_after: str
    place_before: str
    partner: str
    trade_word: str
    number_label: str
    price: str
    plain_range: str


@dataclass(frozen=True, kw_only=True)
class Tables:
    """All tables of one language."""

    lang: str
    numbers: NumberWords
    units: UnitWords
    hedges: HedgeWords
    periods: PeriodWords
    cues: CueWords
    joints: JointWords
