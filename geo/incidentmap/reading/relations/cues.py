"""Cues: the phrases before a name that say how the place is meant, in three languages.

Words are in small letters, ё as е, ’ as '. In a phrase ``@`` is any compass point ("@@" one that needs no "of"), and
``[a b]`` one of the words inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from incidentmap.model import Relation


class Cue(NamedTuple):
    """What a phrase before a name says.

    ``sort`` is "" when the relation is all; "border" and "between" may be followed by two names, and so may "from",
    which says nothing alone; "away" needs a distance before it; "by" and "area" are looked at closer; "part" and
    "towards" go with a compass point.
    """

    relation: Relation
    sort: str = ""


def _phrases(text: str) -> Iterator[str]:
    """Yield the phrases of a table: one a line or between bars, with every choice of the words in brackets."""
    unwrapped = re.sub(r"\[[^\]]*\]", lambda choice: choice[0].replace("\n", " "), text)
    for phrase in unwrapped.replace("\n", "|").split("|"):
        pieces = phrase.replace("[", "]").split("]")
        choices = [piece.split() if i % 2 else [piece.strip()] for i, piece in enumerate(pieces)]
        for chosen in product(*choices):
            if made := " ".join(" ".join(chosen).split()):
                yield made


_AROUND: Final = "environs vicinity surroundings"
_AROUND_CYRILLIC: Final = "окрестности окрестностях окрестностей окрестностям"
_OUTSKIRTS: Final = "outskirts suburbs suburb outskirt edge edges periphery"
_OUTSKIRTS_CYRILLIC: Final = """
    окраина окраине окраины окраину окраиной окраин окраинам окраинах пригород пригорода пригороде пригороды
    пригородах пригородов пригородам предместье предместья предместьях околиця околиці околицю околицею околиць
    околицях околицям передмістя передмісті передмість передмістях околицы околицах околицу"""
_BORDER: Final = "border borders frontier boundary"
_BORDER_CYRILLIC: Final = "граница границе границы границу границей границ границах границам рубеже"
_BORDER_UKRAINIAN: Final = "кордон кордоні кордону кордоном кордонів кордонах кордонам"
_SHORE: Final = "coast coastline shore shores banks bank waters"
_SHORE_CYRILLIC: Final = """берегу берега берег берегов берегам береге побережье побережья побережью березі берегах
    узбережжя     узбережжі узбережжю"""

_CUES: Final[tuple[tuple[Cue, str], ...]] = (
    (
        Cue(Relation.NEAR),
        f"""near|nearby to|outside|just outside|outside of|around|close to|closer to|next to|adjacent to|near to
        nearest to|beside|alongside|surrounding|not far from|in proximity to|proximity to|proximity of
        [approach approaches entrance entrances exit] to|approaching|[{_AROUND}] of|the [area areas zone] of
        on the road into
        [area areas zone] [around surrounding near]|neighbourhood of|neighborhood of|gates of
        a stone's throw from
        вблизи|возле|около|рядом [с со]|недалеко от|неподалеку от|невдалеке от|поблизости от|близ|подле|под|вокруг
        вблизи от|в непосредственной близости от|близости от|[{_AROUND_CYRILLIC}]|[в во у из с] [районе района
        районах]
        подступах к|подступы к|подходе к|подходах к|подъезде к|въезде в|выезде из|пределами|подлете к
        біля|побіля|поблизу|поблизу від|неподалік|неподалік від|недалеко від|поруч [з із зі]|поряд [з із зі]|коло|під
        довкола|навколо|[в у] [районі районах]|підступах до|підступи до|в'їзді [до у в]|виїзді [з із]|за межами
        [підльоті підході підходах під'їзді] до|близько від|поблизу з""",
    ),
    (Cue(Relation.OUTSKIRTS), f"[{_OUTSKIRTS}] of|[{_OUTSKIRTS_CYRILLIC}]"),
    (
        Cue(Relation.DIRECTION),
        """towards|toward|in the direction of|direction of|in direction of|road to|route to|highway to|path to
        [heading headed bound] for|on the way to
        [направлении направлению направления] к|[направлении направление направлением] на|[в с со] [направлении
        направления]
        [в со] [сторону стороны]|по направлению к|пути [к в на]|дороге [к в на]|курсом на|подступам к
        [у в з із] [напрямку напрямі напрямі]|[напрямку напрямом напрямком напрямі] на|напрямку до|[у в] бік|убік|[з
        із] боку
        дорозі [до на]|шляху до""",
    ),
    (Cue(Relation.DIRECTION, "towards"), "@ of|@ from|@ off|to the @ of|к @ от|на @ от|на @ від|@ від|до @ від"),
    (Cue(Relation.AT, "part"), "in the @ of|the @ of|@ [parts part side half end corner areas] of"),
    (Cue(Relation.AT, "part"), "[в на во у с] @|@ [части частях часть районах районы половине частині частинах]"),
    (Cue(Relation.AT, "part"), "[на у в з із] @|@ частини"),
    (
        Cue(Relation.BORDER, "border"),
        f"""[{_BORDER}] [with of]|[{_BORDER}] between|bordering|borders|[along across] the [{_BORDER}] [in near]
        [on at] the [{_BORDER}] [in near]|[{_BORDER}] with the
        [{_BORDER_CYRILLIC}] [с со]|[{_BORDER_CYRILLIC}]|[{_BORDER_CYRILLIC}] между
        [граничащей граничащего граничащем граничащая граничащее граничащий граничащие граничащих] с|граничит с
        граничат с
        [{_BORDER_UKRAINIAN}] [з із зі]|[{_BORDER_UKRAINIAN}]|[{_BORDER_UKRAINIAN}] між|межує з|межують з|межі з""",
    ),
    (
        Cue(Relation.ALONG),
        f"""along|[{_SHORE}] of|[front frontline line] [in near]|line of contact [in near]|front line [in near]
        вдоль|вздовж|уздовж|[{_SHORE_CYRILLIC}]""",
    ),
    (
        Cue(Relation.BORDER),
        """приграничье|приграничья|приграничью|прикордонні|прикордоння|прикордонню
        [приграничных приграничные] [районах районы районов территориях территории]|прикордонних [районах територіях
        громадах]
        прикордонні [райони території громади]|прикордонню""",
    ),
    (
        Cue(Relation.FACILITY),
        """[airport airfield airbase aerodrome station checkpoint crossing port seaport] [of in at]|air base [in at]
        [crossing checkpoint] [at in of]|border [post gate] [at in of]|checkpoint|crossing point [at in of]
        [аэропорт аэропорта аэропорту аэропортом аэропорте аэродром аэродрома аэродрому аэродромом аэродроме]
        [авиабаза авиабазы авиабазе авиабазу авиабазой вокзал вокзала вокзале вокзалу станция станции станцию станцией]
        [кпп мапп апп]|[пункт пункта пункте пункту пунктом] пропуска|[погранпереход погранпереходе погранперехода]
        [порт порта порту порте портом]|[аеропорт аеропорту аеропорті аеропортом аеродром аеродрому аеродромі
        аеродромом]
        [авіабаза авіабази авіабазі авіабазу авіабазою летовище летовища летовищі станція станції станцію станцією]
        [пункт пункту пункті пунктом] пропуску|[кпвв кпп]|вокзалі|[вокзал вокзалу порту порті]""",
    ),
    (Cue(Relation.AT, "between"), "between|in between|между|між|поміж"),
    (Cue(Relation.AT, "from"), "from|от|від|из|з|із|зі"),
    (
        Cue(Relation.DISTANCE, "away"),
        "of|nowhere near|away from|short of|distance from|расстоянии от|відстані [від до]|до",
    ),
)  # fmt: skip


def _expanded() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for cue, text in _CUES:
        for phrase in _phrases(text):
            cues[phrase] = cue
            if "@" in phrase:
                cues[phrase.replace("@", "@ @")] = cue
    # "севернее", "північніше": the word is the whole phrase.
    for area in ("area", "areas", "zone"):
        cues[f"{area} of"] = Cue(Relation.NEAR, "area")
    cues["у"] = Cue(Relation.NEAR, "by")
    cues["by"] = Cue(Relation.NEAR, "by")
    cues["@@"] = cues["@@ від"] = cues["@@ от"] = cues["@ of"]
    return cues


CUES: Final = _expanded()
#: The last words of cues: most words before a name are none, and need no look at the words before them.
LAST: Final = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in CUES)
LONGEST_CUE: Final = max(phrase.count(" ") + 1 for phrase in CUES)
