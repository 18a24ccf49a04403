"""What the words around a name say: relation, distance, bearing, kind of place, containers.

A case is a text with its names in brackets and what is expected of each, in order, between bars: relation, distance,
bearing, kind, "in" its containers, "with" the other place, and in brackets why it is no incident's place.
``[~Russian=Russia]`` is a nationality, ``[^Moscow]`` a government, ``[!Azov]`` no place; ``[Сумщині=Сумська область]``
says what is looked up.
"""

from __future__ import annotations

import re
import time
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.model import Feature, Toponym
from incidentmap.reading.mentions import PlaceMention, Role
from incidentmap.reading.relations import attach
from incidentmap.reading.text import Text, prepare

UNITS = {
    **dict.fromkeys(
        "Ukraine Russia Syria Turkey Iraq Poland Belarus Lebanon Israel France Germany Afghanistan Libya".split(),
        Feature.COUNTRY,
    ),
    **dict.fromkeys("Украины Украина Украине Украиной России Россией Россия Україна України Україною Україні Росії "
                    "Росія Росією Беларусью Білоруссю Білорусі".split(), Feature.COUNTRY),
    **dict.fromkeys("Texas Helmand Crimea Massachusetts Крыму Криму".split(), Feature.REGION),
}  # fmt: skip
INSIDE = {
    ("Glotovo", "Belgorod region"): True,
    ("Seattle", "Washington"): True,
    ("Buffalo", "New York"): True,
    ("London", "Ontario"): True,
    ("Волфине", "Сумському районі"): True,
    ("Курську", "Сумської області"): False,
    ("Орле", "Брянской области"): False,
    ("Kharkiv", "Belgorod region"): False,
}
ROLES = {"~": Role.DEMONYM, "^": Role.METONYM, "!": Role.VETOED, "": Role.PLACE}
MARKED = re.compile(r"\[([~^!]?)([^\]=]+)(?:=([^\]]+))?\]")
#: What a reason is called in a case.
REASONS = {"the container of": "container", "the other end of": "end", "it says where": "aside"}


def marked(case: str) -> tuple[Text, list[PlaceMention]]:
    """Make a text and its mentions of a text with names in brackets."""
    plain, spans = "", []
    at = 0
    for found in MARKED.finditer(case):
        plain += case[at : found.start()]
        spans.append((len(plain), len(plain) + len(found[2]), ROLES[found[1]], found[3] or found[2]))
        plain += found[2]
        at = found.end()
    text = prepare(plain + case[at:])
    return text, [PlaceMention(a, b, text.sentence_at(a), Toponym(name, a, b), role) for a, b, role, name in spans]


def told(mention: PlaceMention) -> str:
    """Return what was read of a mention in the short form of the cases."""
    t = mention.toponym
    reason = next((short for long, short in REASONS.items() if (mention.why or "").startswith(long)), None)
    parts = [
        str(t.relation),
        f"{t.distance_km:g}km" if t.distance_km is not None else "",
        t.bearing or "",
        str(t.feature or ""),
        f"in {'; '.join(t.within)}" if t.within else "",
        f"with {t.other}" if t.other else "",
        f"({reason})" if reason else "",
    ]
    return " ".join(part for part in parts if part)


def read(case: str, *, asked: bool = True) -> str:
    text, mentions = marked(case)
    is_unit, is_inside = (UNITS.get, lambda name, unit: INSIDE.get((name, unit))) if asked else (None, None)
    return " | ".join(told(mention) for mention in attach(text, mentions, is_unit, is_inside))


