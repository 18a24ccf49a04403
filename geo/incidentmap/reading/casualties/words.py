"""The words by which casualties are read: those of death and of wounds, of people, and what may stand between."""

from __future__ import annotations

from typing import Final

#: Anchor words → (fatal, how). *both*: "12 killed", "killed 12"; *before*: "12 died"; *active*: "killing 12";
#: *noun*: "12 deaths", "погибших – 12"; *foe*: "знищено 12 окупантів" counts only people.
ANCHORS: Final[dict[str, tuple[bool, str]]] = {}


def _anchors(words: str, *, fatal: bool, how: str) -> None:
    ANCHORS.update(dict.fromkeys(words.split(), (fatal, how)))


_anchors("killed slain massacred executed murdered slaughtered", fatal=True, how="both")
_anchors("wounded injured hurt maimed hospitalized hospitalised", fatal=False, how="both")
_anchors("died perished dead drowned", fatal=True, how="before")
_anchors("killing kills kill massacring slaughtering", fatal=True, how="active")
_anchors("injuring wounding wounds injures", fatal=False, how="active")
_anchors("deaths fatalities fatality toll lives", fatal=True, how="noun")
_anchors("injuries", fatal=False, how="noun")
_anchors("casualties victims", fatal=True, how="none")
_anchors("wounded", fatal=False, how="both")
# Russian and Ukrainian: verbs and participles of many, of one, nouns, deeds.
_anchors(
    """погибли убиты умерли скончались погибло убито расстреляны казнены загинули вбито вбиті убито убиті померли
    загинуло
    розстріляно страчено гибнут гинуть погибают""",
    fatal=True,
    how="many",
)
_anchors(
    """ранены ранено пострадали пострадало травмированы госпитализированы поранено поранені постраждали постраждало
    травмовано травмовані госпіталізовано госпіталізовані контужены""",
    fatal=False,
    how="many",
)
_anchors(
    "погиб погибла убит убита скончался скончалась умер умерла загинув загинула вбитий вбита помер померла",
    fatal=True,
    how="one",
)
_anchors("ранен ранена поранений травмирован травмирована травмований травмована", fatal=False, how="one")
_anchors("пострадал пострадала постраждав постраждала поранена", fatal=False, how="one person")
_anchors(
    """погибших погибшие погибший погибшая погибшими погибшим жертв жертвы жертвами жертва убитых загиблих загиблі
    загиблий
    загибла загиблими вбитих вбиті смертей смерти смертельных""",
    fatal=True,
    how="noun",
)
_anchors(
    """раненых раненые раненый раненая ранеными пострадавших пострадавшие пострадавший пострадавшая пострадавшими
    поранених
    постраждалих постраждалі постраждалий постраждала травмированных травмованих постраждалими пораненими
    потерпілих потерпілі потерпілий потерпевших""",
    fatal=False,
    how="noun",
)
_anchors(
    """убил убила убили убило вбив вбила вбили вбило убив застрелил застрелили застрелив застрелили расстреляли
    расстрелял
    розстріляли розстріляв вырезали вырезал вырезала вирізали вирізав вирізала зарезал зарезали зарізав зарізали казнили
    казнил стратили перебили обезглавили""",
    fatal=True,
    how="active",
)
_anchors(
    "ранил ранила ранили ранило поранив поранила поранили поранило травмировал травмував", fatal=False, how="active"
)
_anchors(
    """знищили знищено знищив уничтожили уничтожено уничтожил уничтожены ликвидировали ликвидировано ликвидированы
    ліквідували
    ліквідовано eliminated liquidated neutralised neutralized""",
    fatal=True,
    how="foe",
)
_anchors(
    "получили получил получила отримали отримав отримала зазнали зазнав зазнала дістали дістав",
    fatal=False,
    how="received",
)
_anchors("жизни жизнь життя", fatal=True, how="lives")
_anchors("гибель гибели гибелью загибель загибелі загибеллю", fatal=True, how="loss")

