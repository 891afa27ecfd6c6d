"""Decode a mapping file, and tell what still has to be filled in."""

from collections.abc import Hashable, Iterator

import msgspec
import yaml

from sverka.sources.own_tables.mapping import UNKNOWN, Holds, Mapping
from sverka.sources.own_tables.periods import read_when
from sverka.vocabulary.flow import Valuation

_COUNTRIES = frozenset({Holds.REPORTER, Holds.PARTNER, Holds.EXPORTER, Holds.IMPORTER})


class MappingError(ValueError):
    """A mapping cannot be read; the subclasses say why."""


class UnreadableMapping(MappingError):
    """A mapping is no YAML, or has a field that mappings do not have."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The mapping {name} cannot be read: {why}. "
            "Correct the field; docs/own-tables.md explains every field of a mapping, and text such as "
            "“0101” or “2019” that looks like a number may need quotes."
        )


class UnfilledMapping(MappingError):
    """A mapping still holds question marks where a person has to decide."""

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"The mapping {name} is not filled in: {', '.join(fields)} {'is' if len(fields) == 1 else 'are'} "
            f"still “{UNKNOWN}”. Nothing was posted. Replace each by what the table or its publisher says."
        )


class IncompleteMapping(MappingError):
    """A mapping leaves out what no flow can do without."""

    def __init__(self, name: str, lacks: tuple[str, ...]) -> None:
        super().__init__(
            f"The mapping {name} is not complete: {'; '.join(lacks)}. Nothing was posted. "
            "Add it as docs/own-tables.md shows, or let `sverka look` guess the mapping anew."
        )


def read_mapping(data: bytes, name: str) -> Mapping:
    """Decode a mapping that is ready to post.

    Raises UnreadableMapping, UnfilledMapping or IncompleteMapping, each a MappingError.
    """
    raw = _loaded(data, name)
    unknown = tuple(_unknown(raw, ""))
    if unknown:
        raise UnfilledMapping(name, unknown)
    mapping = _converted(raw, name)
    lacks = tuple(_lacks(mapping))
    if lacks:
        raise IncompleteMapping(name, lacks)
    return mapping


def read_draft(data: bytes, name: str) -> tuple[Mapping, tuple[str, ...]]:
    """Decode a mapping that may hold question marks; return it without them, and where they stand."""
    raw = _loaded(data, name)
    return _converted(_known(raw), name), tuple(_unknown(raw, ""))


class _StrictLoader(yaml.SafeLoader):
    """A loader that takes no key twice: of two columns C, one would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002  as the library calls it
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {str(key) for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"{', '.join(sorted(twice))} is given twice", node.start_mark
            )
        found: dict[Hashable, object] = super().construct_mapping(node, deep)
        return found


def _loaded(data: bytes, name: str) -> object:
    try:
        raw: object = yaml.load(data.decode("utf-8-sig"), _StrictLoader)  # noqa: S506  a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadableMapping(name, " ".join(str(error).split())) from error
    return raw


def _converted(raw: object, name: str) -> Mapping:
    try:
        return msgspec.convert(raw, Mapping)
    except msgspec.ValidationError as error:
        raise UnreadableMapping(name, str(error)) from error


def _unknown(raw: object, path: str) -> Iterator[str]:
    if raw == UNKNOWN:
        yield path
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from _unknown(value, f"{path}.{key}" if path else str(key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw, 1):
            yield from _unknown(value, f"{path} {number}")


def _known(raw: object) -> object:
    if isinstance(raw, dict):
        kept = {key: _known(value) for key, value in raw.items() if value != UNKNOWN}
        return {**kept, "holds": Holds.NOTHING.value} if raw.get("holds") == UNKNOWN else kept
    if isinstance(raw, list):
        return [_known(value) for value in raw if value != UNKNOWN]
    return raw


def _lacks(mapping: Mapping) -> Iterator[str]:
    for field in ("publisher", "title", "licence", "address", "accessed"):
        if not getattr(mapping.table, field):
            yield f"table.{field} is missing, and a figure without it has no origin"
    if mapping.layout.first_row is None:
        yield "layout.first_row does not say in which row the figures begin"
    if (
        mapping.layout.last_row
        and mapping.layout.first_row
        and mapping.layout.last_row < mapping.layout.first_row
    ):
        yield "layout.last_row comes before layout.first_row"
    values = [letter for letter, column in mapping.columns.items() if column.holds is Holds.VALUE]
    if not values:
        yield "no column holds values"
    yield from _lacking_facts(mapping, values)
    yield from _wrong_periods(mapping)
    yield from _lacking_quantities(mapping, values)


def _lacking_facts(mapping: Mapping, values: list[str]) -> Iterator[str]:
    for field in ("currency", "scale"):
        if any(_said(mapping, letter, field) is None for letter in values):
            yield f"constants.{field} is missing"
    if not _reconciled(mapping) and any(_said(mapping, letter, "reporter") is None for letter in values):
        yield "no column and no constant says who the reporter is"
    if not any(mapping.columns[letter].valuation for letter in values) and not mapping.valuation:
        yield "valuation is missing ({export: FOB, import: CIF} is the usual one)"
    if mapping.numbers.decimal is None or mapping.numbers.thousands is None:
        yield "numbers.decimal and numbers.thousands must both be given"
    if mapping.numbers.decimal == mapping.numbers.thousands:
        yield "numbers.decimal and numbers.thousands are the same sign"
    if unclear := [sign for sign, meaning in mapping.numbers.cells.items() if meaning.value == "unclear"]:
        yield f"numbers.cells leaves {', '.join(unclear)} unclear"


def _reconciled(mapping: Mapping) -> bool:
    """Tell whether the table holds a third party's figures, which have no reporter."""
    return Valuation.RECONCILED in {column.valuation for column in mapping.columns.values()}


def _said(mapping: Mapping, letter: str, field: str) -> object:
    """Return what is said of a column of values anywhere but in its cells, True where cells say it."""
    if any(column.holds.value == field for column in mapping.columns.values()):
        return True
    if any(getattr(section, field) is not None for section in mapping.sections.values()):
        return True
    own = getattr(mapping.columns[letter], field)
    return own if own is not None else getattr(mapping.constants, field)


def _wrong_periods(mapping: Mapping) -> Iterator[str]:
    said = [("constants", mapping.constants), *mapping.columns.items(), *mapping.sections.items()]
    for where, facts in said:
        if facts.period is not None and read_when(str(facts.period)) is None:
            yield f"the period “{facts.period}” of {where} is not understood"


def _lacking_quantities(mapping: Mapping, values: list[str]) -> Iterator[str]:
    by_row = any(column.holds is Holds.QUANTITY_UNIT for column in mapping.columns.values())
    for letter, column in mapping.columns.items():
        if column.holds is not Holds.QUANTITY:
            continue
        if column.quantity is None and not by_row:
            yield f"the quantity of column {letter} has no unit (quantity: {{unit: kg, times: 1000}})"
        if column.of is None and len(values) > 1:
            yield f"the quantity of column {letter} does not say which column of values it belongs to (of: B)"
        if sum(one.holds is Holds.QUANTITY and one.of == column.of for one in mapping.columns.values()) > 1:
            yield f"column {letter} is one of several quantities of the same values: keep one"
        if column.of is not None and column.of not in values:
            yield f"the quantity of column {letter} belongs to column {column.of}, which holds no values"
