"""The lexicon: its tables, a user's own actors, phrases and how they are matched."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidentmap.errors import BadValue, EmptyInput, InputError, MissingColumn, UnreadableFile, WrongEncoding
from incidentmap.gazetteer import Gazetteer
from incidentmap.model import Feature
from incidentmap.reading import actors
from incidentmap.reading.lexicon import Lexicon
from incidentmap.reading.lexicon.matching import Phrases, fold_word
from incidentmap.reading.lexicon.tables import bundled, bundled_actors
from incidentmap.reading.text import prepare

HEADER = "name\tkind\tarmed\tcountry\taliases\tnote\n"


def names(passage: str, lexicon: Lexicon) -> list[str]:
    return [name for mention in actors.find(prepare(passage), lexicon) for name in mention.names]


def test_actors_have_a_kind_a_country_code_and_aliases() -> None:
    rows = bundled_actors()
    assert len(rows) >= 150
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        assert row.kind
        assert row.aliases
        assert row.country == "" or (len(row.country) == 2 and row.country.isupper())


def test_the_seeds_actors_are_known_by_their_names() -> None:
    lexicon = Lexicon.load()
    for name in (
        "Freedom of Russia Legion", "Siberian Battalion", "Russian Volunteer Corps", "Armed Forces of Ukraine",
        "Armed Forces of the Russian Federation", "Russian Aerospace Forces", "unidentified gunmen",
    ):  # fmt: skip
        assert names(f"It was the {name}.", lexicon) == [name]


@pytest.mark.parametrize("name", [row.name for row in bundled_actors() if row.kind not in {"police", "civilians"}])
def test_every_actor_is_found_by_its_own_name(name: str) -> None:
    assert name in names(f"They saw the {name} there.", Lexicon.load()) or "(" in name or name == "government forces"


def test_every_nationality_is_of_a_country_that_the_gazetteer_knows() -> None:
    with Gazetteer.open() as gazetteer:
        for row in bundled("nationalities"):
            found = gazetteer.find(row["country"])
            assert found, row
            assert (found[0].country, found[0].feature) == (row["code"], Feature.COUNTRY), row


def test_a_users_own_actors_come_first(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        HEADER + "Valley Guard\tmilitia\tyes\t\tValley Guard|Вартов* долини|долинн* дозор*\t\n"
        "The Battalion of Siberia\trebel group\tYES\t\tSiberian Battalion\t\n",
        encoding="utf-8",
    )
    lexicon = Lexicon.load([table])
    assert names("The Valley Guard and Siberian Battalion. Вартові долини.", lexicon) == [
        "Valley Guard", "The Battalion of Siberia", "Valley Guard",
    ]  # fmt: skip
    assert names("The Siberian Battalion.", Lexicon.load()) == ["Siberian Battalion"]


def test_a_users_table_may_be_a_csv_with_few_columns(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text('\ufeffname,kind,armed,aliases\n"Red, Blue",militia,no,Red Blues|RB9\n', encoding="utf-8")
    (mention,) = actors.find(prepare("The RB9 came."), Lexicon.load([table]))
    assert (mention.names, mention.armed, mention.side) == (("Red, Blue",), False, "")


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("name\tkind\tarmed\nA\tmilitia\tyes\n", MissingColumn, ("aliases", "row 1", "name, kind, armed, aliases")),
        (HEADER, EmptyInput, ("no rows",)),
        ("", EmptyInput, ("no rows",)),
        (HEADER + "A\tmilitia\tperhaps\t\tA\t\n", BadValue, ("row 2", "'armed'", "'perhaps'", "yes", "no")),
        (
            HEADER + "B\tmilitia\tyes\t\tB\t\nA\tmilitia\tyes\tUkraine\tA\t\n",
            BadValue,
            ("row 3", "'country'", "'Ukraine'"),
        ),
        (HEADER + "\tmilitia\tyes\t\tA\t\n", BadValue, ("row 2", "'name'")),
        (HEADER + "A\t\tyes\t\tA\t\n", BadValue, ("row 2", "'kind'")),
        (HEADER + "A\tmilitia\tyes\t\tab*\t\n", BadValue, ("'aliases'", "three letters")),
        (HEADER + "A\tmilitia\tyes\t\t" + "x" * 30_000 + "\t\n", BadValue, ("'aliases'", "too long")),
        (HEADER + "…\tmilitia\tyes\t\t…|—\t\n", BadValue, ("'name'", "no letter")),
    ],
)
def test_a_bad_row_is_named_with_its_remedy(
    tmp_path: Path, content: str, error: type[InputError], words: tuple[str]
) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(error) as caught:
        Lexicon.load([table])
    message = str(caught.value)
    assert str(table) in message
    assert "To mend it" in message
    assert all(word in message for word in words)


def test_a_file_that_cannot_be_read_is_told_from_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="own"):
        Lexicon.load([tmp_path / "own.tsv"])
    with pytest.raises(UnreadableFile):
        Lexicon.load([tmp_path])
    (tmp_path / "latin1.tsv").write_bytes(HEADER.encode() + b"Caf\xe9\tmilitia\tyes\t\tCaf\xe9\t\n")
    with pytest.raises(WrongEncoding, match="UTF-8"):
        Lexicon.load([tmp_path / "latin1.tsv"])


@pytest.mark.parametrize(
    ("phrase", "passage", "found"),
    [
        ("shelled", "SHELLED and Shelled", ["SHELLED", "Shelled"]),
        ("Legion", "legion Legion LEGION", ["Legion", "LEGION"]),
        ("IDF", "idf Idf IDF", ["IDF"]),
        ("обстріл*", "обстріл обстрілюватимуть обстріляно", ["обстріл", "обстрілюватимуть", "обстріляно"]),
        ("легион*", "Легионы легиОН", ["Легионы", "легиОН"]),
        ("drone/uav attack*", "uav attacks, drone attack", ["uav attacks", "drone attack"]),
        (
            "shot ~ down",
            "shot it down. shot them all right down. shot. Down",
            ["shot it down", "shot them all right down"],
        ),
        ("Freedom Legion", "Freedom «Legion», Freedom, Legion", ["Freedom «Legion"]),
        ("М23", "М23 М-23", ["М23"]),
        ("Тётка", "Тетка ТЁТКА тётка", ["Тетка", "ТЁТКА"]),
        ("russia", "Russia’s", ["Russia’s"]),
        ("Seleka", "Séléka", ["Séléka"]),
    ],
)
def test_phrases_are_matched_as_they_are_written(phrase: str, passage: str, found: list[str]) -> None:
    phrases: Phrases[int] = Phrases()
    phrases.add(phrase, 1)
    text = prepare(passage)
    assert [passage[text.starts[m.first] : text.ends[m.last - 1]] for m in phrases.scan(text)] == found


def test_the_longest_phrase_wins_and_then_the_higher_rank() -> None:
    phrases: Phrases[int] = Phrases(lambda value: value)
    for phrase, value in (("heart", 1), ("heart attack", 2), ("attack", 3), ("hea* attack", 9), ("heart ~ bell", 4)):
        phrases.add(phrase, value)
    text = prepare("heart attack and attack on a heart")
    assert [match.value for match in phrases.scan(text)] == [9, 3, 1]


def test_words_are_folded() -> None:
    assert [fold_word(word) for word in ("П’ЯТЬ", "Ёлка", "Йод", "Їжак", "ISRAEL'S", "São", "\ud800")] == [
        "п'ять", "елка", "йод", "їжак", "israel", "sao", "\ud800",
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["cues", "deeds", "organisations", "states", "voices"])
def test_tables_have_no_row_twice(table: str) -> None:
    rows = [tuple(row.values()) for row in bundled(table)]
    assert len(rows) == len(set(rows))
    assert all(cell == cell.strip() for row in rows for cell in row)