WOUNDS: Final = ("ранени", "травм", "поранен", "осколоч", "уламк", "контуз", "ушкоджен", "опік", "ожог")

#: People, in English; plurals of regular nouns are made.
_ONE: Final = """person man woman child boy girl baby toddler infant teenager teen civilian resident villager soldier
    officer policeman policewoman driver passenger worker employee journalist reporter student pupil teacher doctor
    nurse
    medic paramedic militant fighter gunman attacker assailant suspect rebel terrorist insurgent bomber protester
    demonstrator
    bystander pedestrian worshipper pilgrim tourist farmer herder fisherman miner migrant refugee guard serviceman
    marine
    soldier troop peacekeeper militiaman firefighter rescuer volunteer official prisoner inmate detainee hostage victim
    Palestinian Israeli Russian Ukrainian Syrian Iraqi Afghan American Turk Kurd Yemeni Somali Nigerian Pakistani Indian
    Chinese Briton Frenchman German Egyptian Libyan Sudanese Ethiopian Kenyan Houthi Sunni Shiite Christian Muslim Jew
    Yazidi Rohingya Druze Alawite foreigner national citizen local pensioner retiree schoolchild schoolboy schoolgirl
    shopper commuter cameraman photographer priest imam cleric activist lawmaker politician mayor governor councillor
    judge
    lawyer contractor engineer crewman sailor pilot airman paratrooper commando jihadist bandit trader vendor merchant
    neighbor neighbour relative parent mother father son daughter brother sister grandmother grandfather wife husband
    couple family sibling twin member occupant occupier conscript recruit reservist settler aid-worker operative
    commander
    general colonel captain lieutenant sergeant chief deputy ambassador diplomat policemen cop trooper agent spy
    electrician technician
    operator lifeguard coach player singer actor musician hiker cyclist motorist rider survivor"""
_IRREGULAR: Final = """people men women children boys girls babies families wives civilians policemen policewomen gunmen
    servicemen militiamen fishermen firemen schoolchildren personnel troops police dead wounded others other more
    individuals persons elderly minors youths kids adults staff crew inhabitants Chinese Frenchmen"""
PERSON: Final = frozenset(_ONE.casefold().split())
PEOPLE: Final = PERSON | {f"{word}s" for word in PERSON} | frozenset(_IRREGULAR.casefold().split())

#: Stems of people in Russian and Ukrainian, and of the adjectives that go with them.
PEOPLE_STEMS: Final = tuple(
    """человек люд мужчин женщин ребен ребён дети дете детя жител мирн гражданск пенсионер подрост школьн студент рабоч
    работни сотрудн военн солдат боец бойц боеви полицейск пассажир водител мальчик девоч девуш парен парн младен врач
    медик медсестр журналист спасател пожарн украин россиян оккупант иностран турист волонт местн учител прохож сельчан
    дачник охранник пограничник росгвард семья семьи мать матер отец брат сестр сын дочь дочер бабуш дедуш старик глава
    депутат начальник командир офицер лейтенант капитан майор полковник генерал сержант рядов директор заместител
    тракторист помощник помічник
    механизатор энергетик железнодорожник комбайнер курьер таксист инженер боевик террорист нападавш заложник мигрант
    осіб особ людин чоловік жінк жінок жіноч дит діт діто мешкан цивільн військов рятувальн правоохорон поліцейськ
    поліціянт хлоп дівч бабус подруж громадян росіян загарбник захисник воїн працівн співробітн лікар фельдшер водій
    водії водія пасажир підліт немовл вчител містян селян харків'ян енергетик залізничн комунальн сестр батьк мати матір
    син доньк дочк дідус старост голов командир комбайнер тракторист перехож іноземн терорист нападник заручник бойовик
    окупант десантник морпех вагнер прикордонник нацгвардієць нацгвардій кримчан луганчан одесит киян херсонц херсонец
    фермер рыбак рибал пастух шахтер шахтар торгов продав священ монах черн прихож паломн вірян верующ миротвор
    спортсмен
    предприним підприєм адвокат юрист судь прокурор слідч следоват чиновник посадов министр міністр дипломат артист
    біжен бежен
    переселен крестьян селян вихован воспитан учен вчен програм монтаж монтер слесар слюсар механик механік машинист
    машиніст
    летчик льотчик пилот пілот моряк матрос парамедик партизан повстан талиб таліб ісламіст исламист охоронц сторож
    продавщ
    тяжел тяжк легк важк молод юн літн пожил немолод старш малолет несовершеннолет неповноліт малоліт беремен
    вагітн""".split()
)

