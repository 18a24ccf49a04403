"""How many were killed and hurt, in three languages; numbers that count no people; numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentmap.reading import casualties
from incidentmap.reading.casualties.numbers import find_numbers
from incidentmap.reading.text import prepare

KILLED, HURT = True, False


def read(sentence: str) -> list[tuple[int, int, bool]]:
    return [(mention.low, mention.high, mention.fatal) for mention in casualties.find(prepare(sentence))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Three people were killed near the mill.", [(3, 3, KILLED)]),
        ("The blast killed at least 12 villagers.", [(12, 12, KILLED)]),
        ("At least 12 dead, officials say.", [(12, 12, KILLED)]),
        ("Between 5 and 7 soldiers were killed.", [(5, 7, KILLED)]),
        ("Five to seven killed in the raid.", [(5, 7, KILLED)]),
        ("5-7 people died.", [(5, 7, KILLED)]),
        ("A woman was killed.", [(1, 1, KILLED)]),
        ("A 30-year-old driver was injured.", [(1, 1, HURT)]),
        ("The strike killed a farmer and wounded his son.", [(1, 1, KILLED), (1, 1, HURT)]),
        ("Militants shot dead more than 40 herders.", [(40, 40, KILLED)]),
        ("Raiders burned a shop and then killed at least 15 traders.", [(15, 15, KILLED)]),
        ("The raid killed 30 pupils and four teachers.", [(34, 34, KILLED)]),
        ("The raid killed 30 pupils and four teachers were wounded.", [(30, 30, KILLED), (4, 4, HURT)]),
        ("A shell killed a mother and her two children.", [(3, 3, KILLED)]),
        ("A nurse and a driver were killed.", [(2, 2, KILLED)]),
        ("Ten people died; among the dead were three children.", [(10, 10, KILLED)]),
        ("The driver survived.", []),
        ("Под плитами погиб житель 1969 года рождения.", [(1, 1, KILLED)]),
        ("У хаті загинуло подружжя.", [(2, 2, KILLED)]),
        ("Мужчина умер от ран.", [(1, 1, KILLED)]),
        ("Мина убила полковника Орлова и его водителя.", [(2, 2, KILLED)]),
        ("Щонайменше 41 людина загинула на ринку.", [(41, 41, KILLED)]),
        ("Экипаж погиб.", []),
        ("Бандити вирізали щонайменше 60 селян.", [(60, 60, KILLED)]),
        ("Тридцятьох людей убили в селі.", [(30, 30, KILLED)]),
        ("Сообщают о гибели 17 жителей.", [(17, 17, KILLED)]),
        ("Уничтожены 15 украинских беспилотников.", []),
        ("Обійшлося без постраждалих.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Nobody was killed.", [(0, 0, KILLED)]),
        ("No one was hurt.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("No casualties were reported.", [(0, 0, KILLED)]),
        ("There were no injuries.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Dozens were killed and hundreds wounded.", [(24, 99, KILLED), (200, 999, HURT)]),
        ("Several civilians were injured.", [(3, 9, HURT)]),
        ("Twenty-five people were killed, 1,200 injured.", [(25, 25, KILLED), (1200, 1200, HURT)]),
        ("The death toll rose to 45.", [(45, 45, KILLED)]),
        ("The toll climbed from 20 to 31.", [(20, 31, KILLED)]),
        ("It left five dead and more than 20 wounded.", [(5, 5, KILLED), (20, 20, HURT)]),
        ("Nine people, including two children, were killed.", [(9, 9, KILLED)]),
        ("Two officers and a cook were killed.", [(2, 2, KILLED)]),
        ("Two men and a woman were killed.", [(3, 3, KILLED)]),
        ("Gunmen killed 6 worshippers, injuring 13 others.", [(6, 6, KILLED), (13, 13, HURT)]),
        ("Two dozen people were wounded.", [(24, 24, HURT)]),
        ("Half a dozen soldiers died.", [(6, 6, KILLED)]),
        ("Up to 10 people were killed.", [(1, 10, KILLED)]),
        ("A suicide bomber has killed 13 soldiers.", [(13, 13, KILLED)]),
        ("Two hundred and six people perished.", [(206, 206, KILLED)]),
        ("He was killed on the spot.", [(1, 1, KILLED)]),
        ("The attack, in which 4 people died, was filmed.", [(4, 4, KILLED)]),
        ("Погибли двое мирных жителей, ещё пятеро ранены.", [(2, 2, KILLED), (5, 5, HURT)]),
        ("12 погибших, 30 раненых.", [(12, 12, KILLED), (30, 30, HURT)]),
        ("Убиты 3 человека.", [(3, 3, KILLED)]),
        ("Погиб один человек, пострадали четверо.", [(1, 1, KILLED), (4, 4, HURT)]),
        ("Погибла женщина, ранен тракторист.", [(1, 1, KILLED), (1, 1, HURT)]),
        ("Ранения получили трое рабочих.", [(3, 3, HURT)]),
        ("Двое рабочих получили осколочные ранения.", [(2, 2, HURT)]),
        ("Число погибших выросло до 15.", [(15, 15, KILLED)]),
        ("Погибших – 4, пострадавших – 11.", [(4, 4, KILLED), (11, 11, HURT)]),
        ("Погибли мужчина и женщина.", [(2, 2, KILLED)]),
        ("Пять человек, в том числе двое детей, погибли.", [(5, 5, KILLED)]),
        ("Погибших нет.", [(0, 0, KILLED)]),
        ("Обошлось без жертв.", [(0, 0, KILLED)]),
        ("Никто не пострадал.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Пострадавших, по предварительным данным, нет.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Десятки людей погибли.", [(20, 99, KILLED)]),
        ("Погибли от пяти до семи солдат.", [(5, 7, KILLED)]),
        ("Погибло не менее сорока двух человек.", [(42, 42, KILLED)]),
        ("Взрыв унёс жизни 12 человек.", [(12, 12, KILLED)]),
        ("Боевики убили пятерых солдат.", [(5, 5, KILLED)]),
        ("Уничтожено 3 танка и 20 боевиков.", [(20, 20, KILLED)]),
        ("Загинуло двоє людей, ще четверо поранені.", [(2, 2, KILLED), (4, 4, HURT)]),
        ("Один загиблий.", [(1, 1, KILLED)]),
        ("Двоє поранених.", [(2, 2, HURT)]),
        ("Загиблих немає.", [(0, 0, KILLED)]),
        ("Ніхто не постраждав.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Без постраждалих.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Загинула 65-річна жінка.", [(1, 1, KILLED)]),
        ("Кількість загиблих зросла до 22.", [(22, 22, KILLED)]),
        ("Поранення отримали 7 людей.", [(7, 7, HURT)]),
        ("П'ятеро людей дістали поранення.", [(5, 5, HURT)]),
        ("Поранено 12 осіб.", [(12, 12, HURT)]),
        ("Вбито трьох цивільних.", [(3, 3, KILLED)]),
        ("Знищено близько 30 загарбників.", [(30, 30, KILLED)]),
        ("Загинуло щонайменше десять мешканців.", [(10, 10, KILLED)]),
        ("Загинули двадцять один військовий.", [(21, 21, KILLED)]),
        ("Поранено 2-х рятувальників.", [(2, 2, HURT)]),
        ("Загинуло двоє дітей та жінка.", [(3, 3, KILLED)]),
        ("Постраждалих немає, загинула одна корова й один пастух.", [(0, 0, HURT), (1, 1, KILLED)]),
        ("Потерпілих немає.", [(0, 0, HURT), (0, 0, KILLED)]),
        ("Раненых нет.", [(0, 0, HURT)]),
        ("Бандити вбили сімох фермерів.", [(7, 7, KILLED)]),
        ("Постраждало кілька людей.", [(3, 9, HURT)]),
    ],
)
def test_a_stated_number_is_read(sentence: str, expected: list[tuple[int, int, bool]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "He was born 30 years before the king was crowned.",
        "The army killed 300 tanks.",
        "Killed 30 years ago, he is not forgotten.",
        "The bill was killed in committee.",
        "Three houses were damaged.",
        "The 34-year-old left.",
        "The 72nd Brigade was not named.",
        "In 2014 the bridge was rebuilt.",
        "At 14:30 the alarm ended.",
        "Знищили 3 САУ.",
        "Уничтожено 14 беспилотников.",
        "Пострадал жилой дом.",
        "Пострадали 3 дома.",
        "Повреждены 12 машин.",
        "Пошкоджено сім будинків.",
        "Постраждала школа.",
        "О погибших не сообщается.",
    ],
)
def test_a_number_of_other_things_is_not(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("7", 7, 7), ("1,200", 1200, 1200), ("1 200", 1200, 1200), ("twenty-five", 25, 25), ("ninety nine", 99, 99),
        ("two hundred and six", 206, 206), ("three thousand", 3000, 3000), ("a dozen", 12, 12), ("two dozen", 24, 24),
        ("dozens", 24, 99), ("scores of", 40, 99), ("a couple of", 2, 2), ("five to seven", 5, 7), ("5–7", 5, 7),
        ("двадцать два", 22, 22), ("сто сорок", 140, 140), ("двоє", 2, 2), ("п’ятеро", 5, 5),
        ("дев'яносто три", 93, 93), ("2 тысячи", 2000, 2000), ("несколько", 3, 9), ("сотні", 200, 999),
        ("від трьох до п'яти", 3, 5), ("5-х", 5, 5),
    ],
)  # fmt: skip
def test_a_number_is_read_in_digits_and_words(written: str, low: int, high: int) -> None:
    text = prepare(written)
    ((_, _, *found),) = find_numbers(text, 0, len(text.words))
    assert found == [low, high]


@pytest.mark.parametrize("written", ["14:30", "2.5", "72nd", "5kg", "34-year-old", "99999999999", "٣"])
def test_what_is_no_count_is_no_number(written: str) -> None:
    text = prepare(written)
    assert find_numbers(text, 0, len(text.words)) == []


_WORDS = st.sampled_from(
    "killed wounded 3 12 twenty two dozen between and from to 5-7 люди погибли не нет без жертв загинуло двоє , . – ( "
    "including в том числе a was woman no one \ud800 \x00 \n 1 200 000 10000000000 dead toll rose".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_counts_in_order_and_inside(raw: str) -> None:
    text = prepare(raw)
    found = casualties.find(text)
    assert [m.start for m in found] == sorted(m.start for m in found)
    for mention in found:
        sentence = text.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert 0 <= mention.low <= mention.high


def test_a_long_line_takes_no_long_time() -> None:
    for piece in ("killed ", "12 killed ", "погибли 3, ", "no one ", "12 ", "including two children, "):
        casualties.find(prepare(piece * (300_000 // len(piece))))
