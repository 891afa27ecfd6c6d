"""English."""

from sverka.claims.tables.shape import CueWords, HedgeWords, NumberWords, PeriodWords, Tables, UnitWords

_NUMBERS = NumberWords(
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
    fractions=(
        (r"two[\s-]thirds", 66.7),
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
    multiple_verbs=(
        (r"doubl(?:ed?|es|ing)\b", 2),
        (r"tripl(?:ed?|es|ing)\b|trebl(?:ed?|es|ing)\b", 3),
        (r"quadrupl(?:ed?|es|ing)\b", 4),
    ),
)

_UNITS = UnitWords(
    currency_before=(
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
    range_open=r"from|between",
    range_link=r"to|and",
)

_HEDGES = HedgeWords(
    before=(
        ("at_least", r"at\s+least|no(?:t)?\s+(?:less|fewer)\s+than|a\s+minimum\s+of"),
        ("up_to", r"(?<!went\s)(?<!goes\s)(?<!rose\s)(?<!go\s)up\s+to|as\s+(?:much|many)\s+as|no(?:t)?\s+more\s+than|at\s+most|a\s+maximum\s+of"),
        (
            "almost",
            r"nearly|almost|close\s+to|just\s+under|just\s+(?:short|shy)\s+of|approach\w*|slightly\s+(?:less|below)(?:\s+than)?"
            r"|a\s+little\s+(?:less|under)(?:\s+than)?|less\s+than|under|short\s+of|fewer\s+than|nearing",
        ),
        (
            "more_than",
            r"more\s+than|over|above|in\s+excess\s+of|upwards\s+of|exceed\w*|surpass\w*|topp(?:ed|ing)|tops|cross(?:ed|es|ing)?"
            r"|passed|greater\s+than|well\s+over|just\s+over|beyond|outstripp\w+",
        ),
        ("approx", r"about|around|roughly|approximately|some|circa|in\s+the\s+region\s+of|an?\s+estimated|approx\.?|~"),
    ),
    after=(
        ("more_than", r"-?plus\b|\+|or\s+more|and\s+(?:more|above)|-odd"),
        ("approx", r"or\s+so\b|approximately"),
    ),
    filler=r"(?:\s+(?:the|an?|by|to|of|at|mark|level|total|some|us|threshold))*",
)

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
_YEAR = (
    r"(?P<{0}year>(?:19|20)\d\d)(?![\d%])|(?P<{0}rel>last|previous|past|this|the\s+current|current|next|coming)\s+year(?:'s|’s)?\b"
)
_NUM = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
_ORD = r"first|second|third|fourth|1st|2nd|3rd|4th"
_OF = r"(?:,?\s+(?:of\s+(?:the\s+)?|in\s+)?(?:{0}))?"

_PERIODS = PeriodWords(
    months=_MONTHS,
    patterns=(
        (
            "same",
            r"(?:in\s+|over\s+|during\s+|from\s+)?(?:the\s+)?(?:same|corresponding|comparable|similar|year-earlier)\s+"
            rf"(?:period|months?|half|quarter|time)(?:\s+(?:of|in)\s+(?:{_YEAR.format('same')})|\s+(?:{_YEAR.format('same2')})"
            r"|\s+(?:a\s+year\s+)?(?:ago|earlier|before))?",
        ),
        (
            "year_ago",
            r"year[\s-]+(?:on|over)[\s-]+year|y[/-]?o[/-]?y|(?:than\s+|from\s+)?(?:a|one|the)\s+year\s+(?:before|earlier|ago|prior)"
            r"|on\s+the\s+year|annually(?=\s+(?:up|higher))|from\s+a\s+year\s+\w+|(?:compared\s+(?:with|to)|on|than|from|over|in)\s+the\s+(?:previous|preceding|prior)\s+year",
        ),
        (
            "day",
            rf"\d{{1,2}}\s+(?:{_M})\b\.?(?:,?\s+(?:{_YEAR.format('day')}))?"
            rf"|(?:{_M})\b\.?\s+\d{{1,2}}(?!\d)(?:st|nd|rd|th)?\b(?:,?\s+(?:{_YEAR.format('day2')}))?",
        ),
        (
            "end",
            rf"(?:by|before|until|at|towards?)\s+(?:the\s+)?(?:end|close)\s+of\s+(?:(?:{_YEAR.format('end')})|the\s+year|year)"
            r"|by\s+year-?end",
        ),
        ("half", rf"(?P<half>{_ORD})\s+half{_OF.format(_YEAR.format('half') + '|the year')}|\bh(?P<half2>[12])\b{_OF.format(_YEAR.format('half2'))}"),
        (
            "quarter",
            rf"(?P<quarter>{_ORD})\s+quarter{_OF.format(_YEAR.format('quarter'))}"
            rf"|\bq(?P<quarter2>[1-4])\b{_OF.format(_YEAR.format('quarter2'))}",
        ),
        (
            "months",
            rf"(?P<from>{_M})\b\.?\s*(?:[-–—]|to|through|and)\s*(?P<to>{_M})\b\.?{_OF.format(_YEAR.format('months'))}",
        ),
        (
            "cumulative",
            rf"(?:the\s+)?(?:first\s+)?(?P<count>{_NUM})[\s-]+months?(?!\s+(?:ago|earlier|later))\b{_OF.format(_YEAR.format('cumulative') + '|the year')}",
        ),
        ("month", rf"(?:in|for|during|of|since)\s+(?P<month>{_M})\b(?!\s*[-–—]|\s+to\s|\s+\d{{1,2}}\b(?!\d)){_OF.format(_YEAR.format('month'))}"),
        ("ytd", r"(?:since|from)\s+the\s+(?:start|beginning)\s+of\s+(?:the|this)\s+year|year[\s-]to[\s-]date|so\s+far\s+this\s+year"),
        (
            "ahead",
            rf"(?:in|over|within|during)\s+(?:the\s+)?(?:next|coming|following)\s+(?P<ahead>{_NUM})\s+years?"
            rf"|within\s+(?P<ahead2>{_NUM})\s+years?|in\s+(?P<ahead3>{_NUM})\s+years?(?:'|’)?\s*(?:time)?",
        ),
        ("past", rf"(?:over|in|during|for)\s+(?:the\s+)?(?:last|past|previous)\s+(?P<past>{_NUM})\s+years?"),
        ("whole", r"full[\s-]year|for\s+the\s+(?:whole\s+)?year"),
        ("years", r"(?P<first>(?:19|20)\d\d)\s*[-–—]\s*(?P<last>(?:19|20)\d\d)(?!\d)"),
        ("year", rf"(?:{_YEAR.format('year')})(?!\s+(?:thousand|million|billion|dollars|euros|tons|people|companies|firms))"),
        ("annual", r"annual(?=\s+(?:trade|turnover|volume|exports?|imports?))|annually|per\s+year|a\s+year\b|every\s+year|each\s+year"),
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

_CUES = CueWords(
    measures=(
        ("services", r"services(?=\s+(?:of|at|worth|accounted|reached|totall?ed))|(?:trade|exports?|imports?|turnover)\s+in\s+services|services\s+(?:trade|exports?|imports?|turnover)"),
        ("agri_trade", r"(?:agricultural|agri-?food|farm|agri)\s+(?:trade|exports?|turnover)|trade\s+in\s+(?:agricultural|farm|food)\s+\w+"),
        ("balance", r"(?:trade\s+)?(?:deficit|surplus)\b|trade\s+balance|balance\s+of\s+trade"),
        (
            "trade",
            r"(?:trade\s+)?turnover|(?:trade|trading)\s+volumes?|commerce\b(?!\s+(?:chamber|minist))|volume\s+of\s+trade"
            r"|(?<!chamber of )(?<!minister of )(?<!ministry of )(?<!free )(?<!fair )\btrade\b(?!\s*(?:and\s+(?:integration|industry|economic|investment)\s+(?:minist|committee|commission)"
            r"|unions?|war|missions?|ministe?ry?|minister|fairs?|representati\w+|delegations?|agreements?|deals?|centers?|centres?|offices?|partners?|house|routes?|barriers?"
            r"|zone|policy|officials?|relations|ties|cooperation|talks|commission|links|corridors?|restrictions?|envoy|map|fair|show))"
            r"|\btrad(?:ed|es|ing)\b(?!\s+(?:partners?|house|company|and))",
        ),
        ("supply", r"shipments?\b|shipped|deliver(?:y|ies|ed)\b|suppl(?:y|ies|ied)\b(?!\s+chain)"),
        ("export", r"exports?\b|exported|exporting|sales\s+to|sold"),
        ("import", r"imports?\b|imported|importing|purchases?\b|bought|buys?\b"),
        ("transit", r"transit\w*|freight|cargo|shipping"),
        ("worth", r"worth\b(?!\s+of)|valued\s+at|total(?:ling)?\s+(?:cost|value)|combined\s+value"),
        ("investment", r"investments?\b|invest(?:ed|s)?\b|put\b|fdi\b|capital\s+inflows?"),
        ("projects_value", r"projects?\b"),
        ("contracts", r"contracts?\b|deals?\b|agreements?\s+worth"),
        ("loan", r"loans?\b|credit\w*|grants?\b|debts?\b|budget\w*|fines?\b|costs?\b|revenues?\b|profits?\b|price\w*"),
        ("gdp", r"gdp\b|inflation|wages?\b|interest\s+rate\w*|unemployment|output\b|production\b|economy\b"),
    ),
    growth=(
        (
            "up",
            r"ros(?:e|en)\b|pick(?:ed|s|ing)?\s+up|ris(?:en?|es|ing)\b|grew|grow(?:n|th|s|ing)?\b|increas\w+|up\b|gain(?:ed|s|ing)?\b|climb\w*|jump\w*|surg\w+|soar\w*"
            r"|expand\w*|expansion|higher|more\b(?!\s+than)|advanc\w+|upturn|add(?:ed|ing|s)?\b|rais(?:e|ing|ed)\b|boost\w*|accelerat\w+",
        ),
        (
            "down",
            r"fell|fall(?:en|s|ing)?\b|drop\w*|declin\w+|decreas\w+|down\b|shr[aiu]nk\w*|contracted|lower\b|less\b(?!\s+than)|plung\w+|slump\w*|reduc\w+|lost|slid\b"
            r"|halv\w+|tumbl\w+",
        ),
    ),
    finite_growth=(
        r"rose|has\s+risen|have\s+risen|is\s+rising|grew|has\s+grown|have\s+grown|is\s+(?:again\s+)?growing|are\s+growing|picked\s+up|edged\s+(?:up|down)|increased|has\s+increased|fell|has\s+fallen"
        r"|dropped|declined|decreased|shrank|contracted|expanded|slumped|surged|soared|keeps\s+growing|is\s+increasing|is\s+declining"
    ),
    modality=(
        ("goal", r"goals?\b|targets?\b|targeted|aims?\b|aimed|objective\w*|task\b|ambitions?\b|benchmark\w*|milestone"),
        (
            "intend",
            r"plan(?:s|ned|ning)?\b|intend\w*|wants?\b|wish\w*|seek\w*|hop(?:e|es|ed|ing)\b|agreed|pledg\w+|vow\w*|ready|should|strive\w*|determined|committed"
            r"|resolved|eyes\b|eyeing|sticking|prepared|set\s+to|undert(?:ake|ook)\w*|propos\w+|looking\s+to|must\b|need(?:s)?\s+to|set\s+out",
        ),
        ("potential", r"potential\w*|possible\b|capable|able\s+to"),
        (
            "expect",
            r"expect\w*|forecast\w*|project(?:ed|s)\b(?=\s+(?:to|that))|predict\w*|believ\w+|likely|estimat\w+|could|may\b(?!\s+\d)|might|can\b|confident|anticipat\w+|heading\s+for|on\s+(?:course|track)\s+(?:for|to)",
        ),
        ("we_will", r"we(?:'ll|\s+will|\s+shall)"),
        ("will", r"will\b|would\b|is\s+set\s+to|are\s+set\s+to|shall\b|is\s+about\s+to"),
        (
            "infinitive",
            r"to\s+(?:bring|raise|increase|boost|double|triple|quadruple|reach|achieve|hit|exceed|surpass|grow|expand|lift|take|push|get|attract|attain|cross|top|scale|add|carry|see|buy|put|"
            r"rise|climb|ramp|export|import|supply|buy|ship|cut|reduce|quintuple|elevate)\b|(?:doubling|tripling|raising|bringing|increasing|reaching)\b",
        ),
        (
            "past",
            r"reached|amounted|totall?ed|stood|was\b|were\b|exceeded|surpassed|hit\b|made\s+up|came\s+to|rose|grew|increased|fell|dropped|declined|doubled|tripled|topped|crossed|"
            r"has\s+\w+ed|have\s+\w+ed|had\b|is\b|are\b|accounts?\b|accounted|totals?\b|went\b|traded|exported|imported|shipped|invested|recorded|registered|signed|worth",
        ),
    ),
    present=r"is|are|accounts?|remains?|makes?\s+up|exceeds|stands|has|currently|now|goes|go|covers?",
    shares=r"shares?\b(?!\s+(?:the|a|our|their|his|views))|accounts?\s+for|accounted\s+for|accounting\s+for|make(?:s)?\s+up|made\s+up|constitut\w+|represent(?:s|ed|ing)\b",
    share_of=r"of\s+(?:(?:the|its|our|all|their|total|overall|country's|country’s|such|mutual|bilateral|these)\s+)*(?P<whole>[a-z'’-]+(?:\s+[a-z-]+)?)",
    share_measures=(
        ("national_currencies", r"national\s+currenc\w+|settlements?|payments"),
        ("transit", r"transit|freight|cargo|shipments"),
        ("export", r"exports?"),
        ("import", r"imports?"),
        ("trade", r"trade|turnover|commerce"),
        ("investment", r"investment\w*|fdi"),
    ),
    count_nouns=(
        ("jv", r"joint\s+(?:ventures?|enterprises?|companies)|jvs?\b"),
        ("joint_projects", r"(?:joint|investment|major|large|industrial|infrastructure|cooperation)\s+(?:\w+\s+)?projects?"),
        ("projects", r"projects?\b"),
        ("distribution_entities", r"(?:distribution|sales)\s+(?:network\s+)?(?:entities|outlets|points)|entities\s+of\s+the\s+distribution\s+network"),
        ("dealers", r"dealers?(?:hips?)?\b|distributors?\b|trading\s+houses?"),
        ("jobs", r"(?:new\s+)?(?:jobs?|workplaces)\b"),
        ("firms", r"companies|enterprises|firms|businesses|entities|organi[sz]ations|plants|factories|producers|manufacturers|exporters|residents|startups|makers|dairies|plants|suppliers|investors"),
        ("meetings", r"meetings|negotiations"),
        ("people", r"people|workers|employees|staff"),
        ("brands", r"brands"),
        ("documents", r"documents?|agreements?|memorand\w+|contracts?|deals?|protocols?|mous?\b"),
        ("delegates", r"representatives|delegates|businessmen|business\s+people|entrepreneurs|participants|executives"),
        ("schools", r"schools|universities|centers|centres|branches|stores|shops|offices|outlets|facilities"),
        ("flights", r"flights"),
        ("machines", r"tractors|harvesters|buses|vehicles|trucks|machines|units\s+of\s+equipment|locomotives"),
        ("students", r"students|tourists"),
    ),
    count_link=r"(?:\s+(?:[a-z-]+)){0,2}?\s+",
    capital_of=r"with\s+(?P<adj>[a-z]+)\s+(?:capital|participation|investment|stakes?|ownership)",
    breakdown=r"including|of\s+which|of\s+them|of\s+these|among\s+them|comprising|namely|:",
    part_nouns=(("jv", r"joint(?:ly)?(?:\s+owned)?"), ("foreign", r"(?:wholly\s+|fully\s+)?foreign(?:-owned)?")),
    ranks=(
        (
            "place",
            r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:place|position|spot)"
            r"|(?P<digit>\d{1,2})(?:st|nd|rd|th)\s+(?:place|position|spot|among)|rank(?:s|ed|ing)?\s+(?:(?P<ordinal3>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
            r"|(?P<digit2>\d{1,2})(?:st|nd|rd|th)?)",
        ),
        (
            "partner",
            r"(?P<ordinal2>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[\s-]+(?:(?:largest|biggest|main|most\s+important)\s+)?(?:(?:foreign|export|trade|trading|economic)\s+)*"
            r"(?:partner|market|supplier|buyer)s?\b",
        ),
        (
            "first",
            r"(?<!one of the )(?<!one of its )(?<!one of our )(?<!second )(?<!third )(?<!fourth )(?<!fifth )(?<!second-)(?<!third-)(?<!fourth-)(?<!fifth-)"
            r"(?P<top>largest|biggest|main|top|leading|principal|number\s+one)\s+(?:foreign\s+)?(?:trading|trade)(?:\s+and\s+(?:investment|economic))?\s+partner\b",
        ),
        ("among", r"(?:among|in|into|one\s+of)\s+(?:the\s+|its\s+|our\s+)?top\s+(?P<topn>three|five|ten|\d+)(?!\s+(?:years|months))"),
    ),
    events=(
        ("state_visit", r"state\s+visit"),
        ("official_visit", r"official\s+visit"),
        ("working_visit", r"working\s+visit"),
        ("visit", r"visits?\b(?!\s+to\s+the\s+(?:site|page))"),
        ("summit", r"summit\b"),
        ("commission", r"(?:meeting|session|sitting)\s+of\s+the\s+(?:\w+\s+){0,3}(?:commission|committee|council)|intergovernmental\s+commission"),
        ("forum", r"(?:business\s+|economic\s+|investment\s+)?forum\b"),
        ("exhibition", r"exhibition\b|expo\b|trade\s+fair"),
        ("opening", r"(?:opening|launch|commissioning)\b"),
        ("talks", r"talks\b|negotiations|consultations"),
    ),
    event_planned=(
        r"will\b|planned|plans?\b|scheduled|upcoming|forthcoming|due\b|expected|is\s+to\b|are\s+to\b|to\s+(?:visit|take\s+place|be\s+held)|slated|next\b|postponed|"
        r"invited|set\s+for|preparing|ahead\s+of"
    ),
    planned_verb=r"(?:will|should|is\s+(?:due|expected|set)\s+to)\s+(?:be\s+)?(?:up\s+and\s+running|operational|open|launch|build|complete|start|commission|sign|create|construct|finish|put)\w*",
    belittled=r"(?:will|would)\s+(?:look|seem|appear|be)\s+(?:\w+\s+)?(?:laughable|ridiculous|modest|small|tiny|insignificant|funny)",
    anaphora=r"it\b|this\b|that\b|the\s+figure|the\s+sum|the\s+amount|they\b|by\s+comparison|of\s+(?:this|that|which)",
    clause_break=r"[;,](?!\d)|\s[-–—]\s|\sbut\s|\swhile\s|\swhereas\s",
)

TABLES = Tables(lang="en", numbers=_NUMBERS, units=_UNITS, hedges=_HEDGES, periods=_PERIODS, cues=_CUES)
