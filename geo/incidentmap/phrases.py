"""The words around a name: a place phrase as written → a :class:`~incidentmap.model.Toponym`.

"training ground near Soloti, Valuysky District" is the name *Soloti*, the relation *near* and the container
*Valuysky District*. Only phrases are read here, such as the place cell of a table; a text is another room's work.
"""

from __future__ import annotations

import re
from functools import lru_cache

from incidentmap.errors import quote
from incidentmap.model import Feature, Relation, Toponym
from incidentmap.names import fold, is_kind, spelling, split_generic

#: Phrases longer than this are not parsed: no place is called that, and patterns must not meet hostile lengths.
LONGEST_PHRASE = 500

_COMPASS = (
    r"(?:(?:north|south)(?:[- ]?(?:east|west))?|east|west|nne|ene|ese|sse|ssw|wsw|wnw|nnw|ne|nw|se|sw|n|s|e|w)"
    r"(?:ern|ward|wards)?"
)
_RU_COMPASS = r"(?:север\w*|юг\w*|южн\w*|восточн\w*|восток\w*|запад\w*|північ\w*|півден\w*|схід\w*|схід|захід\w*|захід)"
_THAN = r"(?:северо-|юго-)?(?:север|юж|восточ|запад)нее|(?:північ|півден|схід|захід)ніше"
_TOWARDS = r"in the direction of|towards?|в направлении|у напрямку|в напрямку"
_BORDER = r"(?:the )?(?:\w+ )?(?:state )?(?:border|frontier|front ?line|line of contact|coast|river|road|highway)"

_NEAR = (
    r"near|close to|nearby|outside(?: of)?|around|in the vicinity of|vicinity of|on the outskirts of|outskirts of|"
    r"in the area of|area of|not far from|next to|"
    r"вблизи|возле|около|рядом с|недалеко от|неподалеку от|неподалёку от|в районе|под|близ|"
    r"біля|поблизу|неподалік від|неподалік|поруч з|поруч із|коло|в районі|під"
)