ENGLISH_ONE = """
Fighting broke out in [Kozinka] on Tuesday. -> at
An attack near the village of [Terebreno] in December was claimed. -> near settlement
Explosions were heard close to [Shebekino]. -> near
A drone fell outside [Belgorod]. -> near
A depot just outside of [Belgorod] burned. -> near
Troops dug in on the outskirts of [Avdiivka]. -> outskirts
Troops dug in on the northern outskirts of [Avdiivka]. -> outskirts north
Shells fell in the suburbs of [Aleppo]. -> outskirts
Shells fell in a suburb of [Aleppo]. -> outskirts
They clashed around [Raqqa]. -> near
They clashed in the vicinity of [Raqqa]. -> near
The camp is not far from [Raqqa]. -> near
They met by the village of [Kozinka]. -> near settlement
The town was hit by [Kozinka] gunners. -> at
In [Avdiivka]'s suburbs, shelling went on. -> outskirts
Fighting in the [Kupyansk] area continues. -> near
Villages surrounding [Sumy] lost power. -> near
Clashes on the approaches to [Bakhmut] went on. -> near
Clashes near besieged [Mariupol] went on. -> near
Clashes near the besieged port city of [Mariupol] went on. -> near settlement
Clashes near the heavily damaged eastern town of [Lyman] went on. -> near settlement
Some 5 km east of [Kupyansk] a bridge fell. -> distance 5km east
About 20 kilometres from [Raqqa] a bus burned. -> distance 20km
A bus burned 20 kilometers (12 miles) north of [Raqqa]. -> distance 20km north
A bus burned 12 miles (20 km) from [Raqqa]. -> distance 19.312km
It lies 5-7 km to the south of [Sudzha]. -> distance 6km south
It lies 5 to 7 km south of [Sudzha]. -> distance 6km south
It lies ten miles north-east of [Sudzha]. -> distance 16.093km northeast
It lies 2.5 km south west of [Sudzha]. -> distance 2.5km southwest
It lies 10km away from [Sudzha]. -> distance 10km
It lies 1,000 km from [Moscow]. -> distance 1000km
It lies within 30 km of [Moscow]. -> distance 30km
It lies a few kilometres from [Sudzha]. -> near
It lies several dozen kilometres from [Sudzha]. -> distance
It lies 500 metres from [Sudzha]. -> distance 0.5km
It lies half a mile from [Sudzha]. -> distance 0.805km
It lies twenty-five miles from [Sudzha]. -> distance 40.234km
A bridge north of [Kupyansk] fell. -> direction north
A bridge to the north-west of [Kupyansk] fell. -> direction northwest
A bridge just south of the city of [Kupyansk] fell. -> direction south settlement
The column moved in the direction of [Kyiv]. -> direction
The column moved towards [Kyiv]. -> direction
The drones came from the direction of [Kursk]. -> direction
Fighting in the [Pokrovsk] direction was heavy. -> direction
Fighting on the [Kupyansk] axis was heavy. -> direction
Fighting in the [Kupyansk] sector was heavy. -> direction
Fighting on the [Kherson] front was heavy. -> direction
Shelling hit northern [Kharkiv] region. -> at north region
Shelling hit the south-eastern [Kharkiv] Oblast. -> at southeast region
Shelling hit the north of [Kharkiv] region. -> at north region
Shelling hit the eastern part of [Aleppo]. -> at east
Raids hit southern [Lebanon]. -> at south
Raids hit north [Lebanon]. -> at north
Raids hit the southern city of [Tyre]. -> at settlement
The assailants were repelled in the region of [Belgorod]. -> at region
They were repelled in the [Belgorod] region. -> at region
They were repelled in [Belgorod] Oblast. -> at region
They were repelled in [Idlib] province. -> at region
They were repelled in [Helmand] Province. -> at region
They were repelled in the province of [Idlib]. -> at region
They were repelled in [Idlib] governorate. -> at region
They were repelled in [Kano] state. -> at region
They study at [Kano] State University. -> at
A crash in [Metcalfe] county. -> at district
A crash in [Metcalfe County] on Friday. -> at district
A crash in the [Sumy] raion. -> at district
A crash in the district of [Sinjar]. -> at district
A crash in [Kozinka] village. -> at settlement
A crash in the town of [Sinjar]. -> at settlement
A crash in the village [Sinjar]. -> at settlement
A crash in a village called [Sinjar]. -> at settlement
Smoke rose over [Belgorod] airport. -> facility
Smoke rose over [Donetsk] International Airport. -> facility
Smoke rose at the airport of [Belgorod]. -> facility
Smoke rose at the airport in [Belgorod]. -> facility
Two died at the border crossing at [Kozinka]. -> facility
Two died at the checkpoint [Nekhoteevka]. -> facility
Two died at the [Kozinka] border checkpoint. -> facility
Two died at the [Bab al-Hawa] crossing. -> facility
Two died at [Kramatorsk] railway station. -> facility
Patrols along the border with [Ukraine] were hit. -> border
Patrols near the border with [Ukraine] were hit. -> border
A village on the border with [Ukraine] was hit. -> border
Two crossed the [Turkey] border. -> border
Farms in the [Belgorod] border region were hit. -> border
The [Texas] border guard was there. -> at
It lies 90 km from the border with [Ukraine]. -> distance 90km
It lies 5 km from the [Ukraine] border. -> distance 5km
Ships off the coast of [Syria] fired. -> along
Patrols along the border near [Kozinka] were hit. -> border
Fires in the area of [Soledar] burned. -> near
A fire in a hilly area of [Soledar] burned. -> at
The market outside of [Ukraine] grew. -> at
Talk around [Russia] grew. -> at
An actor in a [Texas] hospital died. -> at
Two died at a police station in [Raqqa]. -> at
It is nowhere near [Raqqa]. -> at
A plant in a region of [France] shut. -> at
The [Adair] District Court sat. -> at
Posts along the [Dnipro] were shelled. -> along
On the road to [Damascus] a bus burned. -> direction
The city of [Belgorod] lost power. -> at settlement
"[Kozinka]" burned. -> at
"""

