"""Lines that a site prints around a story, told by what they say themselves.

Only what a line shows by its own words and signs is judged here; what its place on the page tells
is in lines.py.
"""

import re
from enum import Enum, auto

from sverka.claims.stamps import TIME, find_stamps
from sverka.claims.wordlist import word_list

_WORD = re.compile(r"[^\W\d_]+")
_ENDED = re.compile(r"[.!?…;][\"»”“’')\]]*$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_TURN = re.compile(r"[—–]\s+[«\"]?[^\W\d_]")
_DIGIT = re.compile(r"\d")
_STOP_INSIDE = re.compile(r"[^\W\d_]{2}[\"»”)]*[.!?…][\"»”)]*\s+[\"«“„(—–-]*\s?[^\W\d_a-zа-яё]")

_BULLET = re.compile(r"^\s*(?:[•·▪●◦■►»›*|/\\>#]|[-–—]\s)\s*")
_ADDRESS = re.compile(
    r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^@\w+$|^#\w+(?:[\s,]+#\w+)*$|^[\w./-]+\.(?:mp3|mp4|pdf|"
    r"docx?|jpe?g|png)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:фото(?:граф(?:ия|ии)?)?|видео|иллюстрация|скриншот|инфографика|изображение|снимок|photo|"
    r"photograph|picture|"
    r"image|video|illustration|сурет|фота|здымак)\b(?:\s*(?:[:©/|—–-]|by\b|пресс|из\b|с сайта|credit|"
    r"courtesy|автор)|\s*$)"
    r"|^\W*©|©\s*\S|\(c\)\s*\d{4}|\b(?:getty images|shutterstock|depositphotos|reuters/|epa/|ap photo)"
    r"|/\s*(?:РИА|ТАСС|БЕЛТА|BELTA|Sputnik|Reuters|AFP|AP|EPA|Getty|РИА «Новости»|Коммерсантъ?|РБК|"
    r"Известия|Казинформ)\b[^.]*$"
    r"|^(?:фото|photo|video)\b.{0,60}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W*(?:реклама|advertisement)\b|^\W*(?:автор(?:ы)?|текст|подготовил[аи]?|корреспондент|источник|"
    r"источники|редактор|материал подготовил\w*|"
    r"теги?|метки|ключевые слова|рубрик[аи]|категори[яи]|раздел|тем[аы]|сюжет|регион|просмотр(?:ов|ы)|"
    r"комментари(?:и|ев|й)|"
    r"author|text|source|sources|tags?|keywords|category|categories|section|topics?|filed under|written|"
    r"posted|"
    r"reporting|editing|edited|published|updated|last updated|views|comments?|share|"
    r"аўтар|крыніца|тэгі|рубрыка|автор\w*|дереккөз|тегтер|авторы)\s*(?:[:—–(|]|by\b)"
    r"|^by\s+(?:[A-Z][\w.'-]+)(?:\s+(?:and|[A-Z][\w.'-]+))*(?:,.*)?$"
    r"|^(?:обновлено|опубликовано|дата публикации|изменено|создано|последнее обновление)\b",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^\W*(?:чита(?:йте|ть)(?: также| ещ[её]| по теме| далее)?|смотрите также|см\. также|по теме|"
    r"материалы по теме|ещ[её] по теме|"
    r"(?:другие|последние|главные|похожие|популярные|свежие|все|ещ[её]) (?:новости|материалы|статьи|"
    r"публикации|записи)|"
    r"новости по теме|связанные (?:новости|материалы)|рекомендуем(?: почитать)?|самое (?:читаемое|"
    r"популярное|важное)|популярное|"
    r"лента новостей|новости партн[её]ров|вам может быть интересно|вас может заинтересовать|"
    r"ещ[её] новости|больше новостей|предыдущ\w+ (?:новость|статья|запись)|следующ\w+ (?:новость|статья|"
    r"запись)|"
    r"read (?:also|more|next)|see also|related(?: (?:news|stories|articles|posts|topics|content))?|more "
    r"(?:news|stories|on this|from)|"
    r"you (?:may|might) also (?:like|be interested).*|recommended(?: for you)?|latest(?: news| stories)?|"
    r"top (?:news|stories)|"
    r"most (?:read|popular|viewed)|popular(?: news| posts)?|also read|trending(?: now)?|editor'?s picks|"
    r"(?:previous|next) (?:article|post|story)|don'?t miss|"
    r"оқи отырыңыз|тағы оқыңыз|оқыңыз|соңғы жаңалықтар|ұқсас жаңалықтар|"
    r"чытайце таксама|глядзіце таксама|апошнія навіны|па тэме)\s*(?:$|[:.→»>—–-])",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"^\W*(?:\d+\s+)?(?:комментари(?:и|ев|й)|comments?|leave a (?:reply|comment)|оставить комментарий|"
    r"обсуждение|пікірлер|каментары)"
    r"(?:\s*\(?\d*\)?)?\W*$",
    re.IGNORECASE,
)
# Said to the visitor, not told about the world: these are furniture even as whole sentences.
_PLEA = re.compile(
    r"\b(?:подпи(?:сывайтесь|шитесь|саться)|жазылыңыз|падпі(?:свайцеся|шыцеся)|subscribe (?:to|now|for)|"
    r"sign up (?:for|to)|follow us|join us on|"
    r"наш(?:ем|его|у|а|)? (?:telegram|телеграм|канал|viber|страниц|рассылк)|our (?:telegram|newsletter|"
    r"channel|mailing)|"
    r"cookies?|файл(?:ы|ов|ах) куки|использу\w+ куки|согла(?:шаетесь|сие) (?:с|на) (?:использован|"
    r"обработк|политик)|"
    r"политик[аиу] конфиденциальности|пользовательско\w+ соглашени|privacy policy|terms of (?:use|service)|"
    r"все права (?:защищены|сохранены)|all rights reserved|бар(?:лық)? құқық|усе правы абаронены|"
    r"(?:при|любое|полное или частичное) (?:использован|копирован|перепечатк|цитирован)\w+ (?:материал|"
    r"информац|текст)|"
    r"перепечатка|гиперссылк|активн\w+ ссылк|ctrl\s*\+\s*enter|нашли (?:ошибку|опечатку)|заметили "
    r"(?:ошибку|опечатку)|"
    r"свидетельство о регистрации|сетевое издание|зарегистрировано роскомнадзор|учредитель\s*[:—–-]|"
    r"главный редактор\s*[:—–-]|"
    r"адрес редакции|телефон редакции|мнение редакции может|редакция не несет|хотите (?:узнавать|быть в "
    r"курсе)|"
    r"будьте в курсе|узнавайте первым|поделит(?:есь|ься)|оставьте комментарий|войдите,? чтобы|включите "
    r"javascript|enable javascript|"
    r"понравил(?:ась|ся) (?:статья|новость|материал)|поставьте (?:лайк|оценку)|\berid\b|click here|"
    r"download (?:the|our) app|скача(?:йте|ть) приложение|(?:in|within) your (?:inbox|browser)|"
    r"добавьте .{0,30}в (?:избранн|источник|список)|читайте нас|мы в соцсетях|мы в (?:telegram|телеграм|"
    r"viber|google))",
    re.IGNORECASE,
)
_WIDGET = frozenset(
    word_list(
        "печать распечатать print поделиться share tweet реклама advertisement ad ads sponsored главная меню "
        "menu поиск search войти вход "
        "login регистрация контакты contact contacts about home назад back наверх top далее next previous "
        "telegram телеграм vk вконтакте facebook "
        "fb twitter x whatsapp viber youtube instagram linkedin pinterest reddit email e-mail rss дзен zen "
        "ok одноклассники tiktok messenger "
        "копировать ссылку ссылка copy link лента подробнее more read скрыть показать hide show закрыть "
        "close принять accept ru en kk kz by be "
        "рус қаз eng бел каз жазылу бөлісу версия для слабовидящих слушать listen save сохранить "
        "комментировать обсудить skip to main content "
        "перейти к содержанию содержимому новости news әлем"
    )
)
_COUNTER = re.compile(
    r"^\W*(?:\d[\d\s.,]*[kк]?|(?:\d[\d\s]*\s)?(?:просмотр\w*|views?|reads?|комментари\w*|comments?|"
    r"shares?|лайк\w*|likes?)\s*:?\s*[\d\s]*"
    r"|(?:время (?:на )?чтени[яе]|reading time)\W*\d+\s*\w*\.?|\d+\s*(?:min(?:utes?)?|"
    r"мин\w*\.?)\s*(?:read|чтения)?)\W*$",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s(?:[|/›»>→•·])\s|^[/›>]\s|\s{2,}")
_STAMP_LABELS = re.compile(
    r"\b(?:сегодня|вчера|today|yesterday|бүгін|кеше|обновлено|опубликовано|дата|публикации|published|"
    r"updated|posted|on|at|in|в|от|года|год|г|"
    r"gmt|utc|msk|мск|est|am|pm|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|"
    r"sat|sun|"
    r"дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)\b\.?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"^\W*(?:\d+|час|hour|an?)\s*(?:секунд|минут|мин|час|дн|день|дня|дней|second|minute|min|hour|"
    r"day)?\w*\s+(?:назад|ago)\W*$",
    re.IGNORECASE,
)
_ASIDE_WORDS = 4  # a category, a place or a name beside a date
_CREDIT_WORDS = 8  # of a sentence that can still be a credit or a byline
_ENTRY_WORDS = 4  # of an entry of a menu
_MOST_WORDS = 45  # of a line that is judged by its words; the longest pleas and notices have as many


class Furniture(Enum):
    """What kind of furniture a line is by itself."""

    STAMP = auto()
    RELATED = auto()
    REMARKS = auto()
    MENU = auto()
    OTHER = auto()


def word_count(line: str) -> int:
    """Count the words of a line; numbers are none."""
    return len(_WORD.findall(line))


def is_cut(line: str) -> bool:
    """Tell whether a line breaks off in three dots, as the snippets of teasers do."""
    return bool(_CUT.search(line))


def is_prose(line: str) -> bool:
    """Tell whether a line is built of sentences: an end and enough words, or a stop in the middle."""
    words = word_count(line)
    if _ENDED.search(line):
        return words >= (2 if _DIGIT.search(line) else 4)
    return words >= 8 and (bool(_STOP_INSIDE.search(line)) or words >= 22)  # noqa: PLR2004


def is_turn(line: str) -> bool:
    """Tell whether a line is a turn of a conversation: a dash, and an end."""
    return bool(_TURN.match(line) and _ENDED.search(line))


def furniture(line: str) -> Furniture | None:
    """Name the furniture that a trimmed line is by its own words, None where they tell nothing."""
    words = word_count(line)
    if words > _MOST_WORDS:
        return None
    kind = _called(line) or _shaped(line, words)
    if kind is not None or (words > _CREDIT_WORDS and is_prose(line)):
        return kind
    if _CREDIT.search(line) or _BYLINE.match(line):
        return Furniture.OTHER
    return Furniture.MENU if _is_menu(line) else None


def _called(line: str) -> Furniture | None:
    """Name what a line says of itself: the head of a block of links, of remarks, a word to the visitor."""
    if _REMARKS.match(line):
        return Furniture.REMARKS
    if _RELATED.match(line):
        return Furniture.RELATED
    return Furniture.OTHER if _PLEA.search(line) else None


def _shaped(line: str, words: int) -> Furniture | None:
    """Name what a line is by its shape: a date, an address, a counter."""
    if is_stamp(line, words):
        return Furniture.STAMP
    bare = _BULLET.sub("", line)
    return Furniture.OTHER if not words or _ADDRESS.match(bare) or _COUNTER.match(line) else None


def is_stamp(line: str, words: int) -> bool:
    """Tell whether a line is a date or a time with at most a category or a name beside it."""
    if words > 12:  # noqa: PLR2004
        return False
    if _AGO.match(line):
        return True
    stamps = find_stamps(line)
    times = TIME.findall(line)
    if not stamps and not times:
        return False
    rest = line
    for stamp in reversed(stamps):
        rest = rest[: stamp.start] + " " + rest[stamp.end :]
    rest = _STAMP_LABELS.sub(" ", TIME.sub(" ", rest))
    ended = _ENDED.search(line) and not line.endswith((" г.", " года."))
    return word_count(rest) <= (0 if ended else _ASIDE_WORDS) and not re.search(
        r"\d\s*[%$€₽₸]|[$€]\s?\d", rest
    )


def _is_menu(line: str) -> bool:
    """Tell whether a line is a row of short entries or the name of a button."""
    names = [word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line)]
    if names and all(name in _WIDGET for name in names):
        return True
    entries = [entry for entry in _CRUMBS.split(line) if entry and entry.strip()]
    crumbs = len(_CRUMBS.findall(line))
    if not crumbs or _ENDED.search(line) or max(map(word_count, entries), default=0) > _ENTRY_WORDS:
        return False
    return crumbs > 1 or word_count(line) <= _ENTRY_WORDS or any(name in _WIDGET for name in names)