# Each pattern: what may stand before it ("training ground near …") is kept as written and not used.
_PATTERNS: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(pattern, re.IGNORECASE))
    for relation, pattern in (
        (Relation.BETWEEN, r"(?:^|\b)(?:between|между|між)\s+(?P<name>.+?)\s+(?:and|и|і|та|й)\s+.+$"),
        (Relation.BETWEEN, r"^(?:the )?(?:road |highway |way )?from\s+(?P<name>.+?)\s+to\s+.+$"),
        (Relation.ALONG, rf"(?:^|\b)(?:along|across|on)\s+{_BORDER}\b\s*(?P<name>.*)$"),
        (Relation.ALONG, r"(?:^|\b)(?:вдоль|вздовж|уздовж)\s+(?P<name>.+)$"),
        (Relation.ALONG, r"^(?:the )?border (?:of|with|area|zone|strip)\b\s*(?P<name>.*)$"),
        (
            Relation.DISTANCE,
            rf"(?:^|\b)(?P<km>\d{{1,4}}(?:[.,]\d+)?)\s*(?:km|kms|kilometers|kilometres|км|кілометр\w*|километр\w*)\b\s*"
            rf"(?:(?:to the |к |на )?(?P<bearing>{_COMPASS}|{_RU_COMPASS})\s+)?(?:of|from|от|від)?\s*(?P<name>.+)$",
        ),
        (Relation.DIRECTION, rf"(?:^|\b)(?:to the )?(?P<bearing>{_COMPASS})\s+(?:of|from)\s+(?P<name>.+)$"),
        (Relation.DIRECTION, rf"(?:^|\b)(?:{_TOWARDS})\s+(?P<name>.+)$"),
        (Relation.DIRECTION, rf"(?:^|\b)(?P<bearing>{_THAN})\s+(?P<name>.+)$"),
        (Relation.NEAR, rf"(?:^|(?<=\s))(?:{_NEAR})\s+(?P<name>.+)$"),
    )
)  # fmt: skip
# "along the border north of Kharkiv": the name is Kharkiv's.
_BESIDE = re.compile(rf"^(?:to the )?(?P<bearing>{_COMPASS})\s+(?:of|from)\s+(?P<name>.+)$", re.IGNORECASE)
# "с. Козинка Грайворонского района Белгородской области": containers without commas, read from the right.
_CHAIN = re.compile(
    r"^(?P<name>.*?\S)\s+(?P<unit>\S+(?:ого|его|ої|ой|ий|ый|ая|яя|а)\s+(?:(?:городского|муниципального)\s+)?"
    r"(?:района?|р-на?|району|округа?|области|область|обл\.?|області|края?|краю|республики|республіки|громади|громада))$",
    re.IGNORECASE,
)
_CHAIN_IN = re.compile(
    r"^(?P<name>.*?\S)\s+(?:in|of)\s+(?:the\s+)?"
    r"(?P<unit>(?:[A-Z]\S*\s+){1,3}(?:[Dd]istrict|[Rr]aion|[Oo]blast|[Rr]egion|[Kk]rai|[Pp]rovince|[Cc]ounty))$"
)
# Only what stands at its town: a power plant, a bridge or a mine of that name may be anywhere in its region.
_FACILITY_WORDS = (
    r"air ?port|air ?field|air ?base|aerodrome|(?:border )?(?:check ?point|crossing(?: point)?|post)|customs(?: post)?|"
    r"(?:railway |train |bus )station|market|hospital|garrison|port|sea ?port"
)
# "Donetsk International airport", "Marynivka border checkpoint"; "аэропорт Белгорода", "КПП Нехотеевка".
_FACILITY = re.compile(rf"^(?P<name>\S.*?)\s+(?:international\s+|central\s+|military\s+)?(?:{_FACILITY_WORDS})$", re.I)
_FACILITY_FIRST = re.compile(
    r"^(?:международн\w+\s+)?(?:аэропорт|аэродром|авиабаз|аеропорт|летовищ|вокзал|станци|станці|"
    r"пункт\w* пропуска|пункт\w* пропуску|кпп|мапп)\w*\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_LEADING_IN = re.compile(r"^(?:in|at|inside|within|from|в|во|на|у|из|из-под|від|із|від)\s+(?=\S)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_PARENTHESES = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<within>[^()]+)\)\s*$")
_VAGUE = re.compile(
    r"\b(?:north|south|east|west|central|area|basin|border|front|line|road|highway|river|sea|coast|territory|forest|"
    r"direction|region|oblast|district|raion|several|various|multiple|сев|юг|юж|вост|запад|граница|район|область)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")  # "2,5 km" holds no container
_AREA_WORDS = (Feature.REGION, Feature.DISTRICT)


@lru_cache(maxsize=65_536)
def parse(phrase: str) -> Toponym:
    """Read a place phrase.

    Parameters
    ----------
    phrase : str
        As written in English, Russian or Ukrainian; containers follow the name after commas or in brackets.

    Returns
    -------
    Toponym
        ``start`` and ``end`` are offsets in ``phrase``. For "between A and B" the toponym is A: the pair is kept in
        the phrase as written.

    Examples
    --------
    >>> t = parse("training ground near Soloti, Valuysky District")
    >>> t.text, str(t.relation), t.within
    ('Soloti', 'near', ('Valuysky District',))
    >>> t = parse("the region of Belgorod")
    >>> t.text, str(t.relation), str(t.feature)
    ('Belgorod', 'at', 'region')
    >>> str(parse("between Shebekino and Novaya Tavolzhanka").relation)
    'between'
    """
    if len(phrase) > LONGEST_PHRASE:
        return Toponym(phrase, 0, len(phrase))
    head, within = _containers(phrase)
    relation, name, distance_km, bearing = Relation.AT, head, None, None
    for relation_found, pattern in _PATTERNS:
        found = pattern.search(head)
        if found:
            groups = found.groupdict()
            relation, name, bearing = relation_found, groups["name"].strip() or head, groups.get("bearing")
            name = without_article(name)
            if relation is Relation.ALONG and (beside := _BESIDE.search(name)):
                name, bearing = beside["name"], beside["bearing"]
            distance_km = float(groups["km"].replace(",", ".")) if groups.get("km") else None
            break
    else:
        name = _LEADING_IN.sub("", head, count=1)
    core, feature = split_generic(name)
    # A unit's full name is looked up as it stands: only "the region of X" must lose its words to be found.
    if feature in _AREA_WORDS and not _asks(name):
        core = name
    start = max(phrase.find(core), 0)
    return Toponym(core, start, start + len(core), relation, feature, distance_km, bearing, within)


