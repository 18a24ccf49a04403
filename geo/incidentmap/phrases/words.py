"""Words that tell what a name is, and what stands around it: kinds, units, directions, facilities, things at places.

Words are in small letters, ё as е, ’ as '. None of them is a name.
"""

from __future__ import annotations

from typing import Final

from incidentmap.model import Relation

ARTICLES: Final = frozenset("the a an".split())

#: A settlement that is not a town: of two places in one phrase it is the exact one.
SMALL: Final = frozenset(
    """village villages hamlet hamlets settlement settlements n.p settl vil vill pos township selo khutor pgt smt
    urban-type city-type locality localities
    село села селу селом селе сел селах селам селами с сел пос поселок поселка поселку поселке поселком поселки поселков
    поселках пгт рп п деревня деревни деревне деревню деревней деревень деревнях дер д хутор хутора хуторе хутору
    хутором хуторов хуторах хут х слобода слободы слободе слободу слободой сл станица станицы станице станицу ст-ца
    пункт пункта пункте пункту пунктом пункты пунктов пунктах н.п нп населенный населенного населенном населенные
    населенных
    сіл селі селом селище селища селищу селищі селищем селищ селищах смт с-ще хутір хуторі хуторів пункти пунктів
    населений населеного населеному населені населених""".split()
)
TOWNS: Final = frozenset(
    """town towns city cities municipality capital gorod misto
    город города городу городом городе городов городах городам городами гор г городок городка городке столица столицы
    столице місто міста місту містом місті міст містах містам м містечко містечка містечку столиця столиці""".split()
)
#: With a full stop before a name: what stands for what. Machines translate "м. Слов'янськ" as "Moscow. Slovyansk".
DOTTED: Final = {
    "v": "village", "s": "village", "sec": "village", "p": "settlement", "pos": "settlement", "c": "city", "m": "city",
    "g": "city", "t": "town", "moscow": "city",
}  # fmt: skip
KINDS: Final = SMALL | TOWNS
PLURAL: Final = frozenset(
    """villages hamlets settlements towns cities localities areas directions regions oblasts districts provinces states
    governorates counties raions sectors fronts axes suburbs outskirts airports checkpoints roads
    села сел селах селам деревни деревень деревнях поселки поселков поселках города городов городах пункты пунктов
    пунктах пункти пунктів міста міст містах селищ селища районов районах областей областях
    направления направлений направлениях напрямки напрямків напрямках""".split()
)

_UNITS: Final = {
    "region": """region regions regio oblast oblasts obl oblt province provinces governorate governorates krai kray
    state
        states prefecture voivodeship wilaya wilayah wilayat emirate muhafazah republic
        область области областью областей областях обл край края крае краю краев республика республики республике
        республику області областю облась республіка республіки республіці""",
    "district": """district districts raion raions rayon county counties okrug hromada
        район района районе району районом районов районах р-н р-на р-не р-ну округ округа округе округу районі районів
        громада громади громаді громаду""",
    # Too small or too foreign for most gazetteers: they are called after their chief place.
    "minor": """council councils community communities commune communes municipality municipalities territory
    territories
        locality cercle circle subdistrict sub-district nahiya nahiyah woreda caza chiefdom groupement ward parish
        subdivision township townships department departments canton lga rada
        совет совета сельсовет сельсовета горсовет горсовета общины община рада ради ради міськрада сільрада""",
}  # fmt: skip
#: The nouns of units, after their names.
UNITS: Final = {noun: sort for sort, nouns in _UNITS.items() for noun in nouns.split()}
REPUBLICS: Final = frozenset(
    """republic республика республики республике республику республіка республіки республіці""".split()
)
#: Between a unit's name and its noun.
UNIT_MODIFIERS: Final = frozenset(
    """city town village rural urban municipal territorial united autonomous administrative local miska silska people's
    городского городской муниципального муниципальный сельского территориальной территориальная міської міська
    сільської сільська територіальної територіальна""".split()
)

#: After a name: how the place is meant.
_TRAILING: Final = {
    Relation.NEAR: """area areas vicinity surroundings zone countryside environs neighbourhood neighborhood""",
    Relation.OUTSKIRTS: "outskirts suburb suburbs outskirt edge",
    Relation.DIRECTION: """direction directions axis axes sector sectors front fronts frontline
        направление направлении направления направлению направлением направлений направлениях
        напрямок напрямку напрямком напрямки напрямків напрямках напрям напрямі""",
    Relation.BETWEEN: "road roads highway motorway route railway line track corridor",
    Relation.BORDER: "border borders frontier boundary граница границе границы границу кордон кордоні кордону",
}
TRAILING: Final = {word: relation for relation, words in _TRAILING.items() for word in words.split()}
#: Before two names: "дорога Купянск — Сватово", "route Goma - Rutshuru".
ROADS: Final = frozenset(
    """road roads highway motorway route railway line stretch section
    дорога дороге дороги дорогу дорогой автодорога автодороге автодороги трасса трассе трассы трассу трассой шоссе
    участок участке перегон линия линии траса трасі траси трасу трасою шлях шляху автошлях автошляху лінія
    лінії""".split()
)
#: Larger than a unit, or across several: such a name is looked up with its noun.
LANDSCAPES: Final = frozenset(
    """basin valley peninsula delta plateau steppe desert mountains highlands highland lowlands foothills islands
    archipelago polesia""".split()
)
#: Names of areas that are as often said with "area", "region" or "zone" after them.
AREAS: Final = frozenset(
    """donbas donbass slobozhanshchyna донбасс донбасса донбассе донбас донбасу донбасі слобожанщина слобожанщины
    слобожанщине слобожанщини слобожанщині""".split()
)
RIVERS: Final = frozenset("river rivers река реки реке реку рекой річка річки річці річку".split())
WATERS: Final = RIVERS | frozenset(
    """lake sea reservoir canal gulf bay strait lagoon ocean estuary
    озеро озера озере водохранилище водохранилища водохранилище канал канала море моря залив залива
    озері водосховище водосховища водосховищі каналу затока затоки""".split()
)

