"""Endings of Russian and Ukrainian place names: which nominatives an oblique ending may come from.

A line is an ending as written and, likeliest first, what may stand in its place in the nominative, with the gender
(m, f, n, p for plural) and the cases (g, d, a, i, l). "-" is no ending. The order is that of villages and towns, not of
words: "-ове" is far oftener Глушково than Глушков.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Rule(NamedTuple):
    """What may stand in the place of an oblique ending."""

    ending: str
    gender: str
    cases: str


_RUSSIAN: Final = """
ского  ский:m:ga  ское:n:g
скому  ский:m:d  ское:n:d
ским  ский:m:i  ское:n:i  ские:p:d
ском  ск:m:i  ское:n:l  ский:m:l
ске  ск:m:l  ска:f:dl  ско:n:l
ску  ск:m:d  ска:f:a
ска  ск:m:g
цке  цк:m:l  цка:f:dl
цку  цк:m:d
цка  цк:m:g
цкому  цкий:m:d  цкое:n:d
цким  цкое:n:i  цкий:m:i
ской  ская:f:gdil  ска:f:i
скую  ская:f:a
ских  ские:p:gl  ский:m:g
цкого  цкий:m:ga  цкое:n:g
цком  цк:m:i  цкое:n:l  цкий:m:l
ого  ое:n:g  ый:m:ga  ой:m:ga  ий:m:ga
ому  ое:n:d  ый:m:d  ой:m:d  ий:m:d
ом  -:m:i  о:n:i  ое:n:l  ый:m:l  ой:m:l  ий:m:l
его  ее:n:g  ий:m:ga
ему  ее:n:d  ий:m:d
ем  е:n:i  ь:m:i  -:m:i  й:m:i  ее:n:l  ий:m:l
ём  ь:m:i  ё:n:i  е:n:i
ым  ое:n:i  ый:m:i  ой:m:i  ые:p:d  о:n:i  -:m:i
им  ее:n:i  ий:m:i  ое:n:i  ие:p:d  ой:m:i
ых  ые:p:gl
их  ие:p:gl
ыми  ые:p:i
ими  ие:p:i
ую  ая:f:a
юю  яя:f:a
ой  ая:f:gdil  а:f:i
ей  а:f:i  я:f:i  яя:f:gdil  ая:f:gdil  и:p:g
ою  а:f:i  ая:f:i
ею  а:f:i  я:f:i
ове  ово:n:l  ов:m:l  ова:f:dl
еве  ево:n:l  ев:m:l  ева:f:dl
ёве  ёво:n:l  ёв:m:l
ова  ово:n:g  ов:m:g
ева  ево:n:g  ев:m:g
ову  ово:n:d  ов:m:d  ова:f:a
еву  ево:n:d  ев:m:d  ева:f:a
овом  ово:n:i  ов:m:i  овое:n:l  овый:m:l
евом  ево:n:i  ев:m:i
овым  ово:n:i  ов:m:i  овое:n:i  овый:m:i
ине  ино:n:l  ин:m:l  ина:f:dl  инь:f:l
ина  ино:n:g  ин:m:g
ину  ино:n:d  ин:m:d  ина:f:a
ином  ино:n:i  ин:m:i  иное:n:l
иным  ино:n:i  иное:n:i  иный:m:i
ыне  ыно:n:l  ын:m:l  ына:f:dl  ынь:f:l
ке  ка:f:dl  к:m:l  ок:m:l  ко:n:l
ки  ка:f:g
ку  ка:f:a  к:m:d  ок:m:d  ко:n:d
кой  ка:f:i  кая:f:gdil
ка  к:m:g  ок:m:g  ко:n:g
ком  к:m:i  ок:m:i  ко:n:i  кий:m:l  кое:n:l
ков  ки:p:g
цов  цы:p:g
цев  цы:p:g  ец:m:g
ов  ы:p:g  и:p:g
ев  и:p:g
ец  цы:p:g
ок  ки:p:g  ка:p:g
ек  ки:p:g  ьки:p:g  йки:p:g
це  ца:f:dl  ец:m:l  цо:n:l
ца  ец:m:g  цо:n:g
цу  ец:m:d  ца:f:a  цо:n:d
цом  ец:m:i  цо:n:i
цем  ец:m:i  це:n:i
йце  ец:m:l
йца  ец:m:g
ьце  ец:m:l  ьцо:n:l
ьца  ец:m:g  ьцо:n:g
ах  ы:p:l  и:p:l  а:p:l
ях  и:p:l  я:p:l
ам  ы:p:d  и:p:d  а:p:d
ям  и:p:d  я:p:d
ами  ы:p:i  и:p:i  а:p:i
ями  и:p:i  я:p:i
ии  ия:f:gdl  ий:m:l  ие:n:l
ию  ия:f:a  ие:n:d  ий:m:d
ией  ия:f:i
ия  ие:n:g  ий:m:g
ием  ие:n:i  ий:m:i
ье  ья:f:dl  ьё:n:l
ья  ье:n:g  ей:m:g
ью  ь:f:i  ье:n:d  ья:f:a
ьем  ье:n:i
ьи  ья:f:g
ьей  ья:f:i
и  а:f:g  ь:f:gdl  я:f:g  ь:m:l
ы  а:f:g
у  а:f:a  -:m:d  о:n:d
ю  я:f:a  ь:m:d  й:m:d  е:n:d
а  -:m:g  о:n:g
я  ь:m:g  й:m:g  е:n:g
е  а:f:dl  -:m:l  о:n:l  ь:m:l  я:f:dl  й:m:l
-  ы:p:g  и:p:g  а:p:g
ь  и:p:g  я:f:g
"""

_UKRAINIAN: Final = """
ського  ське:n:g  ський:m:ga
ському  ське:n:dl  ський:m:dl  ськ:m:dl
ським  ське:n:i  ський:m:i  ськ:m:i  ські:p:d
ськом  ськ:m:i
ська  ськ:m:g
ську  ськ:m:gdl  ська:f:a
ськові  ськ:m:dl
ській  ська:f:dl
ської  ська:f:g
ською  ська:f:i
ських  ські:p:gl
ськими  ські:p:i
цьку  цьк:m:gdl  цька:f:a
цька  цьк:m:g
ого  е:n:g  ий:m:ga
ому  е:n:dl  ий:m:dl
им  е:n:i  ий:m:i  і:p:d  о:n:i
ім  е:n:l  ій:m:i  є:n:i
их  і:p:gl
іх  і:p:gl
ими  і:p:i
ої  а:f:g
ій  а:f:dl  я:f:dl
ою  а:f:i
ього  є:n:g  ій:m:g
ьому  є:n:dl  ій:m:dl
ьої  я:f:g
ьою  я:f:i
ові  ів:m:l  ове:n:l  -:m:dl  ов:m:l  ова:f:dl
еві  ів:m:l  еве:n:l  ь:m:dl  ев:m:l  -:m:dl
єві  їв:m:l  єве:n:l  й:m:dl
ова  ів:m:g  ове:n:g  ов:m:g
ову  ів:m:dl  ове:n:d  ова:f:a
овом  ів:m:i  ове:n:i  ов:m:i
овим  ове:n:i  ів:m:i  овий:m:i
овому  ове:n:dl  ів:m:dl  овий:m:dl
ового  ове:n:g  ів:m:ga  овий:m:g
євого  єве:n:g  їв:m:ga
євому  єве:n:dl  їв:m:dl
иного  ине:n:g  ин:m:ga
иному  ине:n:dl  ин:m:dl
ева  ів:m:g  еве:n:g  ев:m:g
еву  ів:m:dl  еве:n:d  ева:f:a
евом  ів:m:i  еве:n:i  ев:m:i
евим  еве:n:i  ів:m:i
єва  їв:m:g  єве:n:g
єву  їв:m:dl  єве:n:d
євом  їв:m:i  єве:n:i
євим  єве:n:i  їв:m:i
ина  ин:m:g  ине:n:g
ину  ин:m:dl  ина:f:a  ине:n:d
ином  ин:m:i  ине:n:i
иним  ине:n:i  ин:m:i
ині  ине:n:l  ин:m:l  ина:f:dl  инь:f:gdl
їна  їн:m:g  їне:n:g
їном  їн:m:i  їне:n:i
їним  їне:n:i
івці  івка:f:dl  івець:m:l
ївці  ївка:f:dl
ці  ка:f:dl  ць:m:l  ця:f:dl  ець:m:l  це:n:l  цьк:m:l
ьці  ька:f:dl  ець:m:l
йці  йка:f:dl  єць:m:l
ця  ець:m:g  ць:m:g
цю  ець:m:dl  ця:f:a
цем  ець:m:i  ць:m:i  це:n:i
йця  єць:m:g
йцем  єць:m:i
йцю  єць:m:d
зі  га:f:dl  з:m:l  за:f:dl
сі  ха:f:dl  с:m:l  са:f:dl
ки  ка:f:g
ку  ка:f:a  к:m:gdl  ок:m:gdl
ка  к:m:g  ок:m:g
ком  к:m:i  ок:m:i
ів  и:p:g  і:p:g
їв  ї:p:g
ей  і:p:g
ець  ці:p:g
ок  ки:p:g
ах  и:p:l  і:p:l  а:p:l
ях  і:p:l  ї:p:l  я:p:l
ам  и:p:d  і:p:d  а:p:d
ям  і:p:d  я:n:i  ї:p:d
ами  и:p:i  і:p:i  а:p:i
ями  і:p:i  ї:p:i
ії  ія:f:gdl  ій:m:l
ією  ія:f:i
ію  ія:f:a  ій:m:d
ї  я:f:gdl  й:m:l
єю  я:f:i
ею  а:f:i  я:f:i
'ю  'я:f:a
ом  -:m:i  о:n:i
ем  ь:m:i  е:n:i  -:m:i
єм  й:m:i  є:n:i
і  а:f:dl  -:m:l  ь:f:gdl  ь:m:l  я:f:dl  о:n:l  е:n:l  я:n:l  я:f:g
и  а:f:g
у  -:m:gdl  а:f:a  о:n:d  е:n:d
ю  ь:m:gdl  я:f:a  ь:f:i  я:n:d  й:m:d
а  -:m:g  о:n:g  е:n:g
я  ь:m:g  й:m:g
е  -:m:l
-  и:p:g  і:p:g  а:p:g
ь  і:p:g
"""


def _rules(text: str) -> dict[str, tuple[Rule, ...]]:
    table = {}
    for line in text.strip().splitlines():
        ending, *nominatives = line.split()
        parts = [nominative.split(":") for nominative in nominatives]
        table[ending.replace("-", "")] = tuple(Rule(e.replace("-", ""), gender, cases) for e, gender, cases in parts)
    return table


#: By language and oblique ending.
RULES: Final = {"ru": _rules(_RUSSIAN), "uk": _rules(_UKRAINIAN)}
LONGEST: Final = max(len(ending) for table in RULES.values() for ending in table)
