"""What activities do: the same with one thing, another thing, or what the one hands over to the other."""

import pytest

from generator.catalogue.vocabularies import UNSPECIFIED, packaged_vocabularies
from generator.matching.acts import acts_in, acts_level, acts_of, forms_of, handed_over, inventory

CARRY = ("Mobili in bici", "Passiamo noi a ritirare il tuo divano, lo carichiamo sul furgone e lo portiamo via")
GIVE = ("Mobili a chi ne ha bisogno", "Distribuiamo letti e tavoli a chi mette su casa", ["abiti_beni"])


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        (("Corso di italiano", "Lezioni per principianti"), ("Scuola di italiano", "Si impara da zero"), "same"),
        (("Ciclofficina", "Ripariamo bici"), ("Riparazione di tostapane", ""), "same"),
        (("Raccolta di mobili", "Ritiriamo quello che non usate"), GIVE, "aside"),
        (CARRY, GIVE, "aside"),
        (("Corsi di italiano", "Lezioni"), ("Babysitter", "Badiamo ai bambini durante la lezione"), "aside"),
        (("Benedizione delle barche", "Festa sul molo"), ("Corso di vela", "Lezioni di nodi"), "apart"),
        (
            ("Gara al santuario", "Corsa in salita, traguardo al colle"),
            ("Pulizia del sentiero", "Guanti e sacchi"),
            "apart",
        ),
        (("Corso di inglese", "Lezioni"), ("Letture ad alta voce", "Un libro al mese"), "akin"),
        (("Babele", ""), ("Corso di chitarra", "Lezioni"), ""),
    ],
)
def test_acts(here: tuple[str, str], there: tuple[str, str], level: str) -> None:
    """The same way round either way."""
    one, other = acts_of(*here), acts_of(*there)

    assert acts_level(one, other) == level
    assert acts_level(other, one) == level


def test_who_hands_over_is_told_by_side() -> None:
    """The first of two is told first."""
    collects, gives = acts_of("Raccolta di mobili", "Ritiriamo quello che non usate"), acts_of(*GIVE)

    assert handed_over(collects, gives) == ("raccoglie", "distribuisce")
    assert handed_over(gives, collects) == ("distribuisce", "raccoglie")
    assert handed_over(gives, gives) == ("", "")


def test_a_kind_means_what_words_say() -> None:
    """Who deals with used goods gives them away, unless the words say something else."""
    assert acts_of("Da noi", "", ["abiti_beni"]).main == {"distribuisce"}
    assert acts_of("Da noi", "Vendiamo lampade", ["abiti_beni"]).chief == {"vende"}
    assert acts_of("Da noi", "", [UNSPECIFIED]).main == frozenset()


def test_what_others_do_meanwhile_is_not_done_here() -> None:
    """«Durante la lezione» is no teaching."""
    assert "insegna" not in acts_in("Guardiamo i bambini durante la lezione")
    assert "insegna" not in acts_in("Guardiamo i bambini per tutta la durata della lezione")
    assert "insegna" in acts_in("Una lezione di italiano")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("giocare", {"giochiamo", "giochi", "giocano", "giocarci"}),
        ("lasciare", {"lasciamo", "lasci", "lasciarli"}),
        ("raccogliere", {"raccogliamo", "raccoglie", "raccoglierla", "raccogliendo"}),
        ("distribuire", {"distribuisce", "distribuiamo", "distribuirli"}),
        ("ritrovarsi", {"ritroviamo", "ritrovarci"}),
    ],
)
def test_forms(verb: str, forms: set[str]) -> None:
    """Regular verbs in the forms in which texts say what is done."""
    assert forms <= {*forms_of(verb)}


def test_the_inventory_is_closed() -> None:
    """Kinds, kin and what hands over name acts of the inventory; kinds are those of the vocabulary."""
    known = inventory()
    named = {act for acts in known.of_kind.values() for act in acts} | frozenset().union(*known.hands_over)

    assert named <= known.kin.keys()
    assert {act for kin in known.kin.values() for act in kin} == known.kin.keys()
    assert known.of_kind.keys() <= {term.code for term in packaged_vocabularies()["tipi_attivita"]} - {UNSPECIFIED}
