"""Countries and blocs by code, and the pairs that they make.

A country is its ISO 3166-1 alpha-3 code ("BLR"); a bloc has a code of its own ("EAEU"). A *subject*
is what a trade figure is about: "BLR-KAZ", both directions, written in alphabetical order, or
"BLR>KAZ", the goods that move from Belarus to Kazakhstan.
"""

from typing import NamedTuple, TypeAlias

Country: TypeAlias = str
Subject: TypeAlias = str


class Pair(NamedTuple):
    """Two countries, in alphabetical order of their codes."""

    first: Country
    second: Country

    @property
    def subject(self) -> Subject:
        """Write the pair as the subject of a turnover: "BLR-KAZ"."""
        return f"{self.first}-{self.second}"

    def other(self, country: Country) -> Country:
        """Return the partner of `country` in this pair."""
        return self.second if country == self.first else self.first


class PairError(ValueError):
    """A pair was not written as two country codes."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a pair of countries: write two different ISO alpha-3 codes "
            "with a hyphen between them, as in BLR-KAZ."
        )


def pair_of(one: Country, other: Country) -> Pair:
    """Make the pair of two countries, in whichever order they come."""
    first, second = sorted((one, other))
    return Pair(first, second)


def parse_pair(text: str) -> Pair:
    """Read "BLR-KAZ" (or "kaz-blr"); raise PairError for anything else."""
    parts = text.strip().upper().split("-")
    if len(parts) != 2 or parts[0] == parts[1] or not all(len(p) == 3 and p.isalpha() for p in parts):  # noqa: PLR2004
        raise PairError(text)
    return pair_of(parts[0], parts[1])


def goods_flow(exporter: Country, importer: Country) -> Subject:
    """Write the subject of a goods flow: "BLR>KAZ"."""
    return f"{exporter}>{importer}"


def subject_pair(subject: Subject | None) -> Pair | None:
    """Return the pair that a subject is about, or None where it is not one of two countries."""
    if subject is None:
        return None
    for sign in "->":
        one, found, other = subject.partition(sign)
        if found and one != other and "?" not in subject:
            return pair_of(one, other)
    return None
