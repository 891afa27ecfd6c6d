import msgspec
from tests.fictional.statement import make_checked

from sverka.dossier.strip import WIDTH, strip_of
from sverka.vocabulary.interval import Interval


def test_bars_lie_as_the_intervals_do() -> None:
    found = strip_of(make_checked().report.assessments[1])
    assert found is not None
    arland, bedia = found.books
    assert arland.left < found.claim.left < arland.left + arland.width < bedia.left
    assert bedia.left + bedia.width <= WIDTH
    assert found.claim.width >= 2


def test_an_interval_without_end_reaches_the_edge() -> None:
    level = make_checked().report.assessments[1]
    found = strip_of(msgspec.structs.replace(level, allowed=Interval(6e8)))
    assert found is not None
    assert found.claim.left + found.claim.width == WIDTH


def test_nothing_is_drawn_where_nothing_is_compared() -> None:
    quote, _, breakdown, *_ = make_checked().report.assessments
    assert strip_of(quote) is None
    assert strip_of(breakdown) is None


def test_one_value_alone_still_has_a_place() -> None:
    level = make_checked().report.assessments[1]
    point = Interval(5.0, 5.0)
    figure = msgspec.structs.replace(level.comparisons[0].figure, value=5.0, allowed=point)
    alone = msgspec.structs.replace(level.comparisons[0], figure=figure)
    found = strip_of(msgspec.structs.replace(level, allowed=point, comparisons=(alone,)))
    assert found is not None
    assert found.books[0].tick == WIDTH / 2
