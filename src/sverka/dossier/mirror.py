"""Write a pair's mirror as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sverka.dossier.citations import Citations, cite_origins
from sverka.dossier.data import Data, figure_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sverka.models.mirror.answer import Answer
    from sverka.models.mirror.figures import Line, Scaling
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure


def mirror_json(answer: Answer) -> Data:
    """Return the answer as JSON-ready data, every figure with book, valuation, interval and origins."""
    question = answer.question
    return {
        "pair": question.pair.subject,
        "product": {"code": question.product.code, "revision": question.product.revision or None},
        "source": answer.source,
        "other_sources": answer.others,
        "method": str(question.method),
        "level": question.level,
        "basis": msgspec.to_builtins(answer.basis),
        "lines": [_line(line) for line in answer.lines],
    }


def figures_of(line: Line) -> Iterator[Figure]:
    """Yield every figure of a line, the declared ones first."""
    shown = (line.export, line.import_, line.gap, line.freight, line.quality, line.rest, line.reconciled)
    scaling = line.scaling
    brought = (scaling.chosen, scaling.total, scaling.discrepancy) if scaling else ()
    yield from (figure for figure in (*shown, *brought) if figure is not None)
    yield from line.published


def mirror_sources(answer: Answer, cards: Mapping[str, Card]) -> Citations:
    """Give a number to every source that a figure of the answer was read from."""
    figures = (figure for line in answer.lines for figure in figures_of(line))
    return cite_origins((origin for figure in figures for origin in figure.origins), cards)


def _line(line: Line) -> Data:
    return {
        "exporter": line.exporter,
        "importer": line.importer,
        "period": line.period,
        "export": _figure(line.export),
        "import": _figure(line.import_),
        "gap": _figure(line.gap),
        "freight": _figure(line.freight),
        "freight_standard_error": line.freight_error,
        "reporting_differences": _figure(line.quality),
        "rest": _figure(line.rest),
        "contested": line.contested,
        "reconciled": _figure(line.reconciled),
        "weights": _weights(line),
        "rule": line.rule,
        "scaling": _scaling(line.scaling),
        "published": [figure_data(figure) for figure in line.published],
        "reasons": list(line.reasons),
    }


def _figure(figure: Figure | None) -> Data | None:
    return None if figure is None else figure_data(figure)


def _scaling(scaling: Scaling | None) -> Data | None:
    if scaling is None:
        return None
    return {
        "chosen": _figure(scaling.chosen),
        "factor": scaling.factor,
        "total": _figure(scaling.total),
        "discrepancy": _figure(scaling.discrepancy),
        "products": scaling.products,
    }


def _weights(line: Line) -> Data | None:
    weight = line.exporter_weight
    return None if weight is None else {"export": weight, "import": 1 - weight}
