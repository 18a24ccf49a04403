"""Forces named after their country: "Syrian troops", "російська артилерія", "Kenyan police", "Russia struck"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from incidentmap.reading.lexicon.matching import Phrases, fold_word
from incidentmap.reading.lexicon.tables import ActorRow, bundled

#: Words that may stand for a named actor later in the text, by what they mean.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "legion": ("legion", "легион", "легиона", "легиону", "легионом", "легіон", "легіону", "легіоном", "легионеры"),
    "battalion": ("battalion", "батальон", "батальона", "батальоном", "батальйон", "батальйону", "батальйоном"),
    "corps": ("corps", "корпус", "корпуса", "корпусом", "корпусу"),
    "brigade": ("brigade", "бригада", "бригады", "бригады", "бригадой", "бригади", "бригадою"),
    "regiment": ("regiment", "полк", "полка", "полку", "полком"),
    "movement": ("movement", "движение", "движения", "рух", "руху"),
    "front": ("front",),
    "militia": ("militia",),
    "cartel": ("cartel", "cartels"),
    "network": ("network",),
    "alliance": ("alliance",),
    "guard": ("guard", "guards"),
}
_HEAD_OF: Final = {fold_word(word): head for head, words in HEADS.items() for word in words}

_MODIFIERS = (
    "government/special/ground/national/armed/security/regular/airborne/naval/elite/federal/invading/occupation/"
    "occupying/defence/defense/military/army/air/border/state/allied/peacekeeping/paramilitary/artillery/tank/infantry"
)
_FORCES = (
    "forces/force/army/troops/troop/military/soldiers/soldier/navy/marines/marine/paratroopers/commandos/servicemen/"
    "serviceman/infantry/warships/warship/guards/personnel/tanks/tank/fleet/units/brigade/brigades/battalion/sniper/snipers/"
    "gunboats/guard/regiment/division/troopers/gunners/artillery/aviation"
)
_STRIKES = (
    "shelling/shellings/airstrike/airstrikes/missile/missiles/rocket/rockets/drone/drones/mortar/mortars/bombardment/"
    "bombing/bombings/bombs/bomb/warplane/warplanes/jet/jets/helicopter/helicopters/strike/strikes/attack/attacks/raid/"
    "raids/offensive/invasion/assault/assaults/fire/shells/shell/bombers/planes/incursion/incursions/aggression/gunfire/"
    "advance/advances/uav/uavs"
)
_POLICE = "police/policeman/policemen/gendarmes/gendarmerie/constables"
_ENGLISH: Final = (
    f"@N {_FORCES}",
    f"@N {_MODIFIERS} {_FORCES}",
    f"@N {_STRIKES}",
    "@N air strike/strikes/raid/raids/force/attack/attacks/defence/defense/defences/defenses",
    f"@N air/naval/drone/missile/rocket/artillery/mortar/tank/ground/aerial/fighter/military/guided {_STRIKES}",
)
_ENGLISH_POLICE: Final = (f"@N {_POLICE}", f"@N riot/federal/national/anti-terror/border/military {_POLICE}")
_CYRILLIC: Final = (
    "@N военные/военных/военными/военным/военнослужащ*/войска/войск/войсками/войскам/арми*/солдат*/силы/сил/силами/"
    "десант*/морпех*/боевики/боевиков/подразделени*/артиллери*/дрон*/беспилотник*/бпла/ракет*/удар*/обстрел*/атак*/"
    "авиаудар*/авиаци*/флот*/пво/штурмовик*/наступлени*/вторжени*/спецназ*/танк*/формировани*/снаряд*/бомбардировк*/"
    "агресси*/корабл*/военно-морск*/самолет*/вертолет*/дрг/диверсант*/захватчик*",
    "@N військові/військових/військовими/військовим/військовослужбовц*/війська/військ/військами/військам/армі*/солдат*/"
    "сили/сил/силами/силам/десант*/підрозділ*/артилері*/дрон*/безпілотник*/ракет*/удар*/обстріл*/атак*/авіаудар*/авіаці*/"
    "флот*/ппо/штурмовик*/наступ/наступу/вторгненн*/спецпризначен*/танк*/формуванн*/снаряд*/бомбардуванн*/агресі*/корабл*/"
    "літак*/гелікоптер*/дрг/диверсант*/шахед*/шахіди/бойовик*/авіабомб*/угрупованн*/піхот*/екіпаж*",
    "@N вооруженн*/збройн*/сухопутн*/оккупационн*/окупаційн*/ударн*/ракетн*/артиллерийск*/артилерійськ*/штурмов*/"
    "баллистическ*/балістичн*/крылат*/крилат*/диверсионн*/диверсійн*/разведывательн*/розвідувальн* сил*/формировани*/"
    "формуванн*/войск*/військ*/дрон*/беспилотник*/безпілотник*/удар*/групп*/груп*/групам*/ракет*/атак*/обстрел*/обстріл*",
)
_CYRILLIC_POLICE: Final = ("@N полици*/полицейск*/поліці*/поліцейськ*/силовик*/правоохранител*",)
_ADJECTIVES: Final = ("ск", "цк", "ськ", "цьк", "зьк")


def heads_of(row: ActorRow) -> frozenset[str]:
    """Return the words that may stand for an actor alone, from its names: "legion" for the Freedom of Russia Legion."""
    words = {word for _, alias in (*row.aliases, ("", row.name)) for part in alias.split() for word in part.split("/")}
    return frozenset(head for word in words if (head := _head(word)))


def _head(word: str) -> str | None:
    folded = fold_word(word.rstrip("*"))
    return _HEAD_OF.get(folded) or _HEAD_OF.get(folded + "а")


def add_forces(phrases: Phrases[Any], nation: dict[str, str], force: Any, police: Any) -> None:
    """Add what a nation's forces and its police are called.

    Examples
    --------
    >>> from incidentmap.reading.text import prepare
    >>> phrases = Phrases()
    >>> nation = {"country": "Syria", "code": "SY", "en": "Syrian|Syrians", "ru": "сирийск", "uk": "сирійськ"}
    >>> add_forces(phrases, nation, "army", "police")
    >>> [m.value for m in phrases.scan(prepare("Syrian government troops. Police of Syria. Сирийские военные."))]
    ['army', 'police', 'army']
    """
    country = nation["country"]
    english = [word for word in nation["en"].split("|") if word] + [country]
    single = "/".join(word for word in english if " " not in word)
    for name in ([single] if single else []) + [word for word in english if " " in word]:
        for pattern in _ENGLISH:
            phrases.add(pattern.replace("@N", name), force)
        for pattern in _ENGLISH_POLICE:
            phrases.add(pattern.replace("@N", name), police)
    for prefix in ("", "the "):
        phrases.add(f"armed/security/military/defence/defense forces/force of {prefix}{country}", force)
        phrases.add(f"police of {prefix}{country}", police)
    stems = [s for language in ("ru", "uk") for s in nation[language].split("|") if s.endswith(_ADJECTIVES)]
    if stems:
        name = "/".join(f"{stem}*" for stem in dict.fromkeys(stems))
        for pattern in _CYRILLIC:
            phrases.add(pattern.replace("@N", name), force)
        for pattern in _CYRILLIC_POLICE:
            phrases.add(pattern.replace("@N", name), police)


#: Nations' names that the table of nationalities does not hold, as they stand before forces.
_SHORT: Final = {"US": "US|U.S", "GB": "UK|U.K"}


def add_allies(phrases: Phrases[Any], nations: Iterable[dict[str, str]], senses: Mapping[str, Any]) -> None:
    """Add two nations before one force: "US and British warplanes"."""
    named = {}
    for nation in nations:
        words = [w for w in f"{nation['en']}|{_SHORT.get(nation['code'], '')}".split("|") if w and " " not in w]
        for word in words:
            phrases.member("people", word)
        named[nation["code"]] = "/".join(words)
    for code, words_ in named.items():
        if words_:
            phrases.add(f"{words_} and @people {_FORCES}/{_STRIKES}", senses[code]._replace(how="allies"))
            phrases.add(f"{words_} and @people air strike/strikes/force/forces", senses[code]._replace(how="allies"))


#: Names of countries that are persons' or places' names as well.
_AMBIGUOUS: Final = frozenset(("Georgia", "Jordan", "Chad", "Guinea", "Dominica", "Grenada", "Niger", "Mali", "Cuba"))


def add_doers(phrases: Phrases[Any], nations: Iterable[dict[str, str]], senses: Mapping[str, Any]) -> None:
    """Add countries, capitals and peoples, which are actors only where they do what forces do: "Russia shelled"."""
    for row in bundled("states"):
        for column, how in (("doer", "doer"), ("capital", "capital"), ("genitive", "of")):
            for word in filter(None, row[column].split("|")):
                language, _, rest = word.rpartition(":")
                phrases.add(rest, senses[row["code"]]._replace(how=how, language=language))
    for nation in nations:
        stems = [s for language in ("ru", "uk") for s in nation[language].split("|") if s.endswith(_ADJECTIVES)]
        for stem in stems:
            phrases.add(f"{stem}* сторона/стороной/стороною", senses[nation["code"]])
        if nation["country"] not in _AMBIGUOUS:
            phrases.add(nation["country"], senses[nation["code"]])