#: What people write where they know no place.
_FILLERS = frozenset(
    """none nil null nan unknown unclear unspecified undisclosed undetermined various several multiple many other others
    all any same here there not available
    нет неизвестно неизвестен неизвестный неизвестное не указано указан разные несколько другое здесь там
    невідомо невідоме немає вказано різні тут""".split()
)
#: Common nouns that some village somewhere is called by: alone and without a container they are no name.
_NOUNS = frozenset(
    """home hospital school church bridge road street river lake sea coast forest field border front frontline line
    checkpoint base camp north south east west centre center downtown outskirts suburb area zone sector place location
    airport airfield airbase aerodrome station market port harbour island mountain hill valley beach
    police military army most man of a an the at in on near neighbourhood neighborhood rural urban
    дом больница школа церковь мост дорога улица река озеро море лес поле граница фронт линия фронта север юг восток
    запад центр окраина пригород лікарня міст вулиця річка кордон лінія фронту північ південь схід захід""".split()
)
#: Parts of the world that are no country and no unit: a village somewhere is called so, and is never meant.
_LARGE = frozenset(
    """africa asia europe america oceania antarctica eurasia sahel maghreb levant balkans caucasus siberia scandinavia
    england kashmir kurdistan donbas donbass
    африка азия европа америка океания антарктида евразия балканы кавказ сибирь скандинавия англия донбасс
    азія європа америка балкани сибір англія донбас галичина слобожанщина""".split()
)
_LARGE_PHRASES = frozenset(
    {"middle east", "near east", "far east", "ближний восток", "дальний восток", "близький схід"}
)
#: A key so short is no name to be sure of: A, Y and Ay are places, and slips of the pen.
_SHORTEST_KEY = 3


def names_nothing(phrase: str, *, contained: bool = False) -> str | None:
    """Say why a phrase names no place at all, if it does not: fillers, common nouns and words for kinds of place.

    With a container beside it (``contained``) a noun may be a name after all: Most, Czechia.

    Examples
    --------
    >>> names_nothing("the city"), names_nothing("неизвестно")
    ("the words name no place: 'the city'", "the words name no place: 'неизвестно'")
    >>> names_nothing("Ay"), names_nothing("Belgorod")
    ("'Ay' is too short to tell which place it names", None)
    """
    words = spelling(phrase).split()
    if not words:
        return "no place is given"
    if all(word in _FILLERS for word in words):
        return f"the words name no place: {quote(phrase.strip())}"
    if (len(words) == 1 and words[0] in _LARGE) or " ".join(words) in _LARGE_PHRASES:
        return f"{quote(phrase.strip())} is a part of the world that the gazetteer has no boundary of"
    if contained:
        return None
    if all(word in _NOUNS or word in _FILLERS or is_kind(word) for word in words):
        return f"the words name no place: {quote(phrase.strip())}"
    letters = fold(phrase).replace(" ", "") if len(phrase) < 4 * _SHORTEST_KEY else phrase
    if len(letters) < _SHORTEST_KEY and all(ord(c) < 0x2E80 for c in letters):  # 東京 is two letters, and a name
        return f"{quote(phrase.strip())} is too short to tell which place it names"
    return None


