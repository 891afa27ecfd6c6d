import pytest

from sverka.claims.page.furniture import Furniture, furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("29.09.2016 политика", Furniture.STAMP),
        ("Опубликовано 24 мая 2011 г.", Furniture.STAMP),
        ("2 часа назад", Furniture.STAMP),
        ("  • 11.11.2025".strip(), Furniture.STAMP),
        ("Читайте также", Furniture.RELATED),
        ("Ещё по теме:", Furniture.RELATED),
        ("Related: Port handles record cargo", Furniture.RELATED),
        ("0 комментариев", Furniture.REMARKS),
        ("Comments (12)", Furniture.REMARKS),
        ("Главная / Новости / Экономика", Furniture.MENU),
        ("Новости Беларуси | Telegram | VK | RSS-лента", Furniture.MENU),
        ("https://example.org/2025/09/09/trade.html", Furniture.OTHER),
        ("Фото: пресс-служба министерства", Furniture.OTHER),
        ("Автор: Редакция интернет-портала", Furniture.OTHER),
        ("By Our Correspondent", Furniture.OTHER),
        ("1 207 просмотров", Furniture.OTHER),
        ("© 2025 Все права защищены", Furniture.OTHER),
        ("Мы используем cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим.", Furniture.OTHER),
        ("Подпишитесь на нашу рассылку, чтобы не пропустить главное", Furniture.OTHER),
        ("Андрей Александров/РИА «Новости»", Furniture.OTHER),
    ],
)
def test_furniture_gives_itself_away(line: str, kind: Furniture) -> None:
    assert furniture(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "4 марта белорусский лидер беседовал с послом.",
        "Встреча прошла 4 ноября 2025 года в Акорде.",
        "В деньгах это 2,35 трлн рублей.",
        "Казахстан готов поделиться опытом с соседями.",
        "12.03.2024 товарооборот достиг $1 млрд",
        "Торговля с Китаем выросла на четверть",
        "Автор проекта считает, что торговля двух стран удвоится к концу десятилетия.",
    ],
)
def test_a_story_is_not_furniture_for_a_date_or_a_word(line: str) -> None:
    assert furniture(line) is None