#: What may stand between a number and the verb, in English.
AUXILIARIES: Final = frozenset(
    """were was are is been being have has had be reported reportedly confirmed also left feared get got said to
    believed
    known now already both all later then subsequently instantly immediately seriously critically badly slightly lightly
    severely fatally wrongly allegedly brutally shot stabbed burned beaten as so far presumed officially initially still
    among""".split()
)
#: What may stand between a verb and its number.
QUALIFIERS: Final = frozenset(
    """at least more than over about around some nearly almost approximately an estimated up to as many another a
    total of
    the other fewer less just only roughly exactly no further least additional including
    не менее минимум как по меньшей мере более около до еще также ориентировочно порядка свыше почти предварительно
    данным
    щонайменше понад більше близько ще до також приблизно майже принаймні мінімум як орієнтовно попередньо щонайменш
    еще уже вже там сразу одразу одновременно было були было був була были""".split()
)
#: A number is a count of people if one of these, or a stop, follows it.
FOLLOWERS: Final = frozenset(
    """and in at near when after as on by from during while dead wounded injured killed including of since before
    outside
    inside across overnight today yesterday monday tuesday wednesday thursday friday saturday sunday last this early
    late
    were was are have had with others more or but so within among who is
    и в на у во при после из от среди включая во-время ночью вчера сегодня также получили были было есть ранен ранены
    раненых
    погибших со с за
    і й та в у на під після від із зі внаслідок через вночі вчора сьогодні також отримали були було є серед за з до
    поранено
    поранених поранені загинули загинуло""".split()
)
NOBODY: Final = frozenset("nobody none никто никого ніхто нікого".split())
ABSENT: Final = frozenset("нет немає нема нету отсутствуют відсутні обошлось обійшлося".split())
WITHOUT: Final = frozenset("без without".split())
INCLUDING: Final = frozenset("including among включая серед среди числе числі зокрема".split())
TOLLS: Final = frozenset("toll число количество числа количества кількість кількості список жертвами жертвою".split())
AND: Final = frozenset("and or и и/или или ни і й та або чи ані".split())
#: One person, named by a noun alone: "погибли мужчина и женщина".
ONE_PERSON: Final = frozenset(
    """мужчина женщина ребенок мальчик девочка девушка парень подросток житель водитель чоловік жінка дитина хлопець
    хлопчик
    дівчина дівчинка підліток мешканець водій мать отец мати батько сын дочь син донька жительница мешканка пенсионер
    пенсионерка пенсіонер пенсіонерка поліцейський полицейский военный військовий рятувальник спасатель медик""".split()
)
#: Two persons in one word.
COUPLE: Final = frozenset("подружжя супруги супругов couple".split())
#: So many that no verb in the singular tells how many.
CREWS: Final = frozenset(
    "экипаж екіпаж отряд загін взвод рота группа група семья сім'я родина family crew команда расчет розрахунок".split()
)
#: Adjectives that go with people and with things: "3 военных объекта", "42 украинских беспилотника".
ADJECTIVES: Final = ("военн", "військов", "гражданск", "цивільн", "украинск", "українськ", "мирн", "местн", "молод")
#: Words that begin a sentence with a capital and are nobody's name.
NO_NAMES: Final = frozenset(
    """it this that everyone everybody one nothing something there what which another each and but the bill nobody
    none""".split()
)
#: Words of any harm: where none came to it, none died.
HARM: Final = ("hurt", "injur", "пострада", "постражд", "потерп")
