"""Who acts, in three languages; who only speaks; what later words stand for; names that are no places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.reading import actors, organisations
from incidentmap.reading.lexicon import Lexicon
from incidentmap.reading.lexicon.vocabulary import _ARTICLE as WITH_ARTICLE
from incidentmap.reading.mentions import ActorMention
from incidentmap.reading.text import prepare

SEEDS = Path(__file__).parents[1] / "seeds"
LEGION, SIBERIANS, VOLUNTEERS = "Freedom of Russia Legion", "Siberian Battalion", "Russian Volunteer Corps"
RUSSIA, UKRAINE = "Armed Forces of the Russian Federation", "Armed Forces of Ukraine"
SOMEONE = "unidentified armed group"


def read(passage: str) -> list[ActorMention]:
    return actors.find(prepare(passage), Lexicon.load())


def names(passage: str) -> list[str]:
    return [name for mention in read(passage) for name in mention.names]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Freedom of Russia Legion entered the village.", [LEGION]),
        ("The Siberian Battalion was seen at the river.", [SIBERIANS]),
        ("Fighters of the Russian Volunteer Corps filmed it.", [VOLUNTEERS]),
        ("The RDK posted a video.", [VOLUNTEERS]),
        ("The Armed Forces of Ukraine advanced.", [UKRAINE]),
        ("Ukrainian troops crossed the river.", [UKRAINE]),
        ("Russian forces shelled the suburb.", [RUSSIA]),
        ("Russian government troops moved in.", [RUSSIA]),
        ("Russian shelling damaged a kindergarten.", [RUSSIA]),
        ("Russia struck the port overnight.", [RUSSIA]),
        ("Russia has again shelled the port.", [RUSSIA]),
        ("Russians shelled two villages.", [RUSSIA]),
        ("The village was shelled by Russia.", [RUSSIA]),
        ("Moscow launched forty drones.", [RUSSIA]),
        ("Russian warplanes bombed the ridge.", ["Russian Aerospace Forces"]),
        ("Wagner mercenaries took the mine.", ["Wagner Group"]),
        (
            "The SBU and HUR struck a depot.",
            ["Security Service of Ukraine", "Main Directorate of Intelligence of Ukraine"],
        ),
        ("The IDF struck a tunnel.", ["Israel Defense Forces"]),
        ("Israel bombed the airport.", ["Israel Defense Forces"]),
        ("Hamas fired rockets; Hezbollah did too.", ["Hamas", "Hezbollah"]),
        ("Houthi rebels attacked a tanker.", ["Houthis"]),
        ("Islamic State militants killed a mayor.", ["Islamic State"]),
        ("ISIS claimed the blast.", ["Islamic State"]),
        ("Al-Shabaab stormed a hotel.", ["Al-Shabaab"]),
        ("Boko Haram raided the market.", ["Boko Haram"]),
        ("The RSF shelled the SAF base.", ["Rapid Support Forces", "Sudanese Armed Forces"]),
        ("M23 rebels advanced on the mine.", ["M23"]),
        ("The PKK ambushed a convoy.", ["PKK"]),
        ("Myanmar's junta bombed a school.", ["Military of Myanmar"]),
        ("The Arakan Army took a base.", ["Arakan Army"]),
        ("The Taliban executed a man.", ["Taliban"]),
        ("Gunmen of the Jalisco Cartel fired.", ["unidentified gunmen", "Jalisco New Generation Cartel"]),
        ("Syrian army units shelled the hills.", ["Armed Forces of Syria"]),
        ("Kenyan police arrested nine people.", ["Police Forces of Kenya"]),
        ("Saudi Arabian troops deployed.", ["Armed Forces of Saudi Arabia"]),
        ("South Korean soldiers fired warning rounds.", ["Armed Forces of South Korea"]),
        ("Filipino soldiers clashed with Abu Sayyaf.", ["Armed Forces of the Philippines", "Abu Sayyaf"]),
        ("Unidentified gunmen killed a judge.", ["unidentified gunmen"]),
        ("Armed men burned the bus.", ["unidentified gunmen"]),
        ("Militants attacked the post.", [SOMEONE]),
        ("Police arrested three men.", ["police"]),
        ("Protesters blocked the road.", ["protesters"]),
        ("The 36th Separate Marine Brigade held the hill.", ["36th Marine Brigade"]),
        ("The Azov Brigade said its crews had broken up an assault.", ["Azov Brigade"]),
        (
            "US and British warplanes struck a radar.",
            ["Armed Forces of the United States", "Armed Forces of the United Kingdom"],
        ),
        ("Tuareg rebels fought Wagner fighters.", ["Tuareg rebels", "Wagner Group"]),
        ("Легион «Свобода России» зашёл в село.", [LEGION]),
        ("Бойцы 155-й бригады морской пехоты отошли.", ["155th Brigade"]),
        ("Партизаны подорвали пути.", [SOMEONE]),
        ("Бійці 93-ї механізованої бригади відійшли.", ["93rd Mechanized Brigade"]),
        ("93-тя окрема механізована бригада відбила штурм.", ["93rd Mechanized Brigade"]),
        ("По місту ворог із самого ранку бив з гармат.", [RUSSIA]),
        ("Бойцы «Сибирского батальона» и РДК перешли границу.", [SIBERIANS, VOLUNTEERS]),
        ("ВС РФ обстреляли село, ВСУ ответили.", [RUSSIA, UKRAINE]),
        ("Вооружённые силы Украины отступили.", [UKRAINE]),
        ("Россия ударила по порту.", [RUSSIA]),
        ("Российские военные обстреляли школу.", [RUSSIA]),
        ("После удара РФ горит склад.", [RUSSIA]),
        ("ЧВК «Вагнер» взяла посёлок.", ["Wagner Group"]),
        ("Ворожий снаряд влучив у ферму.", [RUSSIA]),
        ("Ворожих ударів зазнали два села.", [RUSSIA]),
        ("ВФУ обстреляли мост.", [UKRAINE]),
        ("Украинские беспилотники подожгли склад.", [UKRAINE]),
        ("FARC dissidents blew up a bridge.", ["FARC dissidents"]),
        ("Fighters loyal to Assad ambushed a patrol.", ["Assad loyalists"]),
        ("JNIM, which is linked to al-Qaeda, raided a post.", ["Jama'at Nusrat al-Islam wal-Muslimin"]),
        ("Нападение совершила «Освободительная армия Белуджистана».", ["Balochistan Liberation Army"]),
        ("Бригада «Чёрный камень» напала на пост.", ["Чёрный камень"]),
        ("Пост захватил «Фронт освобождения Холмов».", ["Фронт освобождения Холмов"]),
        ("Батальон «Ахмат» вошёл в село.", ["Akhmat"]),
        ("Грузинская сторона обстреляла пост.", ["Armed Forces of Georgia"]),
        ("Кадыровцы вошли в город.", ["Akhmat"]),
        ("ЦАХАЛ нанёс удар по лагерю.", ["Israel Defense Forces"]),
        ("Хуситы атаковали танкер.", ["Houthis"]),
        ("Талибы захватили город.", ["Taliban"]),
        ("Боевики ИГИЛ напали на пост.", ["Islamic State", "Islamic State"]),
        ("Неизвестные вооружённые люди напали на пост.", ["unidentified gunmen"]),
        ("Легіон «Свобода Росії» увійшов у село.", [LEGION]),
        ("Сибірський батальйон повідомив про рейд.", [SIBERIANS]),
        ("Російський добровольчий корпус показав відео.", [VOLUNTEERS]),
        ("ЗСУ відбили атаку.", [UKRAINE]),
        ("Збройні сили України звільнили село.", [UKRAINE]),
        ("Росіяни обстріляли громаду.", [RUSSIA]),
        ("Ворог вдарив по місту.", [RUSSIA]),
        ("Окупанти поранили жінку.", [RUSSIA]),
        ("Російська артилерія накрила село.", [RUSSIA]),
        ("Росія атакувала порт дронами.", [RUSSIA]),
        ("Бійці полку «Азов» відійшли.", ["Azov Brigade"]),
        ("СБУ затримала агента.", ["Security Service of Ukraine"]),
        ("ГУР уразило катер.", ["Main Directorate of Intelligence of Ukraine"]),
        ("Нацгвардія збила дрон.", ["National Guard of Ukraine"]),
    ],
)
def test_who_acts_is_found(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ukrainian military said the night was quiet.",
        "According to the Armed Forces of Ukraine, the night was quiet.",
        "Russia is the largest country.",
        "Moscow denied everything.",
        "He lives in Russia.",
        "The storm struck Turkey, killing many.",
        "The invasion of Ukraine killed thousands.",
        "The Kabul attack was filmed.",
        "Jordan hit a late basket.",
        "Police said the road was open.",
        "A police spokesman declined to comment.",
        "Rights groups objected.",
        "A strike in southern Lebanon wounded a shopkeeper.",
        "Завдано ударів по Лівану.",
        "В 2022 полки магазинов опустели.",
        "Two drones hit a depot in Azov.",
        "The Kyiv Independent reported it.",
        "Civilians fled the town.",
        "The Russian ambassador spoke.",
        "Russian-backed officials resigned.",
        "Генштаб ЗСУ: ніч минула спокійно.",
        "Ніч минула спокійно – Генштаб ЗСУ",
        "По данным полиции, дорога открыта.",
        "Россия большая страна.",
        "Москва заявила протест.",
        "Противник отошёл.",
        "У Росії пройшли вибори.",
    ],
)
def test_who_only_speaks_or_is_named_is_no_actor(sentence: str) -> None:
    assert names(sentence) == []


def test_an_enemy_is_known_only_where_the_language_says_whose() -> None:
    assert names("Противник обстріляв село біля річки.") == [RUSSIA]
    assert names("Противник был отброшен, когда обстрелял село.") == []


@pytest.mark.parametrize(
    ("passage", "span", "expected"),
    [
        ("The Freedom of Russia Legion spoke. The Legion entered the village.", "Legion", (LEGION,)),
        ("The Russian Volunteer Corps spoke. The Volunteer Corps took part.", "Volunteer Corps", (VOLUNTEERS,)),
        ("The Siberian Battalion came. Later the battalion left.", "battalion", (SIBERIANS,)),
        ("The Siberian Battalion fought. The group left at noon.", "group", (SIBERIANS,)),
        (f"The {LEGION} and the {SIBERIANS} fought. The groups left.", "groups", (LEGION, SIBERIANS)),
        ("Boko Haram raided the village. The militants burned huts.", "militants", ("Boko Haram",)),
        ("The Siberian Battalion said that its fighters had crossed.", "its fighters", (SIBERIANS,)),
        ("Syrian troops shelled it. Government forces then moved in.", "Government forces", ("Armed Forces of Syria",)),
        ("Легион «Свобода России» вошёл в село. К вечеру легион отошёл.", "легион", (LEGION,)),
        ("Сибірський батальйон увійшов у село. Батальйон відійшов.", "Батальйон", (SIBERIANS,)),
        ("Militants stormed a base. Boko Haram later claimed it.", "Militants", ("Boko Haram",)),
    ],
)
def test_later_words_stand_for_those_named(passage: str, span: str, expected: tuple[str, ...]) -> None:
    mentions = {passage[mention.start : mention.end]: mention for mention in read(passage)}
    assert mentions[span].names == expected
    assert mentions[span].rule


def test_words_for_nobody_named_stand_for_nobody() -> None:
    assert names("The Legion is a film. The group met. The battalion was long ago.") == []


def test_an_actor_is_armed_or_not_and_on_a_side() -> None:
    russia, protesters = read("Russian forces fired at protesters.")
    assert (russia.armed, russia.side) == (True, "RU")
    assert (protesters.armed, protesters.side) == (False, "")


def test_the_seed_report_names_all_three_groups() -> None:
    found = names((SEEDS / "report.md").read_text(encoding="utf-8"))
    assert set(found) == {LEGION, SIBERIANS, VOLUNTEERS}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Siberian Battalion came.", ["Siberian Battalion"]),
        ("The Freedom of Russia Legion came.", ["Freedom of Russia Legion"]),
        ("The Kyiv Independent and the New York Times wrote.", ["Kyiv Independent", "New York Times"]),
        ("The Donetsk Herald wrote.", ["Donetsk Herald"]),
        ('The 72nd Mechanized Brigade "Lviv Lions" left.', ['72nd Mechanized Brigade "Lviv Lions"']),
        ("An Iskander and two Shaheds fell.", ["Iskander", "Shaheds"]),
        ('The cruiser "Kursk" sank.', ['"Kursk"']),
        ("Chicago Bulls beat Boston Celtics.", ["Chicago Bulls", "Boston Celtics"]),
        ("The Minsk agreements failed.", ["Minsk agreements"]),
        ("USS Carney fired.", ["USS Carney"]),
        ("Горит завод «Харьков».", ["«Харьков»"]),
        ("Бои за «Азовсталь» окончены.", ["Азовсталь"]),
        ("128-я горная бригада отошла.", ["128-я горная бригада"]),
        ("128 окрема гірська бригада відійшла.", ["128 окрема гірська бригада"]),
        ("Телеканал «Донецк» показал видео.", ["«Донецк»"]),
        ("Обстреляли из «Градов».", ["Градов"]),
        ("Пошкоджено підстанцію «Південна».", ["«Південна»"]),
        ("Про це пише «Українська правда».", ["Українська правда"]),
    ],
)
def test_names_that_look_like_places_and_are_none(sentence: str, expected: list[str]) -> None:
    found = organisations.find(prepare(sentence), Lexicon.load())
    assert [sentence[start:end] for start, end, _ in found] == expected
    assert all(why for *_, why in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Syrian rebels shelled Aleppo.",
        "Russian troops left Kharkiv.",
        "The Armed Forces of Ukraine left Kharkiv.",
        'He said: "Moscow is quiet."',
        "В 2022 российская армия вошла в Херсон.",
    ],
)
def test_places_and_peoples_are_left_alone(sentence: str) -> None:
    assert organisations.find(prepare(sentence), Lexicon.load()) == []


_WORDS = st.sampled_from(
    """The Legion Siberian Battalion group groups Russia and Ukraine shelled by said . , « » Легион «Свобода
    России» ВСУ полк 72-я бригада 72nd Brigade USS its fighters militants ворог обстріляв New York Times " \ud800
    \x00""".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_spans_in_order_and_inside(raw: str) -> None:
    text, lexicon, last = prepare(raw), Lexicon.load(), 0
    for mention in actors.find(text, lexicon):
        assert last <= mention.start < mention.end <= len(raw)
        assert text.sentence_at(mention.start) == mention.sentence
        assert mention.names
        last = mention.end
    last = 0
    for start, end, _ in organisations.find(text, lexicon):
        assert last <= start < end <= len(raw)
        last = end


def test_a_long_line_takes_no_long_time() -> None:
    for piece in (
        "The Legion ",
        "Russia and ",
        "A Times ",
        "«завод» ",
        "militants ",
        "72 бригада ",
        "Aa Bb Cc Brigade ",
    ):
        text = prepare(piece * (300_000 // len(piece)))
        actors.find(text, Lexicon.load())
        organisations.find(text, Lexicon.load())


PLACED = (
    "A gunman in the @ killed five people.",
    "Explosions across the @ killed ten.",
    "A storm over the eastern @ killed two.",
    "A flood in Syria and the @ killed four.",
    "A flood in Syria, Iraq and the @ killed four.",
    "The road between Syria and the @ bombed on Monday.",
    "Rallies outside, along, near and around the @ attacked the law.",
    "Strikes against the @ killed five.",
    "A train from the northern and western @ hit a bus.",
    "A wave of attacks throughout the entire @ killed six.",
    "A gang inside both the mainland @ and Syria killed six.",
)


@pytest.mark.parametrize("country", sorted(WITH_ARTICLE))
def test_a_country_with_an_article_is_where_something_happens(country: str) -> None:
    """An article, adjectives and a list may stand between the preposition and the country."""
    for sentence in PLACED:
        assert not [name for name in names(sentence.replace("@", country)) if name.endswith(country)], sentence


@pytest.mark.parametrize(
    "word",
    "between along throughout outside inside across near around off over within from to into via despite".split(),
)
def test_a_country_after_a_preposition_does_nothing(word: str) -> None:
    """Whatever the preposition."""
    assert not names(f"Blasts {word} the United States killed ten.")
    assert not names(f"Blasts {word} Kenya killed ten.")


@pytest.mark.parametrize(
    "sentence",
    [
        "В США убили пятерых.",
        "На юге США убили пятерых.",
        "На территории РФ убили троих.",
        "Через РФ атаковали колонну.",
        "Между США и РФ атаковали корабль.",
        "У США вбили п'ятьох.",
        "На сході США вбили п'ятьох.",
        "Вздовж узбережжя США вбили двох.",
    ],
)
def test_a_country_after_a_preposition_does_nothing_in_cyrillic(sentence: str) -> None:
    """Names that have no cases look like doers."""
    assert not names(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The United States struck a camp.", ["United States"]),
        ("In Yemen, the United States bombed a port.", ["United States"]),
        ("In March Ukraine and Russia exchanged strikes.", ["Ukraine", "Russian Federation"]),
        ("In the north Russia attacked two villages.", ["Russian Federation"]),
        ("Ukraine struck a depot in Belgorod and Russia shelled Kharkiv.", ["Ukraine", "Russian Federation"]),
        ("The village was shelled by Russia and Belarus.", ["Russian Federation", "Belarus"]),
        ("Clashes between Kenya and Somalia killed four.", ["Kenya", "Somalia"]),
        ("Gunmen attacked Kenya and Somalia.", ["unidentified gunmen"]),
        ("На востоке РФ атаковала Купянск.", ["Russian Federation"]),
        ("США и РФ атаковали порт.", ["United States", "Russian Federation"]),
        ("США атаковали Сирию.", ["United States"]),
        ("США атаковали Иран.", ["United States"]),
    ],
)
def test_a_country_that_does_something_is_told_from_where_it_is_done(sentence: str, expected: list[str]) -> None:
    """A clause that begins after a comma or after "and" has a doer of its own."""
    found = names(sentence)
    assert len(found) == len(expected), found
    assert all(name.endswith(end) for name, end in zip(found, expected, strict=True)), found
