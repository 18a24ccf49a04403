"""Cues: the phrases before a name that say how the place is meant, in three languages, without their articles.

In a phrase ``@`` is any compass point, and ``[a b]`` one of the words inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from incidentmap.model import Relation


class Cue(NamedTuple):
    """What a phrase before a name says.

    ``sort`` tells cues of one relation apart: "in", "of", "and" and "to" join; "part" and "side" go with a compass
    point; "list" may be followed by several places.
    """

    relation: Relation
    sort: str


_BORDER: Final = "border borders frontier boundary"
_ALL: Final = (
    (
        Cue(Relation.NEAR, "near"),
        """near|near to|nearby|nearby to|close to|closer to|next to|adjacent to|beside|around|outside|just outside
        outside of|not far from|behind|opposite|alongside|surrounding|approaching|by|[near at in on] [entrance entrances
        exit approaches approach] to|entrance to|approaches to|in [vicinity surroundings proximity neighbourhood
        neighborhood environs] [of to]|[vicinity surroundings proximity environs neighbourhood neighborhood] [of to]
        in immediate vicinity of|in [area areas] around|[area areas] around
        вблизи|вблизи от|вблизи с|возле|около|рядом [с со]|недалеко от|неподалеку от|поблизости от|близ|подле|под|вокруг
        [в на] [окрестностях окрестности]|окрестности|на подступах к|подступы к|[на при] [въезде выезде] [в из]
        біля|побіля|поблизу|поблизу від|неподалік|неподалік від|недалеко від|[поруч поряд] [з із зі]|коло|під|довкола
        навколо|на підступах до|на [в'їзді виїзді] [до з із у в]""",
    ),
    (
        Cue(Relation.NEAR, "list"),
        """in [area areas] of|[area areas] of|[area areas] populated by
        [в во у] [районе районах районі]""",
    ),
    (
        Cue(Relation.OUTSKIRTS, "near"),
        """[on at in near] [outskirts outskirt edge suburbs suburb periphery] of|[outskirts outskirt edge suburbs suburb
        periphery] of|[on at in near] @ [outskirts outskirt edge suburbs suburb periphery] of
        @ [outskirts outskirt edge suburbs suburb periphery] of
        [на в] [окраине окраинах]|[окраина окраины окраине]|на @ [окраине окраинах]|@ [окраина окраины окраине]
        [в на] [пригороде пригородах предместье предместьях]|[пригород пригороды предместье предместья]
        на [околиці околицях]|[околиця околиці]|на @ [околиці околицях]|@ [околиця околиці]
        [у в] [передмісті передмістях]|передмістя""",
    ),
    (
        Cue(Relation.AT, "part"),
        """in @ of|in @ [part parts side half corner end area areas districts] of
        [on at from to] @ [side part edge end] of|@ [part parts side half corner end area areas districts regions] of
        [в на у во] @ [части частях районах частині]|@ [часть части частина частини]""",
    ),
    (
        Cue(Relation.AT, "in"),
        """in|at|inside|within|into|in [center centre middle heart] of|[center centre middle heart] of|[battle battles
        fighting clashes] for|in [battle battles] for|[territory territories] of|on territory of|in territory of
        в|во|внутри|в [центре центрі]|[центр] |на территории|на території|[у в] центрі|всередині""",
    ),
    (Cue(Relation.AT, "on"), "on|на|у|з|із|зі|из|из-под|over|за"),
    (Cue(Relation.AT, "of"), "of"),
    (
        Cue(Relation.DIRECTION, "side"),
        "@ of|to @ of|@ from|to @ from|@ off|к @ от|на @ от|на @ від|@ від|до @ від|@ от",
    ),
    (
        Cue(Relation.DIRECTION, "towards"),
        """towards|toward|in [direction directions] of|[direction directions] of|from direction of|[on] way to|way to
        en route to|[on near] [road roads highway route] to|[road roads highway route] to|heading [for to]
        в направлении|по направлению к|в сторону|на пути [к в]|[у в] напрямку|[у в] бік|убік|на дороге к|дорога на
        [направление направлении] на|[напрямок напрямку] на""",
    ),
    (Cue(Relation.BETWEEN, "between"), "between|in between|connecting|linking|joining|между|між|поміж"),
    (Cue(Relation.BETWEEN, "from"), "from|от|від"),
    (Cue(Relation.BETWEEN, "to"), "to|до|к"),
    (
        Cue(Relation.ALONG, "along"),
        """along|[on along] [bank banks shore shores coast] of|off coast of|[bank banks shore shores coast] of|across
        вдоль|вздовж|уздовж|на [берегу березі побережье узбережжі]|через""",
    ),
    (
        Cue(Relation.BORDER, "border"),
        f"""[along on at near across over to] [{_BORDER}]|[along on at near across over to] [{_BORDER}] [with of between
        from]|[{_BORDER}] [with of between]|[along on at near across over to] [{_BORDER}] between
        along state [{_BORDER}]
        [along on at near across] state [{_BORDER}] [with of]
        [along on at near across] [{_BORDER}] [area areas zone] [with of]
        [{_BORDER}] [area areas zone region strip] [with of]
        [вдоль на возле у через около вблизи] [границы границе границу] |[граница граница границы границе] [с со между]
        [вдоль на возле у через около вблизи] [границы границе границу] [с со между]|[приграничье прикордоння]
        [вздовж уздовж на біля через поблизу] [кордону кордоні кордон]|[кордон кордоні кордону] [з із зі між]
        [вздовж уздовж на біля через поблизу] [кордону кордоні кордон] [з із зі між]""",
    ),
    (Cue(Relation.AT, "and"), "and|amd|as well as|along with|together with|и|і|та|й|а также|а також"),
)  # fmt: skip


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    unwrapped = re.sub(r"\[[^\]]*\]", lambda choice: choice[0].replace("\n", " "), text)
    for phrase in unwrapped.replace("\n", "|").split("|"):
        pieces = phrase.replace("[", "]").split("]")
        choices = [piece.split() if i % 2 else [piece.strip()] for i, piece in enumerate(pieces)]
        for chosen in product(*choices):
            if made := tuple(" ".join(chosen).split()):
                yield made


class Node:
    """A word of a cue: the cue that ends with it, and the words that may follow it."""

    __slots__ = ("after", "cue")

    def __init__(self) -> None:
        self.cue: Cue | None = None
        self.after: dict[str, Node] = {}


def _by_word() -> dict[str, Node]:
    root = Node()
    for cue, text in _ALL:
        for phrase in _phrases(text):
            node = root
            for word in phrase:
                node = node.after.setdefault(word, Node())
            node.cue = node.cue or cue
    return root.after


#: The first word of a cue → what may follow it; "@" stands for any compass point.
CUES: Final = _by_word()