ENGLISH_SEVERAL = """
A drone hit [Kozinka], [Belgorod] region. -> at in Belgorod region | at region (container)
A drone hit [Kozinka] in the [Belgorod] region. -> at in Belgorod region | at region (container)
A drone hit [Kozinka] ([Belgorod] region). -> at in Belgorod region | at region (container)
A drone hit [Kozinka], [Grayvoronsky] district, [Belgorod] region.
    -> at in Grayvoronsky district; Belgorod region | at district in Belgorod region (container)
    | at region (container)
A drone fell in the [Grayvoronsky] district of [Belgorod] region.
    -> at district in Belgorod region | at region (container)
A drone fell in the village of [Kozinka] in the district of [Grayvoron] in [Belgorod Oblast].
    -> at settlement in Grayvoron district; Belgorod Oblast | at district in Belgorod Oblast (container)
    | at region (container)
A fair in [Paris], [Texas] was shut. -> at in Texas | at (container)
A fair in [Seattle], [Washington], was shut. -> at in Washington | at (container)
A fair in [London], [Ontario], was shut. -> at in Ontario | at (container)
They live in [Belgorod], [Kursk] and [Bryansk]. -> at | at | at
They live in [Kharkiv], [Kyiv]. -> at | at
They live in [Kabul], [Helmand] and [Kandahar]. -> at | at | at
They live in [Aleppo], [Syria] and [Mosul], [Iraq]. -> at in Syria | at (container) | at in Iraq | at (container)
They live in [Aleppo], [Syria], and [Mosul]. -> at in Syria | at (container) | at
They live in [Poland], [Belarus] and [Ukraine]. -> at | at | at
A school in [Belgorod], [Russia]. -> at in Russia | at (container)
A school in [Donetsk], [Ukraine], was hit. -> at in Ukraine | at (container)
A school in [Aleppo] in [Syria] was hit. -> at in Syria | at (container)
The [~Russian=Russia] city of [Belgorod] was hit. -> at (container) | at settlement in Russia
The [~Russian=Russia] border town of [Shebekino] was hit. -> at (container) | at settlement in Russia
Near the [~Ukrainian=Ukraine] village of [Hlyboke] two died. -> at (container) | near settlement in Ukraine
In the western [~Russian=Russia] region of [Bryansk] two died. -> at (container) | at region in Russia
[~Russian=Russia] drones hit the city of [Kharkiv]. -> at | at settlement
[~Russian=Russia] forces hit [Kharkiv]. -> at | at
[~Russian=Russia]-occupied [Kharkiv] was hit. -> at | at
The village of [Kozinka] in the [~Russian=Russia] region of [Belgorod] burned.
    -> at settlement in Belgorod region; Russia | at (container) | at region in Russia (container)
[Ukraine]'s [Kharkiv] region was hit. -> at (container) | at region in Ukraine
A mall in [Ukraine]’s [Kharkiv] was hit. -> at (container) | at in Ukraine
[Belgorod] region's [Kozinka] was hit. -> at region (container) | at in Belgorod region
A mall near [Ukraine]'s [Kharkiv] was hit. -> at (container) | near in Ukraine
A drone hit [Kozinka] in [Russia]'s [Belgorod] region.
    -> at in Belgorod region; Russia | at (container) | at region in Russia (container)
[Damascus], the capital of [Syria], was calm. -> at in Syria | at (container)
In [Belgorod] region, in the village of [Kozinka], a house burned.
    -> at region (container) | at settlement in Belgorod region
In [Belgorod] region, drones attacked the village of [Kozinka].
    -> at region (container) | at settlement in Belgorod region
In [Belgorod] region drones attacked [Kozinka]. -> at region | at
In the [Belgorod] region near the village of [Kozinka] two died.
    -> at region (container) | near settlement in Belgorod region
In [Ukraine] near [Kharkiv] two died. -> at (container) | near in Ukraine
[Kharkiv], [Sumy] and [Odesa] regions were hit. -> at region | at region | at region
[Kharkiv] and [Sumy] provinces were hit. -> at region | at region
The villages of [Glotovo] and [Kozinka], [Belgorod] region, were hit.
    -> at settlement in Belgorod region | at in Belgorod region | at region (container)
[Glotovo] and [Kozinka] in the [Belgorod] region were hit.
    -> at in Belgorod region | at in Belgorod region | at region (container)
Between [Shebekino] and [Murom] a car was hit. -> between with Murom | between (end)
Between the villages of [Shebekino] and [Murom] a car was hit. -> between settlement with Murom | between (end)
They drove from [Sumy] to [Sudzha]. -> between with Sudzha | between (end)
On the road from [Sumy] to the town of [Sudzha] a mine blew up. -> between with Sudzha | between settlement (end)
On the road between [Sumy] and [Sudzha] a mine blew up. -> between with Sudzha | between (end)
On the [Sumy]-[Sudzha] road a mine blew up. -> between with Sudzha | between (end)
On the [Sumy] – [Sudzha] highway a mine blew up. -> between with Sudzha | between (end)
On the highway [Sumy] — [Sudzha] a mine blew up. -> between with Sudzha | between (end)
On the [Kupyansk]-[Lyman] axis troops advanced. -> between with Lyman | between (end)
The railway [Sumy] – [Konotop] – [Kyiv] was cut. -> between with Kyiv | between (end) | between (end)
Talks between [Russia] and [Ukraine] failed. -> at | at
The match between [Sumy] and [Poltava] was off. -> at | at
Trade from [Russia] to [Turkey] grew. -> at | at
Along the border between [Russia] and [Ukraine] posts burned. -> border with Ukraine | border (end)
Along the border of [Syria] and [Turkey] posts burned. -> border with Turkey | border (end)
Along the [Syria]-[Turkey] border posts burned. -> border with Turkey | border (end)
[Syria]'s border with [Turkey] was shut. -> border with Turkey | border (end)
The [~Syrian=Syria] border with [Turkey] was shut. -> border with Turkey | border (end)
[Avdiivka], 15 km north of [Donetsk], was shelled. -> at | distance 15km north (aside)
[Kozinka], 5 km from the border with [Ukraine], was shelled. -> at | distance 5km (aside)
[Avdiivka], located some 15 km from [Donetsk], was shelled. -> at | distance 15km (aside)
The village of [Glotovo] near [Grayvoron] was shelled. -> at settlement | near (aside)
Shells fell near [Glotovo] and [Kozinka]. -> near | near
Shells fell near [Glotovo], [Kozinka] and [Gora-Podol]. -> near | near | near
Shells fell near [Glotovo] and in [Kozinka]. -> near | at
Shells fell near [Glotovo]. [Kozinka] was calm. -> near | at
[^Moscow] said drones fell on [Kursk]. -> at | at
[!Azov] fought near [Mariupol]. -> at | near
The [Kharkiv] region and the [Sumy] region were hit. -> at region | at region
They moved from [Kursk] towards [Sumy]. -> at (aside) | direction with Kursk
Shells fell near [Sakhanka] village, Novoazovsky district, [Donetsk] region.
    -> near settlement in Novoazovsky district; Donetsk region | at region (container)
Shells fell on [Krymske] of the [Luhansk] region. -> at in Luhansk region | at region (container)
Shells fell on [Krymske] ([Novoaidar] district) [Luhansk] region.
    -> at in Novoaidar district; Luhansk region | at district in Luhansk region (container) | at region (container)
The [Hunan] city of [Yueyang] was flooded. -> at (aside) | at settlement
The [Texas] city of [Paris] was flooded. -> at (container) | at settlement in Texas
The [Cincinnati] suburb of [West Chester] was flooded. -> at (aside) | at
In [Kyiv], [Ukraine] said no. -> at | at
In [Aleppo], [Syria], two died. -> at in Syria | at (container)
A farm in [Monroe County] in northeast [Missouri] burned. -> at district in Missouri | at northeast (container)
"""

