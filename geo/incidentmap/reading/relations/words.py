"""Words around a name, in three languages: kinds of place, what follows names, roads, talks, words to pass over.

Words are in small letters, ё as е, ’ as '.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from incidentmap.model import Feature, Relation
from incidentmap.phrases.measures import LONGEST_WORD

_SETTLEMENT: Final = """village town city hamlet settlement villages towns cities hamlets settlements"""
_REGION: Final = """region obl oblast province governorate krai state prefecture voivodeship regions oblasts provinces
    governorates
    states prefectures"""
_DISTRICT: Final = """district raion rayon county municipality hromada districts raions counties municipalities
    subdistrict
    okrug okrugs borough"""
#: "the village of Terebreno", "the region of Belgorod".
KIND_OF: Final = {
    word: feature
    for feature, words in (
        (Feature.SETTLEMENT, _SETTLEMENT),
        (Feature.REGION, _REGION),
        (Feature.DISTRICT, _DISTRICT),
        (None, "republic"),
    )
    for word in words.split()
}  # fmt: skip
#: "the village Kozinka", "the frontline town Avdiivka".
KIND_BARE: Final = frozenset(("capital", *_SETTLEMENT.split()))
#: After a name: "Belgorod region", "Kozinka village", "Donetskyi raion".
KIND_AFTER: Final = {word: feature for word, feature in KIND_OF.items() if feature is not None}
PLURAL: Final = frozenset(
    """villages towns cities hamlets settlements regions oblasts provinces governorates states districts raions counties
    municipalities directions sectors airports borders suburbs outskirts areas fronts axes
    областей областях областям областями районов районах районам округов округах областях районів районами
    направлениях направлений направления напрямках напрямків напрямки аэропортов областями краях громад громадах
    села сел селах селам селами деревни деревень деревнях поселки поселков поселках города городов городах городам
    городами пунктов пунктах пункты пунктам сіл селах міста міст містах селища селищ селищах пунктів пункти
    хутора хуторов хуторах населених населенных області райони областей аеропортів""".split()
)

_CYRILLIC_KINDS: Final = """
    село села селу селом селе сел селах селам селами деревня деревни деревне деревню деревней деревень деревнях деревням
    город города городу городом городе городов городах городам городами городок городка городке поселок поселка поселку
    поселке поселком поселки поселков поселках пос пгт рп хутор хутора хуторе хутору хутором хуторов хуторах хут слобода
    слободы слободе слободу слободой станица станицы станице станицу станиц станицах пункт пункта пункте пункту пунктом
    пункты пунктов пунктах пунктам н.п нп г гор дер ст-ца столица столицы столице
    сіл селі місто міста місту містом місті міст містах містам містечко містечка містечку містечком смт селище селища
    селищу
    селищі селищем селищ селищах хутір хуторі хуторів слободі пунктів пунктах пункти пунктам с-ще столиця столиці
    мікрорайоні
    селом"""
#: Words before a Cyrillic name that say its kind.
KIND_CYRILLIC: Final[dict[str, Feature | None]] = {
    **dict.fromkeys(_CYRILLIC_KINDS.split(), Feature.SETTLEMENT),
    **dict.fromkeys("столица столицы столице столиця столиці мікрорайоні".split()),
    **dict.fromkeys(
        "республика республики республике республику республіка республіки республіці республіку".split(), None
    ),
    **dict.fromkeys("область области областью області областю".split(), Feature.REGION),
}
#: The same with a full stop after one letter: "с. Козинка"; without it "с" is a preposition.
KIND_LETTER: Final = frozenset("с м п д х г".split())
_REGION_NOUN: Final = """область области областью областей областях областям областями обл край края крае краю краев
    краем республика
    республики республике республику області областю областями краї краєм республіка республіки республіці республіку"""
_DISTRICT_NOUN: Final = """район района районе району районом районов районах районам р-н р-на р-не р-ну округ округа
    округе округу
    округов округах горокруг горокруга горокруге муниципалитет районі районів громада громади громаді громаду
    громадою громад
    громадах г.о го"""
#: What a list shares: "near A, B and C", "on the outskirts of A and B".
NEARBY: Final = (Relation.NEAR, Relation.OUTSKIRTS)
#: The nouns of adjectival units: the last word of "Белгородской области", or the word after "Донецькій".
NOUN_CYRILLIC: Final = {
    **dict.fromkeys(_REGION_NOUN.split(), Feature.REGION),
    **dict.fromkeys(_DISTRICT_NOUN.split(), Feature.DISTRICT),
}

#: After a name: what they make of it.
_AFTER: Final = (
    (Relation.DIRECTION, """direction axis sector front frontline directions sectors fronts axes
        направление направлении направления направлению направлением направлений направлениях напрямок напрямку
        напрямком
        напрямки напрямків напрямках напрям напрямі"""),
    (Relation.NEAR, """area areas vicinity environs countryside"""),
    (Relation.OUTSKIRTS, """outskirts suburb suburbs"""),
    (Relation.BORDER, """border borders frontier граница границе границы границу границей кордон кордоні кордону
        кордоном"""),
    (Relation.ALONG, """coast coastline узбережжя узбережжі побережье побережья"""),
    (Relation.FACILITY, """airport airfield airbase aerodrome checkpoint crossing station market hospital garrison
        port seaport
        customs airports аэропорт аэропорта аэропорту аэропорте аэродром аэродрома аэродроме аэродрому вокзал вокзала
        вокзале
        аеропорт аеропорту аеропорті аеродром аеродрому аеродромі вокзалі порт порту порті"""),
    (Relation.BETWEEN, """road highway railway motorway route corridor line bridge frontline expressway"""),
)  # fmt: skip
AFTER: Final = {word: relation for relation, words in _AFTER for word in words.split()}
#: Between a name and such a word: "Donetsk International Airport", "Kozinka border checkpoint".
AFTER_FIRST: Final = frozenset(
    """international central military railway train bus border main regional urban municipal city naval air
    international administrative front's strategic operational""".split()
)
AFTER_PAIRS: Final = {
    ("air", "base"): Relation.FACILITY,
    ("air", "field"): Relation.FACILITY,
    ("front", "line"): Relation.DIRECTION,
    ("border", "crossing"): Relation.FACILITY,
    ("border", "checkpoint"): Relation.FACILITY,
    ("border", "post"): Relation.FACILITY,
    ("border", "gate"): Relation.FACILITY,
    ("crossing", "point"): Relation.FACILITY,
    ("check", "point"): Relation.FACILITY,
}
ROADS: Final = frozenset(
    """road highway railway motorway route track line дорога дороге дороги дорогу дорогой автодорога автодороге
        автодороги
    трасса трассе трассы трассу трассой шоссе перегон перегоне участок участке участка линия линии линию рубеж рубеже
    маршрут маршруте маршрута траса трасі траси трасу трасою шлях шляху шляхом автошлях автошляху автошляхом автошляху
    дорозі лінія лінії лінію перегоні рубежі ділянці відрізку маршрутом ветке ветка""".split()
)
#: Two countries or two sides stand in no place "between" them.
TALKS: Final = frozenset(
    """talks war wars relations conflict tensions tension agreement agreements deal ceasefire truce peace meeting
        exchange
    differences difference match game ties dispute negotiations summit cooperation trade rivalry dialogue
    relationship accord
    treaty alliance contacts communication friendship call swap standoff clashes hostilities
    переговоры переговоров переговорам война войны войне отношения отношений отношениях конфликт конфликта договор
    соглашение
    соглашения матч обмен мир перемирие связи контакты разговор
    переговори переговорів війна війни війні відносини відносин конфлікт конфлікту угода угоди договір матч обмін мир
    перемир'я зв'язки контакти розмова""".split()
)

