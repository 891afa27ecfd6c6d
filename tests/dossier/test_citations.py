import msgspec
from tests.fictional.statement import CARD, figure, make_checked

from sverka.dossier.citations import cite, cite_origins


def test_two_places_of_one_publication_are_one_source() -> None:
    found = cite([make_checked()], {CARD.id: CARD})
    assert [entry.number for entry in found.entries] == [1]
    assert found.entries[0].cites == "Yearbook of Trade"
    assert found.entries[0].place_words == "almanac rows 10–13"
    assert found.of(figure("BED", 1.0, 12)) == (1,)


def test_another_publication_has_a_number_of_its_own() -> None:
    one = figure("ARL", 1.0, 3).origins[0]
    other = msgspec.structs.replace(one, cites="Bulletin", address=None, place="page 7")
    found = cite_origins([one, other, one], {CARD.id: CARD})
    assert [(entry.number, entry.cites) for entry in found.entries] == [
        (1, "Yearbook of Trade"),
        (2, "Bulletin"),
    ]
    assert found.entries[1].place_words == "page 7"
    assert found.numbers_of([other, one, other]) == (2, 1)


def test_the_card_lends_its_address_only_to_its_own_figures() -> None:
    one = figure("ARL", 1.0, 3).origins[0]
    cited = msgspec.structs.replace(one, address=None)
    own = msgspec.structs.replace(one, address=None, cites=None)
    found = cite_origins([cited, own], {CARD.id: CARD})
    assert [entry.address for entry in found.entries] == [None, CARD.address]


def test_a_source_without_a_card_is_named_by_its_id() -> None:
    assert cite([make_checked()], {}).entries[0].title == "starter"