RUSSIAN = """
В [Севском районе] обстреляны посёлок [Косицы] и село [Новоямское], в [Климовском] — сёла [Хоромное] и [Сачковичи].
    -> at district (container) | at settlement in Севском районе | at settlement in Севском районе
    | at district (container) | at settlement in Климовский район | at in Климовский район
В [Севском районе] тихо. В [Климовском] — обстрелы сёл [Хоромное] и [Сачковичи].
    -> at district | at district (container) | at settlement in Климовский район | at in Климовский район
В [Севском районе] тихо. В [Климовском] стреляли. -> at district | at
Обстреляны [Косицы], в [Климовском районе] ранен житель села [Хоромное].
    -> at | at district (container) | at settlement in Климовском районе
Ранены двое в селе [Косицы], в [Климовском районе] тихо. -> at settlement in Климовском районе | at district (container)
Взрывы в [Орле] и [Хоромном] [Брянской области]. -> at | at in Брянской области | at region (container)
Рынок в [Калининском районе] [Донецка] закрыт. -> at district in Донецка | at (container)
Бои идут в [Козинке]. -> at
Бои идут вблизи [Козинки]. -> near
Бои идут возле села [Козинка]. -> near settlement
Бои идут возле приграничного села [Козинка]. -> near settlement
Бои идут около [Козинки]. -> near
Бои идут рядом с [Козинкой]. -> near
Бои идут недалеко от [Козинки]. -> near
Бои идут неподалёку от [Козинки]. -> near
Склад под [Белгородом] горит. -> near
Бои идут у села [Козинка]. -> near settlement
Бои идут у [Козинки]. -> near
Бои идут на окраине [Козинки]. -> outskirts
Бои идут на северной окраине [Козинки]. -> outskirts north
Бои идут на юго-западных окраинах села [Козинка]. -> outskirts southwest settlement
Бои идут в окрестностях [Купянска]. -> near
Взрыв в пригороде [Белгорода]. -> outskirts
Бои в районе [Купянска]. -> near
Бои в районе населённого пункта [Синьковка]. -> near settlement
Бои в [Купянском районе]. -> at district
Взрыв в 10 км от [Белгорода]. -> distance 10km
Взрыв в 5-7 км к северу от [Белгорода]. -> distance 6km north
Взрыв в пяти километрах к юго-востоку от [Белгорода]. -> distance 5km southeast
Взрыв в 5 км севернее [Белгорода]. -> distance 5km north
Взрыв в нескольких километрах от [Белгорода]. -> near
Взрыв в километре от [Белгорода]. -> distance 1km
Взрыв в полутора километрах от села [Муром]. -> distance 1.5km settlement
Взрыв в 2,5 км от [Белгорода]. -> distance 2.5km
Взрыв в 500 метрах от [Белгорода]. -> distance 0.5km
Взрыв в 90 километрах от границы с [Украиной]. -> distance 90km
Взрыв севернее [Белгорода]. -> direction north
Взрыв северо-западнее [Белгорода]. -> direction northwest
Взрыв к востоку от [Белгорода]. -> direction east
Колонна шла в направлении [Сум]. -> direction
Колонна шла в сторону [Сум]. -> direction
Дрон летел со стороны [Харькова]. -> direction
Бои на [Изюмском] направлении. -> direction
Бои на [Изюмском направлении]. -> direction
Бои на [Купянском] и [Лиманском] направлениях. -> direction | direction
Обстрел на севере [Харьковской области]. -> at north region
Обстрел в северной части [Харькова]. -> at north
Взрыв на востоке [Сирии]. -> at east
Обстрел села [Козинка] [Грайворонского района] [Белгородской области].
    -> at settlement in Грайворонского района; Белгородской области
    | at district in Белгородской области (container) | at region (container)
Обстреляли с. [Козинка] [Белгородской области]. -> at settlement in Белгородской области | at region (container)
В [Ахтырке] [Сумской области] горит склад. -> at in Сумской области | at region (container)
Горит склад в [Рыльске] ([Курская область]). -> at in Курская область | at region (container)
Горит склад в [Рыльске], [Курская область]. -> at in Курская область | at region (container)
В [Белгородской области], в селе [Козинка], горит дом.
    -> at region (container) | at settlement in Белгородской области
В [Белгородской области] в селе [Козинка] горит дом. -> at region (container) | at settlement in Белгородской области
В [Белгородской области] дроны атаковали село [Козинка].
    -> at region (container) | at settlement in Белгородской области
В [Белгородской области] дроны атаковали [Козинку]. -> at region | at
Под [Белгородом] и [Шебекино] слышны взрывы. -> near | near
В районах населённых пунктов [Юнаковка], [Могрица] и [Басовка] уничтожена техника. -> near settlement | near | near
Из [Белгорода] ехали в [Белгородскую область]. -> at | at region
Трасса [Белгород] – [Харьков] перекрыта. -> between with Харьков | between (end)
На трассе [Белгород]—[Харьков] авария. -> between with Харьков | between (end)
На дороге [Сумы] – [Суджа] подорвалась машина. -> between with Суджа | between (end)
Между [Белгородом] и [Шебекино] подорвалась машина. -> between with Шебекино | between (end)
Между сёлами [Муром] и [Шебекино] подорвалась машина. -> between settlement with Шебекино | between (end)
На участке от [Сум] до [Суджи] авария. -> between with Суджи | between (end)
Переговоры между [Россией] и [Украиной] сорваны. -> at | at
Посты вдоль границы с [Украиной] обстреляны. -> border
Посты на границе с [Украиной] обстреляны. -> border
Посты на границе [России] и [Украины] обстреляны. -> border with Украины | border (end)
Посты у границы с [Беларусью] усилены. -> border
Сёла в приграничье [Сумской области] эвакуируют. -> border region
Взрыв в аэропорту [Белгорода]. -> facility
Взрыв на аэродроме «[Халино]». -> facility
Очередь на КПП [Нехотеевка]. -> facility
Очередь в пункте пропуска «[Нехотеевка]». -> facility
Пожар на станции [Томаровка]. -> facility
Пожар в г. [Шебекино]. -> at settlement
Пожар в посёлке городского типа [Прохоровка]. -> at settlement
Пожар в городе [Шебекино]. -> at settlement
Пожар в [~российском=Russia] городе [Белгород]. -> at (container) | at settlement in Russia
Пожар в [~украинском=Ukraine] селе [Глубокое]. -> at (container) | at settlement in Ukraine
Бои в [Харькове], [Сумах] и [Чернигове]. -> at | at | at
Дрон упал на окраине села [Любимовка] [Курской области] в 90 километрах от границы с [Украиной].
    -> outskirts settlement in Курской области | at region (container) | distance 90km
Обстреляны [Глотово] и [Козинка] в [Белгородской области].
    -> at in Белгородской области | at in Белгородской области | at region (container)
С [Украиной] говорить не стали. -> at
В [Белгородской области] [России] горит склад. -> at region in России | at (container)
"""

