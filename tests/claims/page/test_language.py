import pytest

from sverka.claims.page.language import detect_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Товарооборот вырос на треть и составил 896 млн долларов.", "ru"),
        ("Turnover grew by a third and reached $896 million.", "en"),
        ("Екі ел арасындағы тауар айналымы бір миллиард долларға жетті.", "kk"),
        ("ەكى ەل اراسىنداعى تاۋار اينالىمى ءبىر ميلليارد دوللارعا جەتتى، دەدى ۇكىمەت.", "kk"),
        ("Таваразварот за 8 месяцаў склаў больш за 600 мільёнаў даляраў.", "be"),
        ("Товарообіг зріс на третину, повідомив посол України в Їхньому місті.", None),
        ("بلغ حجم التبادل التجاري بين البلدين مليار دولار في هذا العام.", None),
        ("Le commerce a augmenté d'un tiers selon le ministère des finances.", None),
        ("Торговля с соседями", "ru"),
        ("17:59 | 24.05.2011", None),
        ("", None),
    ],
)
def test_a_language_shows_in_its_letters_and_small_words(text: str, lang: str | None) -> None:
    assert detect_language(text) == lang
