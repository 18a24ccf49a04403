"""What happened: triggers in three languages, words that tell of no event, background and what did not happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.reading import actors, casualties, events
from incidentmap.reading.events import classify
from incidentmap.reading.lexicon import Lexicon
from incidentmap.reading.lexicon.tables import bundled
from incidentmap.reading.mentions import EventMention
from incidentmap.reading.text import prepare

SHELL, AIR, IED = "Shelling/artillery/missile attack", "Air/drone strike", "Remote explosive/landmine/IED"
CLASH, REGAINS, OVERTAKES = "Armed clash", "Government regains territory", "Non-state actor overtakes territory"
REMOTE = "Explosions/Remote violence"
TYPES = {
    "Battles": {CLASH, REGAINS, OVERTAKES},
    "Explosions/Remote violence": {"Chemical weapon", AIR, "Suicide bomb", SHELL, IED, "Grenade"},
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip


def read(sentence: str) -> list[EventMention]:
    return events.find(prepare(sentence), Lexicon.load())


def typed(sentence: str) -> tuple[str | None, str | None]:
    text, lexicon = prepare(sentence), Lexicon.load()
    return classify(events.find(text, lexicon), actors.find(text, lexicon), casualties.find(text))


@pytest.mark.parametrize(
    ("sentence", "sub_event_type"),
    [
        # shelling, rockets, missiles
        ("Mortars shelled the northern suburbs all morning.", SHELL),
        ("The shelling of the market lasted an hour.", SHELL),
        ("Rebels fired dozens of rockets at the port.", SHELL),
        ("A ballistic missile slammed into the grain terminal.", SHELL),
        ("Two missiles hit an apartment block.", SHELL),
        ("Artillery fire damaged a clinic in the village.", SHELL),
        ("The town came under mortar fire at dawn.", SHELL),
        ("The army bombarded the valley with howitzers.", SHELL),
        ("The strike, with two rockets, destroyed a bridge.", SHELL),
        ("Ночью село обстреляли из миномётов.", SHELL),
        ("Под обстрел попала ферма на окраине.", SHELL),
        ("Ракета попала в жилой дом.", SHELL),
        ("По посёлку выпустили двенадцать снарядов.", SHELL),
        ("Зафиксированы прилёты по частному сектору.", SHELL),
        ("Нанесён ракетный удар по складу.", SHELL),
        ("Армія обстріляла прикордонне село.", SHELL),
        ("Внаслідок обстрілів пошкоджено три хати.", SHELL),
        ("Снаряд влучив у дах школи.", SHELL),
        ("По громаді випустили сорок мін.", SHELL),
        ("Приліт у приватний сектор, горить сарай.", SHELL),
        ("Удар С-300 по центру міста.", SHELL),
        # from the air
        ("An airstrike flattened the bakery.", AIR),
        ("Drones attacked an oil depot before sunrise.", AIR),
        ("A drone crashed into the roof of the station.", AIR),
        ("Warplanes bombed the ridge again.", AIR),
        ("Air defences shot down nine drones over the river.", AIR),
        ("The helicopter dropped barrel bombs on the quarter.", AIR),
        ("Glide bombs fell on the frontline town.", AIR),
        ("The car was hit by an FPV drone.", AIR),
        ("The navy said it intercepted three missiles.", AIR),
        ("Беспилотник ударил по грузовику.", AIR),
        ("Атака БПЛА на подстанцию.", AIR),
        ("ПВО сбила четыре беспилотника над районом.", AIR),
        ("С коптера сбросили взрывное устройство.", AIR),
        ("По селу нанесли авиаудар.", AIR),
        ("Дрон упал во дворе дома.", AIR),
        ("Удар дрона-камикадзе по автобусу.", AIR),
        ("Шахед влучив у склад.", AIR),
        ("Безпілотники атакували порт.", AIR),
        ("Над областю збито дев'ять шахедів.", AIR),
        ("Авіація скинула дві авіабомби на селище.", AIR),
        ("Ворог вдарив КАБами по околиці.", AIR),
        ("Дрон скинув вибухівку на подвір'я.", AIR),
        # bombs, mines, grenades, suicide bombers, gas
        ("A roadside bomb tore through a minibus.", IED),
        ("A car bomb went off outside the ministry.", IED),
        ("Two farmers stepped on a landmine.", IED),
        ("The bridge was blown up overnight.", IED),
        ("An improvised explosive device exploded near the convoy.", IED),
        ("Машина подорвалась на мине.", IED),
        ("Сработало самодельное взрывное устройство.", IED),
        ("Тракторист підірвався на міні в полі.", IED),
        ("Невідомі підірвали автомобіль чиновника.", IED),
        ("A suicide bomber struck the checkpoint.", "Suicide bomb"),
        ("Смертник привёл в действие пояс у рынка.", "Suicide bomb"),
        ("Attackers threw a grenade into the bar.", "Grenade"),
        ("Мужчина бросил гранату во двор.", "Grenade"),
        ("Чоловік кинув гранату у натовп.", "Grenade"),
        ("Doctors spoke of a chemical attack with sarin.", "Chemical weapon"),
        # battles
        ("Clashes erupted between the army and a militia.", CLASH),
        ("Heavy fighting was reported on the ridge.", CLASH),
        ("Soldiers repelled an assault on the outpost.", CLASH),
        ("The raiders were driven back across the river.", CLASH),
        ("Militants ambushed a patrol on the highway.", CLASH),
        ("A gun battle broke out at the border post.", CLASH),
        ("Fighters stormed an army base at night.", CLASH),
        ("The group attacked a military checkpoint.", CLASH),
        ("Troops tried to cross the border in two places.", CLASH),
        ("На окраине посёлка идут бои.", CLASH),
        ("Военные отбили атаку у переправы.", CLASH),
        ("Диверсанты попытались прорваться через границу.", CLASH),
        ("Боестолкновение произошло у моста.", CLASH),
        ("Боевики напали на блокпост.", CLASH),
        ("Штурмовики пошли в наступление на высоту.", CLASH),
        ("За селище тривають запеклі бої.", CLASH),
        ("Захисники відбили сім атак на напрямку.", CLASH),
        ("Загарбники штурмували позиції біля річки.", CLASH),
        ("ДРГ намагалася прорвати кордон.", CLASH),
        ("Бійці потрапили в засідку біля лісу.", CLASH),
        ("Insurgents captured the town of Westhill.", OVERTAKES),
        ("The city fell to rebels on Sunday.", OVERTAKES),
        ("Боевики захватили районный центр и взяли под контроль мост.", OVERTAKES),
        ("Загарбники захопили село за річкою.", OVERTAKES),
        ("The army recaptured the airport.", REGAINS),
        ("Soldiers liberated two villages.", REGAINS),
        ("Войска освободили село от боевиков.", REGAINS),
        ("Військові звільнили населений пункт.", REGAINS),
        # violence against civilians
        ("A councillor was shot dead outside his home.", "Attack"),
        ("Gunmen opened fire on worshippers.", "Attack"),
        ("The journalist was stabbed in a car park.", "Attack"),
        ("Villagers were massacred in the raid.", "Attack"),
        ("A former minister was assassinated.", "Attack"),
        ("Солдаты расстреляли семью в машине.", "Attack"),
        ("Неизвестный открыл стрельбу в школе.", "Attack"),
        ("Военные избили фермера на дороге.", "Attack"),
        ("Окупанти розстріляли цивільний автомобіль.", "Attack"),
        ("У селі застрелили старосту.", "Attack"),
        ("Bandits kidnapped thirty pupils.", "Abduction/forced disappearance"),
        ("Боевики похитили двух врачей.", "Abduction/forced disappearance"),
        ("Невідомі викрали підприємця.", "Abduction/forced disappearance"),
        ("Women said they were raped by soldiers.", "Sexual violence"),
        ("Солдата обвиняют: он изнасиловал жительницу села.", "Sexual violence"),
        ("Військового підозрюють: він зґвалтував жінку.", "Sexual violence"),
        # protests and riots
        ("Thousands took to the streets of the capital.", "Peaceful protest"),
        ("Teachers held a sit-in at the ministry.", "Peaceful protest"),
        ("Dock workers went on strike.", "Peaceful protest"),
        ("Жители вышли на митинг у мэрии.", "Peaceful protest"),
        ("Студенти вийшли на акцію протесту.", "Peaceful protest"),
        ("Police fired tear gas to disperse the crowd.", "Protest with intervention"),
        ("Полиция разогнала акцию у парламента.", "Protest with intervention"),
        ("Поліція розігнала мітинг водометами.", "Protest with intervention"),
        ("Guards opened fire on demonstrators.", "Excessive force against protesters"),
        ("Riots spread to the suburbs.", "Violent demonstration"),
        ("Youths threw stones and petrol bombs at officers.", "Violent demonstration"),
        ("В городе начались беспорядки.", "Violent demonstration"),
        ("У місті почалися заворушення.", "Violent demonstration"),
        ("A mob lynched a suspected thief.", "Mob violence"),
        # strategic developments
        ("The sides agreed a ceasefire from noon.", "Agreement"),
        ("Стороны провели обмен пленными.", "Agreement"),
        ("Відбувся обмін полоненими.", "Agreement"),
        ("Officers arrested six suspects.", "Arrests"),
        ("ФСБ задержала жителя посёлка.", "Arrests"),
        ("СБУ затримала агента.", "Arrests"),
        ("Looters ransacked the warehouse.", "Looting/property destruction"),
        ("Неизвестные подожгли релейный шкаф.", "Looting/property destruction"),
        ("Мародери винесли майно з крамниці.", "Looting/property destruction"),
        ("Sappers defused a device under the bridge.", "Disrupted weapons use"),
        ("Сапёры обезвредили снаряд.", "Disrupted weapons use"),
        ("Піротехніки розмінували поле.", "Disrupted weapons use"),
        ("The army set up a checkpoint near the dam.", "Headquarters or base established"),
        ("Troops withdrew from the valley.", "Non-violent transfer of territory"),
        ("Войска отступили из посёлка.", "Non-violent transfer of territory"),
        ("The governor imposed a curfew.", "Other"),
    ],
)
def test_a_sentence_has_the_type_that_its_words_say(sentence: str, sub_event_type: str) -> None:
    kind, sub = typed(sentence)
    assert sub == sub_event_type
    assert kind is not None
    assert sub in TYPES[kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "He died of a heart attack in March.",
        "She had a panic attack on stage.",
        "Critics call the bill an attack on democracy.",
        "The minister came under fire for his remarks.",
        "The sequel was a box office bomb.",
        "The memoir is a bombshell.",
        "They shelled out a fortune for the house.",
        "A trade war would hurt farmers.",
        "The court battle over the will goes on.",
        "Battle for the nomination heats up.",
        "Firefighters are fighting a blaze in the hills.",
        "He is fighting cancer.",
        "The army held a military exercise in the north.",
        "The country marked the anniversary of the attack.",
        "A documentary about the bombing won a prize.",
        "Wall Street rallied to a record.",
        "A late rally in stocks lifted the index; shares rallied.",
        "An earthquake struck the coast.",
        "The storm hit the island on Friday.",
        "He was hit by a car.",
        "The song was a hit single.",
        "The film was shot in Spain: shooting a movie there is cheap.",
        "The company fired its director.",
        "Police issued an arrest warrant.",
        "He suffered a cardiac arrest.",
        "The two sides struck a deal.",
        "Hackers blamed for a cyber attack.",
        "A war crimes trial opened.",
        "The striker scored with a penalty shot.",
        "The study demonstrated that sleep helps.",
        "The spokesman visited the new bomb shelter.",
        "Air raid sirens sounded in the capital.",
        "Учения прошли на полигоне.",
        "В районе объявлена ракетная опасность.",
        "Дан отбой опасности атаки БПЛА.",
        "Взрыв бытового газа в пятиэтажке.",
        "У пенсионера случился сердечный приступ.",
        "Хакерская атака на банк.",
        "Тепловой удар получили трое туристов.",
        "Сегодня годовщина трагедии.",
        "Директора освободили от должности.",
        "Рабочего ударило током, удар током был сильным.",
        "Оголошено повітряну тривогу.",
        "Загроза застосування балістики.",
        "На полігоні тривають навчання.",
        "Наступного тижня відкриють міст.",
        "Міністра звільнили з посади.",
        "Сьогодні роковини загибелі поета.",
        "Внаслідок ДТП рух ускладнено.",
        "Кібератака на сайт міністерства.",
        "A new bakery opened in the village.",
        "В селе построили школу.",
        "У селищі відремонтували дорогу.",
    ],
)
def test_words_that_only_sound_like_it_are_no_event(sentence: str) -> None:
    assert [mention for mention in read(sentence) if mention.weight > 1 or mention.event_type] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The group previously claimed an attack near the dam.",
        "Last year rebels shelled the same road.",
        "The base was bombed two years ago.",
        "The militia had carried out an attack there in December.",
        "The legion has raided the valley before.",
        "Ранее посёлок обстреливали из миномётов.",
        "Село обстреляли в прошлом году.",
        "Це не перший випадок: раніше село обстрілювали.",
        "Торік тут тривали бої.",
        "Напомним, в мае боевики напали на блокпост.",
    ],
)
def test_what_happened_before_is_told_apart(sentence: str) -> None:
    found = read(sentence)
    assert found
    assert any(mention.background for mention in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Earlier today a drone hit the depot.",
        "Drones hit the depot earlier on Monday.",
        "A drone hit the depot. The governor spoke earlier.",
        "Рано утром дрон ударил по складу.",
        "За попередніми даними, дрон влучив у склад.",
        "Former soldiers attacked the checkpoint.",
    ],
)
def test_the_day_itself_is_no_background(sentence: str) -> None:
    assert not any(mention.background for mention in read(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The army denied that it had shelled the clinic.",
        "Rebels could attack the port.",
        "The colonel threatened a missile strike.",
        "The plotters planned to bomb the station.",
        "There was no shelling at night.",
        "An attack on the embassy was foiled.",
        "Officials warned of drone attacks.",
        "Обстрелов не было.",
        "Возможны атаки беспилотников.",
        "Армия планировала штурм высоты.",
        "Минобороны опровергло обстрел больницы.",
        "Обстрілів не зафіксовано.",
        "Росіяни можуть обстріляти порт.",
        "У штабі заперечили обстріл лікарні.",
    ],
)
def test_what_did_not_happen_says_why(sentence: str) -> None:
    found = read(sentence)
    assert found
    assert all(mention.unreal for mention in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry denied responsibility for the attack.",
        "Kyiv did not direct these attacks.",
        "In May rebels shelled the port.",
        "Кабмин не комментировал; село обстреляли.",
    ],
)
def test_a_denial_of_guilt_is_no_denial_of_the_event(sentence: str) -> None:
    assert any(mention.unreal is None for mention in read(sentence))


def test_a_vague_word_takes_its_type_from_what_stands_near() -> None:
    (mention,) = (m for m in read("The attack, with three drones, was the second.") if m.event_type)
    assert (mention.sub_event_type, mention.weight) == (AIR, 2)
    assert "near" in mention.rule


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Siberian Battalion claimed an attack in the valley.", ("Battles", CLASH)),
        ("Unknown gunmen were behind the attack.", ("Violence against civilians", "Attack")),
        ("The attack left five people dead.", ("Violence against civilians", "Attack")),
        ("Nine people were killed.", (None, None)),
        ("The attack is being investigated.", (None, None)),
        ("Nothing happened.", (None, None)),
        ("Explosions were heard at night.", ("Explosions/Remote violence", None)),
        ("Israel struck the port at night.", ("Explosions/Remote violence", None)),
        ("Россия ударила по порту.", ("Explosions/Remote violence", None)),
        (
            "Forty civilians were killed when soldiers went from house to house.",
            ("Violence against civilians", "Attack"),
        ),
        ("The militia struck the outpost.", ("Battles", "Armed clash")),
        ("Shelling killed three civilians.", ("Explosions/Remote violence", SHELL)),
        ("Police arrested a man after the drone attack.", ("Explosions/Remote violence", AIR)),
    ],
)
def test_an_incident_has_the_type_of_its_strongest_words(sentence: str, expected: tuple[str, str]) -> None:
    assert typed(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Глава района опроверг сообщения об обстреле фермы.",
        "Мер назвав вигадкою повідомлення про обстріл ринку.",
        "Нібито обстріляли ферму.",
        "The mayor called reports of an attack on the bridge a lie.",
        "Officials called the report of shelling fake.",
        "There were rumours that gunmen had attacked the mill.",
        "В районе штурмов, по его словам, не планируется.",
        "Ніякого наступу не буде.",
        "Вони штурмуватимуть місто.",
        "Взятие хутора пока не подтверждаем.",
        "Hail bombarded the orchards.",
        "Штурмовий вітер зірвав дахи.",
        "A storm hit the coast and killed two people.",
        "Ураган повредил 20 домов, погиб рыбак.",
        "Из-за снегопада перекрыли шоссе.",
        "A canopy collapsed at the market, killing nine.",
        "В ДТП погибли двое.",
        "The goalkeeper saved a shot and the battle was lost.",
        "МИД выразил решительный протест послу.",
        "Посольство направило ноту протеста.",
        "The ministry sent a protest note.",
    ],
)
def test_weather_accidents_sport_and_talk_are_no_event(sentence: str) -> None:
    assert all(mention.unreal for mention in read(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Военные нанесли восемь ударов по складам.", (REMOTE, None)),
        ("Військові завдали удару по мосту.", (REMOTE, None)),
        ("Дісталося Марганцю та Томаківці.", (REMOTE, None)),
        ("Вчера сбивали над портом.", (REMOTE, "Air/drone strike")),
        ("Дроны долетели до завода.", (REMOTE, "Air/drone strike")),
        ("Обломки упали на школу.", (REMOTE, "Air/drone strike")),
        ("Громко в городе, работает ПВО.", (REMOTE, "Air/drone strike")),
        ("Агресор гатив по околиці.", (REMOTE, "Shelling/artillery/missile attack")),
        ("Село было под ударом.", (REMOTE, None)),
        ("Задержан подозреваемый в подрыве грузовика.", (REMOTE, "Remote explosive/landmine/IED")),
        ("Drones set fire to a depot.", (REMOTE, "Air/drone strike")),
        ("Israeli strikes hit the port.", (REMOTE, None)),
        ("Неизвестные обстреляли машину судьи.", ("Violence against civilians", "Attack")),
        ("Автоматники обстріляли автобус.", ("Violence against civilians", "Attack")),
        ("Вырезали целую семью.", ("Violence against civilians", "Attack")),
        ("Обстреляна машина полиции.", ("Battles", "Armed clash")),
        ("The rebels overran the camp.", ("Battles", "Non-state actor overtakes territory")),
        ("Бойцы закрепились в посёлке.", ("Battles", "Armed clash")),
        ("Мирна хода переросла в биття вітрин.", ("Riots", "Violent demonstration")),
        ("Поліція розігнала сльозогінним газом натовп.", ("Protests", "Protest with intervention")),
        ("Мешканці перекрили шосе.", ("Protests", "Peaceful protest")),
    ],
)
def test_what_was_missed_once_is_told(sentence: str, expected: tuple[str, str | None]) -> None:
    who = actors.find(prepare(sentence), Lexicon.load())
    assert classify([m for m in read(sentence) if m.unreal is None], who, []) == expected


def test_nobody_hurt_is_no_denial() -> None:
    assert [m.unreal for m in read("Батарея випустила ракети по Дубках; поранених немає.") if m.weight > 1] == [None]


def test_the_sentences_before_decide_what_is_left_open() -> None:
    raid = read("An air raid hit a school. The attack on the village came at dawn.")
    assert [m.sub_event_type for m in raid if m.sentence == 1] == ["Air/drone strike"]
    digest = read("Дрони вдарили по Липцях. У Боровій загинув цивільний.")
    assert [m.event_type for m in digest if m.sentence == 1] == [None]
    agent = read("A drone hit a depot. In Kaya 30 civilians were killed by militiamen.")
    assert [m.event_type for m in agent if m.sentence == 1] == ["Violence against civilians"]
    rally = read("Мітинг тривав годину. Згодом спалахнули сутички.")
    assert [m.sub_event_type for m in rally if m.sentence == 1] == ["Violent demonstration"]


def test_the_table_speaks_acled() -> None:
    seen = set()
    for row in bundled("events"):
        kind, sub = row["event_type"], row["sub_event_type"]
        assert row["language"] in {"en", "ru", "uk"}
        assert row["pattern"].strip() == row["pattern"]
        assert row["pattern"] not in seen
        seen.add(row["pattern"])
        if kind == "-":
            assert sub in {"", "weather or an accident", "sport"}  # what the sentence tells of instead
            assert row["weight"] == "9" or (sub and row["weight"] == "0")
        elif kind:
            assert not sub or sub in TYPES[kind]
            assert row["weight"] in {"0", "1", "2", "3"}
        else:
            assert row["weight"] == "1"
    assert len(seen) > 1_500


_WORDS = st.sampled_from(
    "attack attacks shelled drone drones hit a the , . - «Град» обстріл обстрелы не было могут Russia killed 12 люди "
    "in \n \ud800 \x00 previously denied that бои ЗСУ shot down missile".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_spans_in_order_and_inside(raw: str) -> None:
    text, last = prepare(raw), 0
    for mention in events.find(text, Lexicon.load()):
        assert last <= mention.start < mention.end <= len(raw)
        sentence = text.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        last = mention.end


def test_a_long_line_takes_no_long_time() -> None:
    for piece in ("drone ", "attack on ", "не ", "the ", "a" * 50, "обстріл, ", "attack could ", "previously attack "):
        events.find(prepare(piece * (400_000 // len(piece))), Lexicon.load())