#: What is called after the town it stands at. It is looked up by its whole name, and then by the town's.
FACILITIES: Final = frozenset(
    """airport airports aiport airfield airbase aerodrome checkpoint checkpoints crossing post station customs market
    hospital garrison port seaport
    аэропорт аэропорта аэропорту аэропорте аэродром аэродрома аэродрому аэродроме авиабаза авиабазы авиабазе вокзал
    вокзала вокзале станция станции станцию кпп мапп аеропорт аеропорту аеропорті аеродром аеродрому аеродромі летовище
    летовища летовищі станція станції станцію""".split()
)
#: Of these, what may be called anything: it is left for a better name in the same phrase.
POSTS: Final = frozenset("checkpoint checkpoints post crossing market hospital station".split())

#: What an event happened at, in or beside. Its own name is in no gazetteer; the place after it is what is meant.
THINGS: Final = frozenset(
    """street avenue boulevard lane square bridge bridges building buildings house houses home office headquarters
    school
    church mosque monastery cathedral university college kindergarten clinic shop mall store cinema theatre stadium
    hotel
    terminal runway position positions stronghold strongholds outpost trench trenches bunker installation
    warehouse depot barracks prison cemetery monument park yard farm tower site scene spot place places
    roadblock ambush point ground grounds range convoy column vehicle bus car train tram ferry boat ship
    brigade brigades battalion regiment division army guard militia forces troops company platoon unit units command
    department ministry administration service police institute centre center downtown microdistrict quarter
    quarters block blocks complex facility facilities infrastructure entrance exit encirclement battle battles fighting
    clash clashes shelling attack offensive liberation ruins remains territory forest forests wood woods field fields
    hill forestry greenery plantation rebels rebel government reconnaissance operation ring bypass intersection
    junction interchange crossroads gate gates pipeline substation
    vul ulitsa street
    улица улице улицы улицу ул проспект проспекте проспекта пр-т площадь площади пл переулок переулке мост мосту моста
    здание здании здания дом дома доме школа школе школы больница больнице больницы церковь церкви лес лесу леса поле
    блокпост блокпоста блокпосту блокпосте позиция позиции позициях позициям пункт пункте полигон полигона полигоне
    склад склада складе рынок рынке рынка завод завода заводе шахта шахты шахте бригада бригады батальон батальона
    вулиця вулиці вулицю вул площа площі мосту будинок будинку будівля будівлі школі лікарня лікарні церкві ліс лісі
    позиції позиціях полігон полігоні склад складі ринок ринку завод заводі шахта шахті бригади батальйон блокпосту
    блокпості колона колонна колонны""".split()
)
#: The same, that a gazetteer may know by its own name: only a name after "near", "in" or "of" is better.
SITES: Final = frozenset(
    "mine camp plant factory refinery quarry base dam mountain hill island reserve park station powerplant".split()
)
STREETS: Final = frozenset("street avenue boulevard bridge square lane".split())
#: Streets and the like before their names.
THINGS_BEFORE: Final = frozenset(
    "street vul vulytsia ulitsa st ul avenue ул улица улице улицы пр-т пл вул вулиця вулиці площадь площади".split()
)

#: Words of small letters that are part of names.
CONNECTORS: Final = frozenset(
    """al el ad an ar as at ash az en et es ez de del della der den des di da do dos das du la le les las los lo the of
    upon on sur am im in bei ob van von ter ten op aan bin ibn abu umm bani wadi jabal tell tal deir um i y e na nad pod
    na-donu и на над під над-дону by""".split()
)
#: Of these, the first of a name.
CONNECTORS_FIRST: Final = frozenset(
    """al el ad ar ash az de del der di da do dos das la le les las los lo van von ter ten abu umm bani wadi jabal tell
    tal tel deir bin ibn""".split()
)
MONTHS: Final = frozenset(
    """january february march april may june july august september october november december""".split()
)
#: After these a phrase goes on about something else.
REMARKS: Final = frozenset("""according which who where that representation согласно""".split())
#: "including Soledar": one more of a list.
INCLUDING: Final = frozenset("including incl включая включно зокрема".split())
#: Words that no name holds, in a phrase that names a place: half a sentence is no name.
VERBS: Final = frozenset(
    "was were is are be been has had he she they it his her their its only when from no not".split()
)
#: The country that the text is about.
COUNTRY: Final = frozenset("country nation страны стране страна країни країні країна".split())
