"""Concordances: what the codes of one revision of a nomenclature are in another.

A line between two codes says that goods of the one are found, all or in part, under the other. Where a
code has several lines nothing says how much goes where: a concordance shows them and assigns none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from functools import reduce
from itertools import chain as joined
from types import MappingProxyType

import msgspec

from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.nomenclature import REVISIONS, revision_named

Held = Callable[[str, str], Iterable[Correspondence]]
"""Returns the lines that were posted from one revision to another, none where there is no such table."""

Lines = Mapping[str, tuple[str, ...]]


class Kind(StrEnum):
    """How a code is found in the other revision.

    SAME: one code, which holds nothing else. MERGE: wholly in one code, which holds goods of other
    codes too. SPLIT: in several codes that hold nothing else. TANGLED: in several codes, of which at
    least one holds goods of other codes too. GONE: no line leads from it.
    """

    SAME = "same"
    MERGE = "merge"
    SPLIT = "split"
    TANGLED = "tangled"
    GONE = "gone"


class Group(msgspec.Struct, frozen=True):
    """Codes of both revisions that lines connect; trade summed over the one side is that of the other."""

    codes: tuple[str, ...]
    others: tuple[str, ...]


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What a code is in the other revision.

    `others` are its counterparts there, `sharers` the other codes of its own revision that share one
    of them. `group` is the smallest set of codes on both sides that can be compared without dividing
    a code. `notes` gives the reason for lines that a person's decision added, by counterpart.
    """

    code: str
    kind: Kind
    others: tuple[str, ...]
    sharers: tuple[str, ...]
    group: Group
    notes: Mapping[str, str]

    @property
    def whole(self) -> str | None:
        """Return the one code that all goods of this one are in: of SAME and MERGE alone, else None."""
        return self.others[0] if self.kind in {Kind.SAME, Kind.MERGE} else None