UKRAINIAN = """
Бої тривають у [Вовчанську]. -> at
Бої тривають біля [Вовчанська]. -> near
Бої тривають поблизу [Вовчанська]. -> near
Бої тривають неподалік [Вовчанська]. -> near
Бої тривають неподалік від [Вовчанська]. -> near
Бої тривають недалеко від села [Глибоке]. -> near settlement
Бої тривають поруч з [Вовчанськом]. -> near
Бої тривають поруч із [Вовчанськом]. -> near
Бої тривають коло [Вовчанська]. -> near
Бої тривають під [Вовчанськом]. -> near
Бої тривають на околиці [Вовчанська]. -> outskirts
Бої тривають на південних околицях [Вовчанська]. -> outskirts south
Бої тривають у передмісті [Херсона]. -> outskirts
Бої тривають в районі [Вовчанська]. -> near
Бої тривають у районі населеного пункту [Синьківка]. -> near settlement
Бої тривають на підступах до [Часового Яру]. -> near
Вибух за 5 км від [Сум]. -> distance 5km
Вибух за 5 км на північ від [Сум]. -> distance 5km north
Вибух у 20 кілометрах на південний схід від [Сум]. -> distance 20km southeast
Вибух за п’ять кілометрів від [Сум]. -> distance 5km
Вибух за 5–7 кілометрів від [Сум]. -> distance 6km
Вибух за кілька кілометрів від [Сум]. -> near
Вибух за 10 кілометрів від кордону з [Росією]. -> distance 10km
Вибух на північ від [Сум]. -> direction north
Вибух північніше [Сум]. -> direction north
Вибух північно-східніше [Сум]. -> direction northeast
Колона рухалась у напрямку [Сум]. -> direction
Колона рухалась у бік [Сум]. -> direction
Дрони летять курсом на [Суми]. -> direction
Тиснуть на [Харківському] напрямку. -> direction
Тиснуть на [Харківському напрямку]. -> direction
Тиснуть на [Лиманському] та [Сіверському] напрямках. -> direction | direction
Бій на півночі [Харківщини=Харківська область]. -> at north region
Бій у північній частині [Харкова]. -> at north
Обстріли [Сумщини=Сумська область] тривають. -> at region
Удар у [Вовчанську] на [Харківщині=Харківська область]. -> at in Харківська область | at region (container)
Удар біля [Семенівки] та [Куп'янська] на [Харківщині=Харківська область].
    -> near in Харківська область | near in Харківська область | at region (container)
Удар у селі [Глибоке], що на [Харківщині=Харківська область].
    -> at settlement in Харківська область | at region (container)
Удар по селу [Глибоке] [Харківського району] [Харківської області].
    -> at settlement in Харківського району; Харківської області | at district in Харківської області (container)
    | at region (container)
Удари по [Хотіні], [Журавці], [Сварковому] [Сумської області], [Вовчанську], [Бочковому] [Харківської області].
    -> at in Сумської області | at in Сумської області | at in Сумської області | at region (container)
    | at in Харківської області | at in Харківської області | at region (container)
На [Харківщині=Харківська область] росіяни вдарили по місту [Чугуїв].
    -> at region (container) | at settlement in Харківська область
На [Харківщині=Харківська область] росіяни вдарили по [Чугуєву]. -> at region | at
У [Донецькій] та [Луганській областях] тривають бої. -> at region | at region
[Сумська], [Харківська], [Херсонська області] під вогнем. -> at region | at region | at region
В [Харкові], [Донецькій] та [Луганській областях] тривають бої. -> at | at region | at region
Вибухи в [Сумах], [Харківській області]. -> at | at region
[Сумська область], [Шосткинський район], с. [Знаменка].
    -> at region (container) | at district in Сумська область (container)
    | at settlement in Шосткинський район; Сумська область
Над [Конотопським районом] [Сумської області] дрон. -> at district in Сумської області | at region (container)
Між [Сумами] та [Суджею] підірвалась автівка. -> between with Суджею | between (end)
Траса [Суми] – [Суджа] закрита. -> between with Суджа | between (end)
На дорозі від [Сум] до [Суджі] аварія. -> between with Суджі | between (end)
Удари уздовж кордону з [Росією]. -> border
Удари на кордоні з [Білоруссю]. -> border
Удари на кордоні [України] та [Росії]. -> border with Росії | border (end)
Села прикордоння [Сумщини=Сумська область] порожні. -> border region
Вибух в аеропорту [Белгорода]. -> facility
Черга на пункті пропуску [Краковець]. -> facility
Удар по порту [Рені] на [Одещині=Одеська область]. -> facility in Одеська область | at region (container)
Удар по м. [Суми]. -> at settlement
Удар по смт [Краснопілля]. -> at settlement
Удар по с. [Бочкове], [Харківська область]. -> at settlement in Харківська область | at region (container)
Удар у [~російському=Russia] місті [Бєлгород]. -> at (container) | at settlement in Russia
Удар у [~російському=Russia] [Бєлгороді]. -> at (container) | at in Russia
Удар у селищі [Гордіївка] [Курської області]. -> at settlement in Курської області | at region (container)
На [Харківському=Харків] напрямку тихо, на [Ізюмському=Ізюм] тривають бої. -> direction | direction
Вибухи в [Харкові], у [Рязані] горить склад. -> at | at
Вибухи в [Уфі], [Росія=Росія] знову вдарила. -> at | at
Вибухи в [Бєлгороді], [Росія=Росія], тривали ніч. -> at in Росія | at (container)
Вибухи в [Криму] та [Севастополі]. -> at | at
З [Бєлгорода] летіли на [Харківщину=Харківська область]. -> at | at region
У [Курській області] [Росії] удар. -> at region in Росії | at (container)
У [Сумському районі] під вогнем було [Волфине]. -> at district (container) | at in Сумському районі
У [Сумському районі] було тихо, у [Конотопському] — [Шалигине] та [Есмань].
    -> at district | at district (container) | at in Конотопський район | at in Конотопський район
У [Курську] та [Знаменці] [Сумської області] тихо. -> at | at in Сумської області | at region (container)
[^Сумська] ОВА мовчить. -> at region
[^Сумська] обласна прокуратура мовчить. -> at region
Ринок у [Київському районі] [Харкова]. -> at district in Харкова | at (container)
"""