DETERMINERS: Final = frozenset("the a an this that its their his her our these those both another one".split())
#: Words that end the search for the determiner of "the embattled city of".
STOPS: Final = frozenset(
    """in at on of to from near by for with and or but as into over around outside between towards toward against
        through
    across along off onto upon inside within is was were are be been said says has have had that which who when where
    while
    after before since until via than not""".split()
)
#: Words that may stand between a cue and what it is an aside of.
FILLERS: Final = frozenset(
    """just about some roughly approximately nearly only located situated lying which is lies lie was that are on at
        in the to
    a an from up over under more less than almost around within distance no least most below above beyond between
    примерно около приблизительно почти всего расположенный расположенная расположенное расположенном расположенной
    расположенного расположен расположена находится находящийся находящемся находящееся находящейся который которая
    которое
    что в во на у из с со по за не более менее расстоянии
    приблизно близько майже всього розташований розташована розташоване розташованому розташованого що який яка яке яке
    знаходиться з із зі відстані більш менш до понад лише свыше больше меньше пределах радиусе менше більше ніж
    межах радіусі щонайменше""".split()
)
DEMONYM_BETWEEN: Final = frozenset(
    """border port frontline front-line coastal industrial capital second second-largest third largest biggest small
        tiny
    besieged embattled strategic occupied western-most provincial regional resort garrison mining key main nearby rural
    historic ancient holy major mid-sized town's""".split()
)

#: Capitalised after a name, these still say its kind; "State", "City" and "Hospital" are then part of another name.
CAPITAL_AFTER: Final = frozenset(
    """oblast obl raion rayon krai region province governorate district county hromada airport airfield airbase
    aerodrome     international air base""".split()
)
#: "the Belgorod border region" is a strip of it; "the Texas border guard" is none.
BORDER_AFTER: Final = frozenset(
    "border borders frontier граница границе границы границу кордон кордоні кордону".split()
)
BORDER_AREAS: Final = frozenset("region regions area areas district districts zone zones strip".split())
BORDER_PEOPLE: Final = frozenset(
    "guard guards service services police patrol patrols force forces agents agent troops village town".split()
)

#: A police station in a town is not the town's station.
OTHER_STATIONS: Final = frozenset(
    """police fire gas power petrol radio tv television polling space weather research metro subway service filling
        pumping
    nuclear fueling fuelling""".split()
)
#: Settlements that are said to be a larger place's: "the Hunan city of Yueyang".
OWNED_KINDS: Final = frozenset("village town city hamlet settlement suburb".split())
#: First-order units that news in English names without a noun, and that share their names with towns.
STATES: Final = frozenset(
    name.replace("_", " ")
    for name in (
        """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
            illinois
        indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri
        montana
        nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma oregon
        pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington
        west_virginia wisconsin wyoming ontario quebec british_columbia alberta manitoba saskatchewan nova_scotia
        new_brunswick newfoundland queensland new_south_wales victoria tasmania south_australia western_australia"""
    ).split()
)
#: Of these, what alone is rather a town or a country.
RATHER_TOWNS: Final = frozenset(("georgia", "new york", "washington", "victoria", "ontario", "quebec"))

_PLAIN: Final = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'"})


@lru_cache(maxsize=32_768)
def plain(word: str) -> str:
    """Return a word as the tables write it, or "" when it is too long to be one.

    Examples
    --------
    >>> plain("Посёлок"), plain("п’яти"), plain("a" * 1000)
    ('поселок', "п'яти", '')
    """
    return word.casefold().translate(_PLAIN) if len(word) <= LONGEST_WORD else ""
