"""What two names have in common."""

from __future__ import annotations

import pytest

from graphmali.resolution.names import Common, Rarity, common, stands_for, written
from graphmali.vocabulary import load


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity(load())


def shared(one: str, other: str, rarity: Rarity, *, person: bool = True) -> Common:
    return common(written(one, person=person).words, written(other, person=person).words, rarity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul-Rahman Ghedim", "Abderrahmane Guedim"),
        ("Fanta Mady Kouyate", "Fantamady Kouyaté"),
        ("Yameogo Tiga", "Tiga Yaméogo"),
        ("Djénéba N'Diaye", "Jeneba Ndiaye"),
        ("Sheikh Ahmadou Tidjane Sow", "Cheikh Amadou Tidiane Sow"),
        ("the governor of Agadez, Sadou Kaocen", "Colonel Sadou Kaocen"),
    ],
)
def test_one_name_in_two_spellings_leaves_nothing_over(one: str, other: str, rarity: Rarity) -> None:
    found = shared(one, other, rarity)
    assert (found.left, found.right) == ((), ())
    assert found.share > 0.8


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("Hamma Ag Sidi", "Moussa Ag Sidi", ("hamma",), ("moussa",)),
        ("Idriss Abakar Tom", "Idriss Abakar Tog", ("tom",), ("tog",)),
        ("Zan Bogotari", "Bogotari", ("zan",), ()),
        ("Arabs", "Airbus", ("arabs",), ("airbus",)),
        ("A. Touré", "Amadou Diallo", ("a", "toure"), ("amadou", "diallo")),  # a letter alone is nothing
    ],
)
def test_other_words_are_left_over(
    one: str, other: str, left: tuple[str, ...], right: tuple[str, ...], rarity: Rarity
) -> None:
    found = shared(one, other, rarity)
    assert (found.left, found.right) == (left, right)


def test_bodies_are_compared_across_languages_and_by_number(rarity: Rarity) -> None:
    found = shared("12th Saharan Company", "12e compagnie saharienne", rarity, person=False)
    assert (found.left, found.right) == ((), ())
    other = shared("21st Infantry Regiment", "22e régiment d'infanterie", rarity, person=False)
    assert (other.left, other.right) == (("21",), ("22",))


def test_a_rare_word_tells_more_than_one_that_many_have(rarity: Rarity) -> None:
    assert rarity.of("bogotari") == 1.0
    assert 0.25 < rarity.of("traore") < 0.5
    assert shared("Traoré", "Traoré", rarity).weight == pytest.approx(rarity.of("traore"))


@pytest.mark.parametrize(
    ("acronym", "name", "wanted"),
    [
        ("cma", "Coordination of Movements of Azawad", 1.0),
        ("mndldla", "Mouvement national de libération de l'Azawad", 1.0),
        ("rjps", "Network of Journalists for Peace in the Sahel", 0.8),  # réseau
        ("syntrap", "Syndicat des travailleurs de l'administration publique", 0.8),
        ("fnds", "Front démocratique pour la nation", 0.0),
        ("gis", "Islamic State group", 0.0),  # three letters are too few for another order
    ],
)
def test_acronyms(acronym: str, name: str, wanted: float) -> None:
    assert stands_for(acronym, written(name, person=False)) == wanted


def test_an_acronym_beside_its_name_is_found() -> None:
    found = written("Fédération des paysans du Kadiogo (FPK)", person=False)
    assert (found.acronym, found.words) == ("fpk", ("federation", "farmers", "kadiogo"))
    assert written("FENOP-K", person=False).acronym == "fenop"
    assert written("Modibo Keïta", person=True).acronym is None
