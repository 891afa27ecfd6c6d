"""English periods."""

from sverka.claims.tables.shape import PeriodWords

_MONTHS = (
    r"january|jan",
    r"february|feb",
    r"march|mar",
    r"april|apr",
    r"may",
    r"june|jun",
    r"july|jul",
    r"august|aug",
    r"september|sept?",
    r"october|oct",
    r"november|nov",
    r"december|dec",
)
_M = "|".join(_MONTHS)
_YEAR = r"(?P<{0}year>(?:19|20)\d\d)(?![\d%])|(?P<{0}rel>last|previous|past|this|the\s+current|current|next|coming)\s+year(?:'s|’s)?\b"
_NUM = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
_ORD = r"first|second|third|fourth|1st|2nd|3rd|4th"
_OF = r"(?:,?\s+(?:of\s+(?:the\s+)?|in\s+)?(?:{0}))?"

PERIODS = PeriodWords(
    months=_MONTHS,
    patterns=(
        (
            "same",
            (
                r"(?:in\s+|over\s+|during\s+|from\s+)?(?:the\s+)?(?:same|corresponding|comparable|similar|year-earlier)\s+"
                rf"(?:period|months?|half|quarter|time)(?:\s+(?:of|in)\s+(?:{_YEAR.format('same')})|\s+(?:{_YEAR.format('same2')})"
                r"|\s+(?:a\s+year\s+)?(?:ago|earlier|before))?"
            ),
        ),
        (
            "year_ago",
            (
                r"year[\s-]+(?:on|over)[\s-]+year|y[/-]?o[/-]?y|(?:than\s+|from\s+)?(?:a|one|the)\s+year\s+(?:before|earlier|ago|prior)"
                r"|on\s+the\s+year|annually(?=\s+(?:up|higher))|from\s+a\s+year\s+\w+|(?:compared\s+(?:with|to)|on|than|from|over|in)\s+the\s+(?:previous|preceding|prior)\s+year"
            ),
        ),
        (
            "day",
            (
                rf"\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s+(?:{_M})\b\.?(?:,?\s+(?:{_YEAR.format('day')}))?"
                rf"|(?:{_M})\b\.?\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?\b(?:,?\s+(?:{_YEAR.format('day2')}))?"
            ),
        ),
        (
            "end",
            (
                rf"(?:by|before|until|at|towards?)\s+(?:the\s+)?(?:end|close)\s+of\s+(?:(?:{_YEAR.format('end')})|the\s+year|year)"
                r"|by\s+year-?end"
            ),
        ),
        ("decade", r"by\s+the\s+end\s+of\s+(?:the|this)\s+decade"),
        ("season", rf"(?:the\s+)?(?P<season>spring|summer|autumn)(?:\s+of)?\s+(?:{_YEAR.format('season')})"),
        (
            "half",
            rf"(?P<half>{_ORD})\s+half{_OF.format(_YEAR.format('half') + '|the year')}|\bh(?P<half2>[12])\b{_OF.format(_YEAR.format('half2'))}",
        ),
        (
            "quarter",
            (
                rf"(?P<quarter>{_ORD})\s+quarter{_OF.format(_YEAR.format('quarter'))}"
                rf"|\bq(?P<quarter2>[1-4])\b{_OF.format(_YEAR.format('quarter2'))}"
            ),
        ),
        (
            "months",
            rf"(?P<from>{_M})\b\.?\s*(?:[-–—]|to|through|and)\s*(?P<to>{_M})\b\.?{_OF.format(_YEAR.format('months'))}",
        ),
        (
            "cumulative",
            rf"(?:the\s+)?(?:first\s+)?(?P<count>{_NUM})[\s-]+months?(?!\s+(?:ago|earlier|later))\b{_OF.format(_YEAR.format('cumulative') + '|the year')}",
        ),
        (
            "month",
            rf"(?:in|for|during|of|since)\s+(?P<month>{_M})\b(?!\s*[-–—]|\s+to\s|\s+\d{{1,2}}\b(?!\d)){_OF.format(_YEAR.format('month'))}",
        ),
        (
            "ytd",
            r"(?:since|from)\s+the\s+(?:start|beginning)\s+of\s+(?:the|this)\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+year",
        ),
        (
            "ahead",
            (
                rf"(?:in|over|within|during)\s+(?:the\s+)?(?:next|coming|following)\s+(?P<ahead>{_NUM})\s+years?"
                rf"|within\s+(?P<ahead2>{_NUM})\s+years?|in\s+(?P<ahead3>{_NUM})\s+years?(?:'|’)?\s*(?:time)?"
            ),
        ),
        ("ago", rf"(?P<ago>{_NUM})\s+years?\s+ago"),
        ("past", rf"(?:over|in|during|for)\s+(?:the\s+)?(?:last|past|previous)\s+(?P<past>{_NUM})\s+years?"),
        ("whole", r"full[\s-]year|for\s+the\s+(?:whole\s+)?year"),
        ("years", r"(?P<first>(?:19|20)\d\d)\s*[-–—]\s*(?P<last>(?:19|20)\d\d)(?!\d)"),
        (
            "year",
            rf"(?:{_YEAR.format('year')})(?!\s+(?:thousand|million|billion|dollars|euros|tons|people|companies|firms))",
        ),
        (
            "annual",
            r"annual(?=\s+(?:trade|turnover|volume|exports?|imports?))|annually|per\s+year|a\s+year\b|every\s+year|each\s+year",
        ),
        ("now", r"today|currently|at\s+present|now\b|at\s+the\s+moment"),
    ),
    ordinals=((r"1.*|first", 1), (r"2.*|second", 2), (r"3.*|third", 3), (r"4.*|fourth", 4)),
    last_year=r"last|previous|past",
    year_before_last=r"(?!)",
    this_year=r"this|current|the\s+current",
    next_year=r"next|coming",
    base_before=(
        r"(?:compared\s+(?:with|to)|relative\s+to|against|versus|vs\.?|than|over)"
        r"(?:\s+(?:in|the\s+(?:level|figure|result)s?(?:\s+(?:of|for))?))?(?:\s+the)?"
    ),
    base_after_growth=r"from|on|since|over",
)
