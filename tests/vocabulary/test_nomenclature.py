from itertools import pairwise

import pytest

from sverka.vocabulary.nomenclature import (
    REVISIONS,
    UnknownRevision,
    level,
    name_fact,
    parent,
    revision_named,
    revision_of_comtrade,
    revision_of_year,
)
from sverka.vocabulary.product import TOTAL, Product


@pytest.mark.parametrize(
    ("comtrade", "name"),
    [("H0", "HS1992"), ("H5", "HS2017"), ("h6", "HS2022"), ("S1", "SITC1"), ("S4", "SITC4"), ("B5", "BEC5")],
)
def test_comtrades_classification_codes_have_names(comtrade: str, name: str) -> None:
    assert revision_of_comtrade(comtrade) == name
    assert revision_named(comtrade).name == revision_named(name.lower()).name == name


@pytest.mark.parametrize("name", ["HS", "H7", "HS2023", ""])
def test_an_unknown_revision_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownRevision, match=rf"“{name}” is no revision.*HS1992, .*H0, "):
        revision_named(name)
    with pytest.raises(UnknownRevision, match="is no revision"):
        revision_of_comtrade("HS2017")


def test_the_revisions_of_a_nomenclature_follow_one_another_without_a_gap() -> None:
    for older, newer in pairwise(REVISIONS):
        if older.family == newer.family:
            assert older.last is not None
            assert newer.first == older.last + 1
    assert revision_of_year("HS", 2021) == "HS2017"
    assert revision_of_year("HS", 2022) == "HS2022"
    assert revision_of_year("HS", 2040) == "HS2022"
    assert revision_of_year("SITC", 1961) is None


def test_a_code_is_a_part_of_a_shorter_one_and_at_last_of_all_goods() -> None:
    transducers = Product("854151", "HS2022")
    assert level(transducers) == 6
    assert parent(transducers) == Product("8541", "HS2022")
    assert parent(Product("85", "HS2022")) == TOTAL
    assert parent(Product("77639", "SITC3")) == Product("7763", "SITC3")
    assert parent(Product("7", "SITC3")) == TOTAL
    assert (level(TOTAL), parent(TOTAL)) == (0, None)


def test_names_are_kept_by_revision_and_language() -> None:
    assert name_fact("HS2022") == name_fact("HS2022", "en") == "product name HS2022"
    assert name_fact("HS2022", "ru") == "product name HS2022 ru"