BORDERS = """
A depot 5 km from the [~Ukrainian=Ukraine] border burned. -> distance 5km
A depot 5 km north of the [~Ukrainian=Ukraine] border burned. -> distance 5km north
A depot 5 km north of the border with [Ukraine] burned. -> distance 5km north
A depot 30 km from the [Russia]-[Ukraine] border burned. -> distance 30km with Ukraine | border (end)
A depot 30 km from the border between [Russia] and [Ukraine] burned. -> distance 30km with Ukraine | border (end)
Склад в 10 км от [~украинской=Ukraine] границы сгорел. -> distance 10km
Склад в 10 км к северу от границы с [Украиной] сгорел. -> distance 10km north
Склад в 10 км севернее границы с [Украиной] сгорел. -> distance 10km north
Склад за 10 км від [~російського=Russia] кордону згорів. -> distance 10km
Posts on the border of [Russia] and [Ukraine] near [Shebekino] burned. -> border (aside) | border (aside) | border
Posts on the [Russia]-[Ukraine] border near [Shebekino] burned. -> border (aside) | border (aside) | border
Posts on the border with [Ukraine] near [Shebekino] burned. -> border (aside) | border
Posts on the border with [Ukraine] north of [Shebekino] burned. -> border (aside) | border north
Posts on the [~Ukrainian=Ukraine] border near [Shebekino] burned. -> border (aside) | border
Posts near [Shebekino] on the border with [Ukraine] burned. -> near | border
Посты на границе с [Украиной] возле [Шебекино] горят. -> border (aside) | border
Посты на границе [России] и [Украины] возле [Шебекино] горят. -> border (aside) | border (aside) | border
Пости на кордоні з [Росією] біля [Вовчанська] горять. -> border (aside) | border
Posts on the border of [Belgorod] region and [Kharkiv] region burned.
    -> border region with Kharkiv region | border region (end)
Posts on the border of [Belgorod] and [Kharkiv] regions burned.
    -> border region with Kharkiv region | border region (end)
Посты на границе [Белгородской области] и [Харьковской области] горят.
    -> border region with Харьковской области | border region (end)
They moved towards [Kupyansk] from [Svatove]. -> direction with Svatove | at (aside)
They moved from [Izium] in the direction of [Slovyansk]. -> at (aside) | direction with Izium
They moved from [Russia] towards [Sumy]. -> at | direction
Шли из [Сватова] в направлении [Купянска]. -> at (aside) | direction with Сватова
Йшли зі [Сватового] у напрямку [Куп'янська]. -> at (aside) | direction with Сватового
"""

