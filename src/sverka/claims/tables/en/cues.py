"""English words that gate the frames."""

from sverka.claims.tables.shape import CueWords

CUES = CueWords(
    measures=(
        (
            "services",
            r"services(?=\s+(?:of|at|worth|accounted|reached|totall?ed))|(?:trade|exports?|imports?|turnover)\s+in\s+services|services\s+(?:trade|exports?|imports?|turnover)",
        ),
        (
            "agri_trade",
            r"(?:agricultural|agri-?food|farm|agri)\s+(?:trade|exports?|turnover)|trade\s+in\s+(?:agricultural|farm|food)\s+\w+",
        ),
        ("balance", r"(?:trade\s+)?(?:deficit|surplus)\b|trade\s+balance|balance\s+of\s+trade"),
        (
            "trade",
            (
                r"(?:trade\s+)?turnover|(?:trade|trading)\s+volumes?|commerce\b(?!\s+(?:chamber|minist))|volume\s+of\s+trade"
                r"|(?<!chamber of )(?<!minister of )(?<!ministry of )(?<!free )(?<!fair )\btrade\b(?!\s*(?:and\s+(?:integration|industry|economic|investment)\s+(?:minist|committee|commission)"
                r"|unions?|war|missions?|ministe?ry?|minister|fairs?|representati\w+|delegations?|agreements?|deals?|centers?|centres?|offices?|partners?|house|routes?|barriers?"
                r"|zone|policy|officials?|relations|ties|cooperation|talks|commission|links|corridors?|restrictions?|envoy|map|fair|show))"
                r"|\btrad(?:ed|es|ing)\b(?!\s+(?:partners?|house|company|and))"
            ),
        ),
        ("supply", r"shipments?\b|shipped|deliver(?:y|ies|ed)\b|suppl(?:y|ies|ied)\b(?!\s+chain)"),
        ("export", r"exports?\b|exported|exporting|sales\s+to|sold"),
        ("import", r"imports?\b|imported|importing|purchases?\b|bought|buys?\b"),
        ("freight", r"freight|cargo|rail\s+traffic"),
        ("transit", r"transit\w*"),
        (
            "worth",
            r"worth\b(?!\s+of)|valued\s+at|price\s+tag|total(?:ling)?\s+(?:cost|value)|combined\s+value",
        ),
        (
            "investment",
            r"investments?\b|invest(?:ed|s)?\b|puts?\b(?=\s+(?:up\s+|in\s+|a\s+further\s+|another\s+)?[$€£\d])|fdi\b|capital\s+inflows?",
        ),
        ("projects_value", r"projects?\b"),
        ("contracts", r"contracts?\b|deals?\b|agreements?\s+worth"),
        (
            "loan",
            r"loans?\b|credit\w*|grants?\b|debts?\b|budget\w*|fines?\b|costs?\b|revenues?\b|profits?\b|price\w*|exchange\s+rate|converted|rent\b|tariff\w*|fee\w*",
        ),
        (
            "gdp",
            r"gdp\b|(?:the\s+)?number\s+of|inflation|wages?\b|interest\s+rate\w*|unemployment|output\b|production\b|economy\b",
        ),
    ),
    growth=(
        (
            "up",
            (
                r"ros(?:e|en)\b|pick(?:ed|s|ing)?\s+up|ris(?:en?|es|ing)\b|grew|grow(?:n|th|s|ing)?\b|increas\w+|(?<!made )(?<!make )(?<!makes )(?<!making )up\b|gain(?:ed|s|ing)?\b|climb\w*|jump\w*|surg\w+|soar\w*"
                r"|expand\w*|expansion|higher|more\b|advanc\w+|leap\w*|upturn|add(?:ed|ing|s)?\b|rais(?:e|ing|ed)\b|boost\w*|accelerat\w+"
            ),
        ),
        (
            "down",
            (
                r"fell|fall(?:en|s|ing)?\b|drop\w*|declin\w+|decreas\w+|down\b|shr[aiu]nk\w*|contracted|lower\b|less\b|plung\w+|slump\w*|reduc\w+|lost|slid\b"
                r"|halv\w+|tumbl\w+|eas(?:ed|es|ing)\b|slip\w*|weaken\w*"
            ),
        ),
    ),
    finite_growth=(
        r"rose|has\s+risen|have\s+risen|is\s+rising|grew|has\s+grown|have\s+grown|is\s+(?:again\s+)?growing|are\s+growing|picked\s+up|edged\s+(?:up|down)|increased|has\s+increased|fell|has\s+fallen"
        r"|dropped|declined|decreased|shrank|contracted|expanded|slumped|surged|soared|keeps\s+growing|keeps?\s+(?:growing|climbing|rising|falling)|is\s+increasing|is\s+declining"
    ),
    modality=(
        (
            "goal",
            r"goals?\b|sights\b|targets?\b|targeted|aims?\b|aimed|objective\w*|task\b|ambitions?\b|benchmark\w*|milestone",
        ),
        (
            "intend",
            (
                r"plan(?:s|ned|ning)?\b|intend\w*|wants?\b|wish\w*|seek\w*|hop(?:e|es|ed|ing)\b|agree(?:d|s)?\b|(?:is|are)\s+to\b|pledg\w+|vow\w*|ready|should|strive\w*|determined|committed"
                r"|resolved|eye[sd]?\b|eyeing|sticking|prepared|set\s+to|undert(?:ake|ook)\w*|propos\w+|looking\s+to|must\b|need(?:s)?\s+to|set\s+out"
            ),
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
            (
                r"to\s+(?:bring|raise|increase|boost|double|triple|quadruple|reach|achieve|hit|exceed|surpass|grow|expand|lift|take|push|get|attract|attain|cross|top|scale|add|carry|see|buy|put|invest|achieve|sell|"
                r"rise|climb|ramp|export|import|invest|achieve|sell|supply|buy|ship|cut|reduce|quintuple|elevate)\b|(?:doubling|tripling|raising|bringing|increasing|reaching)\b"
            ),
        ),
        (
            "past",
            (
                r"reached|amounted|totall?ed|stood|was\b|were\b|exceeded|surpassed|hit\b|made\s+up|came\s+to|rose|grew|increased|fell|dropped|declined|doubled|tripled|topped|crossed|"
                r"has\s+\w+ed|have\s+\w+ed|had\b|is\b|are\b|accounts?\b|accounted|totals?\b|went\b|traded|exported|imported|shipped|invested|recorded|registered|signed|worth"
            ),
        ),
    ),
    present=r"is|are|accounts?|remains?|makes?\s+up|exceeds|stands|has|currently|now|goes|go|covers?",
    shares=r"settlements\b|shares?\b(?!\s+(?:the|a|our|their|his|views))|accounts?\s+for|accounted\s+for|accounting\s+for|make(?:s)?\s+up|made\s+up|constitut\w+|represent(?:s|ed|ing)\b",
    share_of=r"of\s+(?:(?:the|its|our|all|their|total|overall|country's|country’s|such|mutual|bilateral|these)\s+)*(?P<whole>[a-z'’-]+(?:\s+[a-z-]+)?)",
    share_measures=(
        ("national_currencies", r"national\s+currenc\w+|settlements?|payments"),
        ("transit", r"transit|freight|cargo|shipments"),
        ("export", r"exports?|deliveries|shipments"),
        ("import", r"imports?"),
        ("trade", r"trade|trading|turnover|commerce"),
        ("investment", r"investment\w*|fdi"),
    ),
    count_nouns=(
        ("jv", r"joint\s+(?:ventures?|enterprises?|companies)|jvs?\b"),
        (
            "joint_projects",
            r"(?:joint|investment|major|large|industrial|infrastructure|cooperation)\s+(?:\w+\s+){0,2}projects?",
        ),
        ("projects", r"projects?\b"),
        (
            "distribution_entities",
            r"(?:distribution|sales)\s+(?:network\s+)?(?:entities|outlets|points)|entities\s+of\s+the\s+distribution\s+network",
        ),
        ("dealers", r"dealers?(?:hips?)?\b|distributors?\b|trading\s+houses?"),
        ("jobs", r"(?:new\s+)?(?:jobs?|workplaces)\b"),
        (
            "firms",
            r"companies|enterprises|firms|businesses|entities|organi[sz]ations|plants|factories|producers|manufacturers|exporters|residents|startups|makers|dairies|plants|suppliers|investors",
        ),
        ("meetings", r"meetings|negotiations"),
        ("people", r"people|workers|employees|staff"),
        ("brands", r"brands"),
        ("documents", r"documents?|agreements?|memorand\w+|contracts?|deals?|protocols?|mous?\b"),
        (
            "delegates",
            r"representatives|delegates|businessmen|business\s+people|entrepreneurs|participants|executives",
        ),
        ("parks", r"(?:industrial|technology)\s+(?:parks|zones)"),
        ("containers", r"containers|(?:freight\s+|container\s+)?trains"),
        (
            "facilities",
            r"warehouses|terminals|routes|centers|centres|branches|stores|shops|offices|outlets|facilities",
        ),
        ("schools", r"schools|universities"),
        ("flights", r"flights"),
        (
            "machines",
            r"tractors|harvesters|buses|vehicles|trucks|machines|units\s+of\s+equipment|locomotives",
        ),
        ("students", r"students|tourists"),
    ),
    number_of=r"(?:the\s+)?number\s+of",
    count_link=r"(?:\s+(?!(?:of|in|to|for|with|on|by|from|at|is|are|were|was|have|has|had|or|as|the)\b)[a-z-]+){0,4}?\s+",
    capital_of=r"with\s+(?P<adj>[a-z]+)\s+(?:capital|participation|investment|stakes?|ownership)",
    breakdown=r"including|of\s+which|of\s+them|of\s+these|among\s+them|comprising|namely",
    of_them=r"of\s+(?:them|these|which)",
    part_nouns=(
        ("jv", r"joint(?:ly)?(?:\s+owned)?"),
        ("foreign", r"(?:wholly\s+|fully\s+)?foreign(?:-owned)?"),
    ),
    ranks=(
        (
            "place",
            (
                r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:place|position|spot)"
                r"|(?P<digit>\d{1,2})(?:st|nd|rd|th)\s+(?:place|position|spot|among)|rank(?:s|ed|ing)?\s+(?:(?P<ordinal3>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
                r"|(?P<digit2>\d{1,2})(?:st|nd|rd|th)?)"
            ),
        ),
        (
            "partner",
            (
                r"(?P<ordinal2>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[\s-]+(?:(?:largest|biggest|main|most\s+important)\s+)?(?:(?:foreign|export|trade|trading|economic)\s+)*"
                r"(?:partner|market|supplier|buyer|investor|importer|exporter|destination|customer)\b"
                r"|(?P<digit3>\d{1,2})(?:st|nd|rd|th)[\s-](?:largest|biggest)\s+(?:\w+\s+){0,2}(?:partner|market|supplier|buyer|investor|importer|exporter)\b"
            ),
        ),
        (
            "first",
            (
                r"(?<!one of the )(?<!one of its )(?<!one of our )(?<!second )(?<!third )(?<!fourth )(?<!fifth )(?<!second-)(?<!third-)(?<!fourth-)(?<!fifth-)"
                r"(?P<top>largest|biggest|main|top|leading|principal|number\s+one)\s+(?:foreign\s+)?(?:trading|trade)(?:\s+and\s+(?:investment|economic))?\s+partner\b|(?P<top2>largest|biggest|main|top)\s+(?:buyer|supplier|importer|exporter|investor|market)\b"
            ),
        ),
        (
            "among",
            r"(?:among|in|into|one\s+of)\s+(?:the\s+|its\s+|our\s+|[\w’']+[’']s?\s+)?top\s+(?P<topn>three|five|ten|\d+)(?!\s+(?:years|months))",
        ),
    ),
    events=(
        ("state_visit", r"state\s+visit"),
        ("official_visit", r"official\s+visit"),
        ("working_visit", r"working\s+visit"),
        ("visit", r"visits?\b(?!\s+to\s+the\s+(?:site|page))"),
        ("summit", r"summit\b"),
        (
            "commission",
            r"(?:meeting|session|sitting)\s+of\s+the\s+(?:\w+\s+){0,3}(?:commission|committee|council)|(?:commission|committee)\b|next\s+meet",
        ),
        ("mission", r"(?:trade\s+|business\s+)?mission\b(?!\s+to\s+the)"),
        ("forum", r"(?:business\s+|economic\s+|investment\s+)?forum\b"),
        ("exhibition", r"exhibition\b|expo\b|trade\s+fair"),
        ("opening", r"(?:opening|launch|commissioning)\b"),
        ("talks", r"talks\b|negotiations|consultations"),
    ),
    event_planned=(
        r"will\b|planned|plans?\b|scheduled|upcoming|forthcoming|due\b|expected|is\s+to\b|are\s+to\b|to\s+(?:visit|take\s+place|be\s+held)|slated|next\b|postponed|"
        r"invited|set\s+(?:for|to)|convene|leaves\b|decided\s+to|preparing|ahead\s+of"
    ),
    planned_verb=r"(?:will|should|is\s+(?:due|expected|set)\s+to)\s+(?:be\s+)?(?:up\s+and\s+running|operational|open|launch|build|complete|start|commission|sign|create|construct|finish|put)\w*",
    belittled=r"(?:will|would)\s+(?:look|seem|appear|be)\s+(?:\w+\s+){0,5}?(?:laughable|ridiculous|modest|small|tiny|insignificant|funny)",
    anaphora=r"it\b|this\b|that\b|the\s+figure|the\s+sum|the\s+amount|they\b|by\s+comparison|of\s+(?:this|that|which)",
    clause_break=r"[;,](?!\d)|\s[-–—]\s|\sbut\s|\swhile\s|\swhereas\s",
)
