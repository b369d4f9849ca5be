"""What is over (`stato: conclusa`) leaves coverage, counts, needs and search, and stays in the lists as history."""

import shutil

import pytest

from generator.catalogue import Status
from generator.matching.networks import going_on
from generator.site.model import Site
from generator.site.pages.needs.needs_read import needs_by_people
from generator.site.pages.needs.page import agreements_of, shelves_of
from generator.site.pages.plans.page import plans_of
from generator.site.parts.contacts import contact_point_of
from generator.site.search.metadata import NOW, facets_of
from tests.conftest import EXAMPLE
from tests.site.conftest import site_in

NETWORK = """\
nome: Rete della Soffitta
stato: {status}
temi: [cibo]
destinatari: [persone_anziane]
territori: [valdoria]
obiettivi: [pdz-2025-6]
fonti: [{{titolo: Pieghevole, letta_il: 2026-11-01}}]
contatti: [{{tipo: telefono, valore: "0999 000 999"}}]
adesioni: [{{ente: ente-della-soffitta}}]
bisogni: [{{risorsa: spazi, descrizione: una soffitta}}]
offerte: [{{risorsa: attrezzature, descrizione: trenta sedie}}]
bisogni_letti: [{{testo: Mancano soffitte, destinatari: [persone_anziane]}}]
atti: [{{istituto: convenzione, titolo: Patto della soffitta, scadenza: 2027-06-01}}]
ruoli: [{{nome: Custode della soffitta, da_assegnare: sì}}]
attivita:
  - {{nome: Soffitta aperta, tipo: [{kind}], quando: {{orari: [{{giorni: [lun], dalle: "15:00"}}]}}}}
  - {{nome: Soffitta che resta, tipo: [{kind}], stato: attiva}}
"""
BODY = """\
nome: Ente della Soffitta
tipo: odv
territori: [valdoria]
fonti: [{titolo: Pieghevole, letta_il: 2026-11-01}]
"""


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """Return the town with a network at work, and with the same network once it has ended."""
    valdoria = tmp_path_factory.mktemp("ended") / "valdoria"
    shutil.copytree(EXAMPLE, valdoria, ignore=shutil.ignore_patterns("site", ".intreccio"))
    town = site_in(valdoria)

    kind = next(iter(town.catalogue.activities.values())).record.kinds[0]
    (valdoria / "organizations" / "ente-della-soffitta.yml").write_text(BODY, "utf-8")
    sites = []
    for status in ("attiva", "conclusa"):
        text = NETWORK.format(status=status, kind=kind)
        (valdoria / "networks" / "rete-della-soffitta.yml").write_text(text, "utf-8")
        sites.append(site_in(valdoria))
    return sites[0], sites[1]


def _asked(site: Site) -> dict[str, bool]:
    """Tell, for each place that speaks of what goes on, whether the network is there."""
    mine = "rete-della-soffitta"
    shelves = [notice.home.id for shelf in shelves_of(site) for notice in (*shelf.needs, *shelf.offers)]
    matches = [held.home.id for match in site.matching.matches for held in (match.need, match.offer)]
    point = contact_point_of(
        site.catalogue.organizations["ente-della-soffitta"], site.catalogue, site.settings["ufficio"]
    )
    theme = site.holdings("tema")["cibo"]
    return {
        "notices": mine in shelves,
        "matches": mine in matches,
        "needs read": mine in [need.network.id for people in needs_by_people(site) for need in people.needs],
        "agreements": mine in [agreement.network.id for group in agreements_of(site) for agreement in group],
        "plans": mine
        in [
            contribution.network.id
            for plan in plans_of(site)
            for goal in (plan.whole, *plan.goals)
            for contribution in goal.contributions
        ],
        "activities": f"{mine}/soffitta-aperta" in [activity.id for activity in site.activities],
        "likenesses": f"{mine}/soffitta-aperta" in site.matching.corpus.profiles,
        "serving": f"{mine}/soffitta-aperta" in [activity.id for activity in site.serving("valdoria")],
        "neighbours": mine in going_on(site.catalogue),
        "term": mine in [network.id for network in theme.networks],
        "counts": mine in [network.id for network in site.current_networks],
        "answers for its members": point is not None and point.name == "Rete della Soffitta",
        "search by itself": ("tempo", NOW) in facets_of(site.catalogue.networks[mine], site.catalogue),
    }


def test_what_has_ended_is_asked_nowhere(two_sites: tuple[Site, Site]) -> None:
    """The network at work is in every such place; once it has ended it is in none."""
    at_work, ended = map(_asked, two_sites)
    before = two_sites[0].facet_counts["tema"]["cibo"]
    assert before == two_sites[1].facet_counts["tema"]["cibo"] + 2, "the network and an activity"
    assert at_work == dict.fromkeys(at_work, True)
    assert ended == dict.fromkeys(ended, False)


def test_what_has_ended_is_history(two_sites: tuple[Site, Site]) -> None:
    """It keeps its page and its place in the lists; what says of itself that it goes on does."""
    site = two_sites[1]
    activities = site.catalogue.activities
    assert activities["rete-della-soffitta/soffitta-aperta"].status is Status.ENDED
    assert activities["rete-della-soffitta/soffitta-che-resta"].status is Status.ACTIVE
    held = [entry.id for entry in site.holdings("tema")["cibo"].ended]
    assert {"rete-della-soffitta", "rete-della-soffitta/soffitta-aperta"} <= set(held)
    assert "rete-della-soffitta" in [network.id for network in site.networks]
