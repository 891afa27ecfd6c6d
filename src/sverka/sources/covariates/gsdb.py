"""Read the Global Sanctions Data Base, release 3: cases by name, expanded to pairs of countries."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sverka.sources import countries
from sverka.sources.covariates.groups import Years, members_in
from sverka.sources.covariates.lookups import Lookups
from sverka.sources.covariates.published import Published
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact

_HEAD = "case_id,sanctioned_state,sanctioning_state,begin,end,"
_MEASURES = ("arms", "military", "financial", "travel", "other")
_ON_TRADE = "trade ("  # first of a fact's text where trade itself is restricted
_TRADE = {
    "exp_part": "exports in part",
    "exp_compl": "all exports",
    "imp_part": "imports in part",
    "imp_compl": "all imports",
}


class _Named(NamedTuple):
    """Who stands behind a name, from when to when, and the group that brought them in."""

    country: Country
    years: Years
    group: str


def is_cases(file: Published) -> bool:
    """Tell whether a file is GSDB's table of cases."""
    return file.head.startswith(_HEAD)


def read_cases(file: Published, lookups: Lookups) -> Iterator[Fact]:
    """Read each case into a fact "sanction" for each pair of a sanctioned and a sanctioning country.

    A member of a group is in the case for the years of its membership; who is named and a member has
    all years of either. A case without end runs, as published, to the last year of the release.
    """
    left = Counter[str]()
    for row in file.sheet():
        case, years = row.take("case_id"), Years(int(row.take("begin")), int(row.take("end")))
        sanctioned = _resolve(row.take("sanctioned_state"), years, lookups, left)
        sanctioning = _resolve(row.take("sanctioning_state"), years, lookups, left)
        trade, details = row.take("trade"), row.take("descr_trade")
        measures = [
            *([f"{_ON_TRADE}{_trade(details)})"] if trade == "1" else []),
            *(name for name in _MEASURES if row.take(name) == "1"),
        ]
        aims, outcome = row.take("objective"), row.take("success")
        row.done(ignore=("target_mult", "sender_mult"))
        text = f"{', '.join(measures) or 'no measure named'}; objective: {_spaced(aims)}; {_spaced(outcome)}"
        for one in sanctioned:
            for other in sanctioning:
                shared = one.years.within(other.years)
                if shared and one.country != other.country:
                    yield Fact(
                        name="sanction",
                        country=one.country,
                        partner=other.country,
                        detail=case,
                        period=shared.period,
                        text=text + _as_members(one, other),
                        origin=file.origin(row.place),
                    )
    unresolved = {
        f"{name} ({lookups.gsdb_unresolved.get(name, 'unknown')})": count for name, count in left.items()
    }
    file.leave_out(
        "mentions of names that no countries stand behind",
        unresolved,
        "Add a country or a dated list of members to covariates/lookups.yml.",
    )


def restricts(text: str) -> tuple[bool, bool]:
    """Tell from a fact's text whether the sanctioning side's exports are restricted, and whether its imports.

    A case under “trade” without further words restricts both.
    """
    measures, opened, rest = text.partition("; objective")[0].partition(_ON_TRADE)
    if not opened or measures:
        return False, False
    named = rest.partition(")")[0]
    sides = "exports" in named, "imports" in named
    return sides if any(sides) else (True, True)


def _trade(details: str) -> str:
    return ", ".join(_TRADE.get(part.strip(), part.strip()) for part in details.split(","))


def _spaced(written: str) -> str:
    return ", ".join(part.strip() for part in written.split(","))


def _as_members(one: _Named, other: _Named) -> str:
    said = [f"{side.country} as member of {side.group}" for side in (one, other) if side.group]
    return f"; {', '.join(said)}" if said else ""


def _resolve(written: str, years: Years, lookups: Lookups, left: Counter[str]) -> list[_Named]:
    """Return the countries behind a list of names, each once."""
    found: dict[Country, _Named] = {}
    for name in _names(written, lookups):
        meant = _meaning(name, years, lookups)
        if not meant:
            left[name] += 1
        for one in meant:
            before = found.get(one.country, one)
            group = one.group if before.group else ""
            found[one.country] = _Named(one.country, one.years.with_years(before.years), group)
    return [*found.values()]


def _names(written: str, lookups: Lookups) -> list[str]:
    for number, name in enumerate(lookups.gsdb_with_commas):
        written = written.replace(name, f"#{number}")
    names = (part.strip() for part in written.split(","))
    return [lookups.gsdb_with_commas[int(name[1:])] if name.startswith("#") else name for name in names]


def _meaning(name: str, years: Years, lookups: Lookups) -> list[_Named]:
    if name in lookups.gsdb_groups:
        group = lookups.gsdb_groups[name]
        members = members_in(lookups.groups[group], years)
        return [_Named(country, belonged, group) for country, belonged in members.items()]
    if name in lookups.gsdb_unresolved:
        return []
    fix = lookups.gsdb_names.get(name)
    country = fix.country if fix else countries.by_name(name)
    return [_Named(country, years, "")] if country else []