CASES = [
    tuple(line.split(" -> "))
    for block in (ENGLISH_ONE, ENGLISH_SEVERAL, RUSSIAN, UKRAINIAN, BORDERS)
    for line in re.sub(r"\n +", " ", block.strip()).splitlines()
]


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_a_phrase_says_how_its_places_are_meant(case: str, expected: str) -> None:
    assert read(case) == expected


@pytest.mark.parametrize(
    ("words", "km", "span"),
    [
        ("within 30 km of", 30, (0, 30)),
        ("up to 30 km from", 30, (0, 30)),
        ("less than 5 km (3 miles) from", 5, (0, 5)),
        ("no more than 5 km from", 5, (0, 5)),
        ("under 5 km from", 5, (0, 5)),
        ("within a 30 km radius of", 30, (0, 30)),
        ("more than 50 km from", 50, (50, inf)),
        ("over 50 km from", 50, (50, inf)),
        ("at least 50 km north of", 50, (50, inf)),
        ("more than 5 km from the border with", 5, (5, inf)),
        ("5-15 km from", 10, (5, 15)),
        ("20 to 60 km from", 40, (20, 60)),
        ("between 20 and 60 km from", 40, (20, 60)),
        ("10 km to 15 km from", 12.5, (10, 15)),
        ("about 30 km from", 30, None),
        ("менее чем в 5 км от", 5, (0, 5)),
        ("не более чем в 5 км от", 5, (0, 5)),
        ("в пределах 30 км от", 30, (0, 30)),
        ("на расстоянии до 30 км от", 30, (0, 30)),
        ("более чем в 50 км от", 50, (50, inf)),
        ("свыше 50 км от", 50, (50, inf)),
        ("в 5–10 км от", 7.5, (5, 10)),
        ("на расстоянии от 5 до 10 км от", 7.5, (5, 10)),
        ("менш ніж за 5 км від", 5, (0, 5)),
        ("не більше ніж за 5 км від", 5, (0, 5)),
        ("в межах 30 км від", 30, (0, 30)),
        ("понад 50 км від", 50, (50, inf)),
        ("щонайменше за 50 км від", 50, (50, inf)),
        ("за 5-7 кілометрів від", 6, (5, 7)),
    ],
)
def test_a_span_has_its_ends(words: str, km: float, span: tuple[float, float] | None) -> None:
    text, mentions = marked(f"It lies {words} [Kozinka].")
    (mention,) = attach(text, mentions)
    assert str(mention.toponym.relation) == "distance"
    assert (mention.toponym.distance_km, mention.toponym.span_km) == (km, span)


def test_the_cases_are_many_in_each_language() -> None:
    assert len(CASES) >= 250
    assert all(len(block.strip().splitlines()) >= 50 for block in (ENGLISH_ONE, ENGLISH_SEVERAL, RUSSIAN, UKRAINIAN))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("A fair in [Aleppo], [Syria] was shut.", "at | at"),
        ("A drone hit [Kozinka], [Belgorod] region.", "at in Belgorod region | at region (container)"),
        ("[Ukraine]'s [Kharkiv] was hit.", "at (container) | at in Ukraine"),
    ],
)
def test_without_a_gazetteer_only_what_is_said_counts(case: str, expected: str) -> None:
    assert read(case, asked=False) == expected