#: Words that make a name a phrase, or no name: wherever they stand, the whole phrase is parsed.
_NOT_PLAIN = re.compile(
    rf"\b(?:{_NEAR}|between|from|along|across|on|border|frontier|in|at|inside|within|of|towards?|road|highway|"
    rf"km|kms|kilomet\w+|{_COMPASS}|{_THAN}|{_RU_COMPASS}|{_TOWARDS}|{_FACILITY_WORDS}|"
    r"между|між|вдоль|вздовж|уздовж|км|кілометр\w*|километр\w*|в|во|на|у|из|від|із|район\w*|области|області|края|краю)\b",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")


def is_plain(name: str) -> bool:
    """Tell whether a phrase is a name and nothing else, so that :func:`parse` would return it as it stands.

    Examples
    --------
    >>> [is_plain(n) for n in ("Гора-Подол", "Newcastle", "near Kozinka", "Kozinka, Russia", "село Козинка")]
    [True, True, False, False, False]
    """
    if len(name) > 60 or not _NAME_ALONE.fullmatch(name) or spelling(name) in _LARGE_PHRASES:
        return False
    if len(name) < 2 * _SHORTEST_KEY and names_nothing(name):
        return False
    return all(map(_is_plain_word, name.replace("-", " ").replace("'", " ").replace("’", " ").split()))


@lru_cache(maxsize=65_536)
def _is_plain_word(word: str) -> bool:
    spelled = spelling(word)
    if spelled in _FILLERS or spelled in _NOUNS or spelled in _LARGE or spelled == "the" or _NOT_PLAIN.search(word):
        return False
    # "сел" may be a kind of place, and a case of one.
    return not is_kind(word)


def names_settlement(phrase: str) -> bool:
    """Tell whether a phrase reads like the name of a town or village, and like nothing larger or vaguer.

    Examples
    --------
    >>> [names_settlement(p) for p in ("Soloti", "near Soloti", "village of Novyi Svit, Sumy Oblast")]
    [True, True, True]
    >>> [names_settlement(p) for p in ("Southern Ukraine", "Kupyansk-Lyman frontline", "unknown")]
    [False, False, False]
    """
    toponym = parse(phrase)
    words = toponym.text.split()
    return (
        toponym.relation in (Relation.AT, Relation.NEAR)
        and toponym.feature in (None, Feature.SETTLEMENT)
        and 0 < len(words) <= 4
        and names_nothing(toponym.text) is None
        and not _VAGUE.search(toponym.text)
    )


def without_article(name: str) -> str:
    """Return a name without an article before it.

    Examples
    --------
    >>> without_article("the Luhansk airport"), without_article("Theodosia")
    ('Luhansk airport', 'Theodosia')
    """
    return _ARTICLE.sub("", name)


@lru_cache(maxsize=65_536)
def without_facility(name: str) -> str | None:
    """Return the settlement that a facility is called after, or ``None`` when the name has no word for a facility.

    Examples
    --------
    >>> without_facility("Marynivka border checkpoint"), without_facility("КПП Нехотеевка"), without_facility("Sumy")
    ('Marynivka', 'Нехотеевка', None)
    """
    if len(name) > LONGEST_PHRASE:
        return None
    found = _FACILITY.match(name) or _FACILITY_FIRST.match(name)
    settlement = without_article(found["name"]) if found else ""
    return settlement if settlement and names_nothing(settlement) is None else None


def _asks(name: str) -> bool:
    return bool(re.search(r"\bof\b", name, re.IGNORECASE))


def _containers(phrase: str) -> tuple[str, tuple[str, ...]]:
    bracketed = _PARENTHESES.match(phrase.strip())
    if bracketed:
        head, inner = bracketed["name"], bracketed["within"]
        first, more = _containers(head)
        return first, (*more, *(p.strip() for p in inner.split(",") if p.strip()))
    parts = [p.strip() for p in _COMMA.split(phrase)]
    parts = [p for p in parts if p]
    if not parts:
        return phrase.strip(), ()
    if len(parts) > 1 and _is_unit(parts[0]) and not _is_unit(parts[-1]):
        parts.reverse()  # "Russia, Belgorod Oblast, Shebekino", the other way round
    head, units = parts[0], []
    while (chain := _CHAIN.match(head) or _CHAIN_IN.match(head)) and _is_named(chain["name"]):
        head = chain["name"]
        units.append(chain["unit"])
    return head, (*reversed(units), *parts[1:])


def _is_unit(part: str) -> bool:
    return split_generic(part)[1] in _AREA_WORDS and not _asks(part)


def _is_named(head: str) -> bool:
    """Tell whether a capitalised word that is no kind of place is left: "the town" of "town of Sumy Oblast" is none."""
    return any(word[:1].isupper() and not is_kind(word) for word in head.split())
