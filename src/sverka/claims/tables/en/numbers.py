"""English numerals, units and hedges."""

from sverka.claims.tables.shape import HedgeWords, NumberWords, UnitWords

NUMBERS = NumberWords(
    digits=r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
    cardinals=(
        (r"one", 1),
        (r"two", 2),
        (r"three", 3),
        (r"four", 4),
        (r"five", 5),
        (r"six", 6),
        (r"seven", 7),
        (r"eight", 8),
        (r"nine", 9),
        (r"ten", 10),
        (r"eleven", 11),
        (r"twelve|a\s+dozen|dozen", 12),
        (r"thirteen", 13),
        (r"fourteen", 14),
        (r"fifteen", 15),
        (r"sixteen", 16),
        (r"seventeen", 17),
        (r"eighteen", 18),
        (r"nineteen", 19),
        (r"twenty", 20),
        (r"thirty", 30),
        (r"forty", 40),
        (r"fifty", 50),
        (r"sixty", 60),
        (r"seventy", 70),
        (r"eighty", 80),
        (r"ninety", 90),
        (r"half\s+an?(?=\s+(?:million|billion|trillion))", 0.5),
        (r"one\s+and\s+a\s+half", 1.5),
        (r"an?(?=\s+(?:hundred|thousand|million|billion|trillion)\b)", 1),
    ),
    scales=(
        (r"hundred", 1e2),
        (r"thousand|k\b", 1e3),
        (r"millions?|mln|mn|m\b", 1e6),
        (r"billions?|bln|bn|b\b", 1e9),
        (r"trillions?|trn|tn\b", 1e12),
    ),
    bare_scale=r"(?!)",
    half_more=r"and\s+a\s+half",
    ordinal_tail=r"(?:st|nd|rd|th)\b|-(?:year|day|month|point|member|nation|country|way)\w*",
    compound_tail=r"-(?!(?:one|two|three|four|five|six|seven|eight|nine)\b)\w",
    fractions=(
        (r"two[\s-]thirds", 66.7),
        (r"nine[\s-]tenths", 90),
        (r"four[\s-]fifths", 80),
        (r"three[\s-]fifths", 60),
        (r"two[\s-]fifths", 40),
        (r"(?:a|one)[\s-]fifth", 20),
        (r"(?:a|one)[\s-]tenth", 10),
        (r"three[\s-]quarters", 75),
        (r"(?:a|one)[\s-]third", 33.3),
        (r"(?:a|one)[\s-]quarter", 25),
        (r"half(?!\s+(?:an?\s+)?(?:million|billion|year|of\s+(?:the\s+)?(?:year|\d)|an?\s+hour))", 50),
    ),
    multiples=(
        (r"two-?fold|twice", 2),
        (r"three-?fold|thrice", 3),
        (r"four-?fold", 4),
        (r"five-?fold", 5),
        (r"ten-?fold", 10),
    ),
    multiple_down=((r"halv(?:ed?|es|ing)\b", 2),),
    multiple_verbs=(
        (r"doubl(?:ed?|es|ing)\b", 2),
        (r"tripl(?:ed?|es|ing)\b|trebl(?:ed?|es|ing)\b", 3),
        (r"quadrupl(?:ed?|es|ing)\b", 4),
    ),
)

UNITS = UnitWords(
    currency_before=(
        (r"s\$", "SGD"),
        (r"us\s?\$|\$|usd", "USD"),
        (r"€|eur", "EUR"),
        (r"£|gbp", "GBP"),
        (r"₽|rub", "RUB"),
        (r"₸|kzt", "KZT"),
        (r"¥|cny|rmb", "CNY"),
        (r"byn", "BYN"),
    ),
    currency_after=(
        (r"(?:(?:us|u\.s\.|american)\s+)?dollars?|usd", "USD"),
        (r"euros?|eur", "EUR"),
        (r"belarusian\s+r(?:o)?ubles?|byn", "BYN"),
        (r"(?:russian\s+)r(?:o)?ubles?|rub", "RUB"),
        (r"r(?:o)?ubles?", "?RUB"),
        (r"tenge|kzt", "KZT"),
        (r"(?:chinese\s+)?yuan|rmb|renminbi|cny", "CNY"),
        (r"(?:uzbek\s+)?soums?|uzs", "UZS"),
        (r"soms?", "KGS"),
        (r"somoni", "TJS"),
        (r"manats?", "?AZN"),
        (r"(?:georgian\s+)?lari|gel", "GEL"),
        (r"drams?", "AMD"),
        (r"(?:indian\s+)?rupees?", "INR"),
        (r"dirhams?", "AED"),
        (r"yen", "JPY"),
        (r"(?:turkish\s+)?liras?", "TRY"),
        (r"pounds?(?:\s+sterling)?", "GBP"),
    ),
    percent=r"%|per\s?cent\b|pct\b",
    points=r"percentage\s+points?|pp\b|p\.p\.",
    times=r"times\b|-?fold\b|x\b",
    tonnes=r"(?:metric\s+)?ton(?:ne)?s?\b",
    not_money=(
        r"(?:ton|people|cubic|kwh|mwh|gwh|kw|mw|hectare|inhabitant|tourist|unit|piece|litre|liter|barrel|metre|meter|km|kilomet"
        r"|passenger|citizen|head|visit|user|worker|job|container|teu|vehicle|car|resident|person|customer)\w*"
    ),
    odd=r"odd",
    range_open=r"from|between",
    range_link=r"to|and",
)

HEDGES = HedgeWords(
    before=(
        ("at_least", r"at\s+least|no(?:t)?\s+(?:less|fewer)\s+than|a\s+minimum\s+of"),
        (
            "up_to",
            r"(?<!went\s)(?<!goes\s)(?<!rose\s)(?<!go\s)up\s+to|as\s+much\s+as|no(?:t)?\s+more\s+than|at\s+most|a\s+maximum\s+of",
        ),
        (
            "almost",
            (
                r"nearly|almost|close\s+to|just\s+under|just\s+(?:short|shy)\s+of|approach\w*|slightly\s+(?:less|below)(?:\s+than)?"
                r"|a\s+little\s+(?:less|under)(?:\s+than)?|less\s+than|under|short\s+of|fewer\s+than|nearing"
            ),
        ),
        (
            "more_than",
            (
                r"more\s+than|over|above|in\s+excess\s+of|upwards\s+of|exceed\w*|surpass\w*|topp(?:ed|ing)|tops|cross(?:ed|es|ing)?"
                r"|passed|greater\s+than|well\s+over|just\s+over|beyond|outstripp\w+"
            ),
        ),
        (
            "approx",
            r"about|around|roughly|approximately|some|circa|in\s+the\s+region\s+of|an?\s+estimated|approx\.?|~",
        ),
    ),
    after=(
        ("more_than", r"-?plus\b|\+|or\s+more|and\s+(?:more|above)|-odd"),
        ("approx", r"or\s+so\b|approximately"),
    ),
    filler=r"(?:\s+(?:the|an?|by|to|of|at|mark|level|total|some|us|threshold))*",
)