class Concordance:
    """The lines from `revision` to `other`; `steps` names the revisions that a chain goes through.

    A chain says too much rather than too little: it ties two codes together as soon as some goods may
    have gone through, though no single article did.
    """

    def __init__(
        self,
        steps: Sequence[str],
        lines: Iterable[tuple[str, str]],
        notes: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        given = sorted(set(lines))
        self.steps = tuple(steps)
        self._onward = _gathered(given)
        self._back = _gathered((other, code) for code, other in given)
        self._notes = dict(notes)
        self._groups: dict[str, Group] | None = None

    @property
    def revision(self) -> str:
        """Name the revision that codes are looked up in."""
        return self.steps[0]

    @property
    def other(self) -> str:
        """Name the revision that they are looked for in."""
        return self.steps[-1]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return every line, code and counterpart, in order of code."""
        return tuple((code, other) for code, others in self._onward.items() for other in others)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that have a line, in order."""
        return tuple(self._onward)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the connected groups; no code is in two of them."""
        return tuple(dict.fromkeys(self._grouped().values()))

    def convert(self, code: str) -> Relation:
        """Say what a code is in the other revision; a code without a line is GONE.

        `Relation.whole` is one code only where all goods of this one are in it.
        """
        others = self._onward.get(code, ())
        sharers = tuple(sorted({sharer for other in others for sharer in self._back[other]} - {code}))
        return Relation(
            code=code,
            kind=_kind(others, [len(self._back[other]) for other in others]),
            others=others,
            sharers=sharers,
            group=self._grouped().get(code, Group((code,), ())),
            notes={other: self._notes[code, other] for other in others if (code, other) in self._notes},
        )

    def reversed(self) -> "Concordance":
        """Turn every line round."""
        notes = {(other, code): note for (code, other), note in self._notes.items()}
        return Concordance(self.steps[::-1], ((other, code) for code, other in self.lines), notes)

    def then(self, following: "Concordance") -> "Concordance":
        """Follow every line onward through the next revision; raise ChainBroken where it is another one.

        A line of the chain keeps a reason where every way to it leads over a decided line.
        """
        if following.revision != self.other:
            raise ChainBroken(self.other, following.revision)
        reasons: dict[tuple[str, str], set[str]] = {}
        for code, other in self.lines:
            for beyond in following._onward.get(other, ()):  # noqa: SLF001  another of the same class
                note = self._notes.get((code, other)) or following._notes.get((other, beyond), "")  # noqa: SLF001
                reasons.setdefault((code, beyond), set()).add(note)
        notes = {line: " ".join(sorted(why)) for line, why in reasons.items() if "" not in why}
        return Concordance(self.steps + following.steps[1:], reasons, notes)

    def _grouped(self) -> dict[str, Group]:
        if self._groups is None:
            self._groups = {
                code: group for group in _connected(self._onward, self._back) for code in group.codes
            }
        return self._groups


def concordance_of(revision: str, other: str, correspondences: Iterable[Correspondence]) -> Concordance:
    """Make the concordance of two revisions from lines written in either direction, ignoring all others."""
    lines: dict[tuple[str, str], str | None] = {}
    for line in correspondences:
        ends = {line.one.revision: line.one.code, line.other.revision: line.other.code}
        if ends.keys() == {revision, other}:
            key = (ends[revision], ends[other])
            lines[key] = lines.get(key) or line.note
    return Concordance((revision, other), lines, {key: note for key, note in lines.items() if note})


def chain(concordances: Sequence[Concordance]) -> Concordance:
    """Follow concordances one after the other: HS2022 to HS2017, HS2017 to HS2012; raise ChainBroken."""
    return reduce(Concordance.then, concordances)


def find_concordance(revision: str, other: str, held: Held) -> Concordance | None:
    """Make the concordance of two revisions from the tables there are, through as few of them as will do.

    A table is read in either direction. Between two revisions of the HS only other revisions of the HS
    are gone through. Returns None where the tables do not meet. Raises UnknownRevision.
    """
    one, target = revision_named(revision).name, revision_named(other).name
    families = {revision_named(one).family, revision_named(target).family}
    order = [found.name for found in REVISIONS if found.family in families]
    found = {one: Concordance((one,), ())}
    waiting = [one]
    while waiting and target not in found:
        here = waiting.pop(0)
        nearby = sorted(
            set(order) - found.keys(), key=lambda name: abs(order.index(name) - order.index(here))
        )
        for there in _target_first(nearby, target):
            step = concordance_of(here, there, joined(held(here, there), held(there, here)))
            if step.codes:
                found[there] = step if here == one else found[here].then(step)
                waiting.append(there)
            if there == target and target in found:
                break
    return found.get(target) if one != target else None


def _target_first(names: Sequence[str], target: str) -> Iterator[str]:
    yield from (name for name in names if name == target)
    yield from (name for name in names if name != target)


class ChainBroken(ValueError):
    """Two concordances do not meet in one revision."""

    def __init__(self, ends: str, begins: str) -> None:
        super().__init__(
            f"A concordance that ends in {ends} cannot be followed by one that begins in {begins}. "
            "Put one between them, or turn one round with reversed()."
        )


def nearest_codes(code: str, codes: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """Return those of `codes` written most like `code`, those with the longest shared beginning first."""
    near = get_close_matches(code, list(codes), n=4 * most, cutoff=0.5)
    return tuple(sorted(near, key=lambda one: (-alike(code, one), one))[:most])


def alike(one: str, other: str) -> int:
    """Count the digits that two codes have in common from the front."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(one), len(other)))


def _gathered(lines: Iterable[tuple[str, str]]) -> Lines:
    found: dict[str, list[str]] = {}
    for code, other in sorted(lines):
        found.setdefault(code, []).append(other)
    return {code: tuple(others) for code, others in found.items()}


def _kind(others: Sequence[str], holders: Sequence[int]) -> Kind:
    """Tell the kind by how many codes share each counterpart."""
    alone = all(count == 1 for count in holders)
    if len(others) > 1:
        return Kind.SPLIT if alone else Kind.TANGLED
    if others:
        return Kind.SAME if alone else Kind.MERGE
    return Kind.GONE


def _connected(onward: Lines, back: Lines) -> Iterable[Group]:
    seen: set[str] = set()
    for start in onward:
        if start in seen:
            continue
        codes: set[str] = set()
        others: set[str] = set()
        waiting = [start]
        while waiting:
            code = waiting.pop()
            codes.add(code)
            fresh = set(onward[code]) - others
            others |= fresh
            met = {sharer for other in fresh for sharer in back[other]} - codes
            codes |= met
            waiting.extend(met)
        seen |= codes
        yield Group(tuple(sorted(codes)), tuple(sorted(others)))