def test_what_the_gazetteer_only_thinks_a_unit_is_no_container_after_a_comma() -> None:
    text, mentions = marked("Blasts in [Kharkiv], [Kyiv]. A blast in [Brovary], [Kyiv].")
    inside = {("Brovary", "Kyiv")}
    made = attach(text, mentions, lambda name: name == "Kyiv", lambda name, unit: (name, unit) in inside)
    assert [m.toponym.within for m in made] == [(), (), ("Kyiv",), ()]


def test_a_road_in_a_town_leaves_the_town_usable() -> None:
    text, mentions = marked("A crash on [Mill Road] in [Kyiv].")
    road, town = attach(text, mentions, lambda name: name == "Kyiv", lambda name, unit: False)
    assert road.toponym.within == ("Kyiv",)
    assert town.why is None


def test_the_rule_quotes_the_words_that_it_rests_on() -> None:
    text, mentions = marked("A depot 12 km north-east of [Kozinka], near the border with [Ukraine], burned.")
    first, second = attach(text, mentions)
    assert first.rule == "distance, by “12 km north-east of”"
    assert second.rule == "border, by “border with”"
    text, mentions = marked("It lies 90 km from the border with [Ukraine].")
    assert attach(text, mentions)[0].rule == "distance (from its border), by “90 km from the border with”"


def test_a_rule_that_was_there_stays() -> None:
    text, (mention,) = marked("Fires near [Kozinka].")
    known = PlaceMention(mention.start, mention.end, 0, mention.toponym, Role.PLACE, rule="in the gazetteer")
    assert attach(text, [known])[0].rule == "in the gazetteer; near, by “near”"


def test_nothing_is_made_of_names_without_such_words() -> None:
    text, mentions = marked("They met [Kozinka] and [!Azov] again; [^Moscow] was silent.")
    assert attach(text, mentions) == mentions


def test_words_of_the_sentence_before_say_nothing() -> None:
    assert read("They stood near. [Kozinka] burned.") == "at"
    assert read("5 km north of\n\n[Kozinka] burned.") == "at"


HOSTILE = [
    "near " * 20_000 + "[Kozinka]",
    "[Kozinka]" + " region" * 20_000,
    "the " * 5_000 + "city of [Kozinka]",
    "5 km " * 10_000 + "from [Kozinka]",
    "9" * 50_000 + " km from [Kozinka]",
    "1,000" * 8 + " km from [Kozinka]",
    "\ud800 near \x00[Kozinka]\udfff region",
    "near [" + "K" * 100_000 + "], [Belgorod] region",
    "((((" * 5_000 + "[A] ([B] region" + ")" * 5_000,
    ", ".join(f"[Name{i}]" for i in range(3_000)) + " and [Odesa] regions",
    " - ".join(f"[Name{i}]" for i in range(3_000)) + " road",
    "’".join(["[X]"] * 500),
    "[Ukraine]'s " * 500 + "[Kharkiv]",
    "север" * 30_000 + "нее [Козинки]",
    "villages of " + ", ".join(["[A]"] * 1_000) + ", [Belgorod] region",
]


@pytest.mark.parametrize("case", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_time(case: str) -> None:
    text, mentions = marked(case)
    started = time.perf_counter()
    made = attach(text, mentions, UNITS.get, lambda name, unit: False)
    assert time.perf_counter() - started < 20  # a fraction of a second; a pattern that backtracks takes hours
    assert [(m.start, m.end) for m in made] == [(m.start, m.end) for m in mentions]


PIECES = st.sampled_from(
    """near the village of region district , ( ) and - – 's border with between from to 5 km north of in Russian city
    в на у с. село области району під от до між та и 12 кілометрах північніше напрямку [ ] \n . ; «""".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 25), st.sampled_from(list(Role))), max_size=12))
def test_any_text_and_spans_come_back_in_order(words: str, spans: list[tuple[int, int, Role]]) -> None:
    text = prepare(words)
    mentions = [
        PlaceMention(a, b, text.sentence_at(a) if text.sentences else 0, Toponym(words[a:b], a, b), role)
        for a, b, role in sorted((min(a, len(words)), min(a + n, len(words)), role) for a, n, role in spans)
    ]
    answers = (None, False, True, Feature.DISTRICT, Feature.REGION, Feature.COUNTRY)
    for is_unit in (None, lambda name: answers[len(name) % 6]):
        made = attach(text, mentions, is_unit, (lambda name, unit: len(name) < len(unit)) if is_unit else None)
        assert [(m.start, m.end, m.sentence, m.role) for m in made] == [
            (m.start, m.end, m.sentence, m.role) for m in mentions
        ]
        assert all((m.toponym.start, m.toponym.end) == (m.start, m.end) for m in made)
        assert all(m.toponym.distance_km is None or m.toponym.distance_km >= 0 for m in made)
        assert all(m is n for m, n in zip(made, mentions, strict=True) if n.role in (Role.VETOED, Role.METONYM))


def test_a_region_of_a_list_lies_in_none_of_the_others() -> None:
    text, (first, *others) = marked("[Kherson], [Sumy] and [Odesa] regions were hit.")
    guessed = PlaceMention(first.start, first.end, 0, Toponym("Kherson", first.start, first.end, within=("Sumy",)))
    made = attach(text, [guessed, *others])
    assert [(str(m.toponym.feature), m.toponym.within) for m in made] == [("region", ())] * 3
