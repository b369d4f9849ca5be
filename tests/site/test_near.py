"""What holds on every page of the example town: who is reached stands first, and whoever fears finds the way out."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from posixpath import normpath
from urllib.parse import urlsplit

from generator import addresses
from generator.catalogue.body_names import filed_under
from generator.site.model import Site, sorting_key
from generator.site.parts.contacts import AnsweredFor
from tests.site.conftest import Pages

NOBODY = "Non abbiamo un recapito."
LISTED = re.compile(
    r'(?P<list><div class="cards(?: cards--few(?: cards--.)?)?(?: cards--answers)?"'
    r'|<ul class="answers__list"|<ul class="duos duos--one")'
    r'|(?:<h3>|<p class="duo__name">)<a href="(?P<link>[^"#]+)">'
)


URGENT = {
    "reti/rete-contro-la-violenza/": "112 1522",
    "reti/rete-estate-ragazzi/": "114",
    "enti/melagrana/": "112 1522",
    "enti/mondomamme/": "114",
    "enti/oratorio-san-luca/": "114",
    "enti/protezione-civile-valdoria/": "112",
    "enti/spazio-cambio/": "112 1522",
    "attivita/binario-zero/te-caldo/": "112",
    "attivita/cooperativa-approdo/acqua-e-ombra/": "112",
    "attivita/cooperativa-approdo/notti-al-caldo/": "112",
    "attivita/melagrana/ascolto-e-accompagnamento/": "112 1522",
    "attivita/melagrana/ospitalita-in-emergenza/": "112 1522",
    "attivita/oratorio-san-luca/compiti-in-oratorio/": "114",
    "attivita/protezione-civile-valdoria/prova-di-piena/": "112",
    "attivita/rete-contro-la-violenza/formazione-primo-ascolto/": "112 1522",
    "attivita/rete-contro-la-violenza/scarpe-rosse/": "112 1522",
    "attivita/spazio-cambio/gruppo-uomini/": "112 1522",
}
"""Read record by record: whoever is on these pages may be in danger, out in the cold or a child, and nobody else."""


def _target(page: str, link: str) -> str:
    """Return the address of a page of the site that a link on another leads to."""
    return f"{normpath(f'{page}{urlsplit(unescape(link)).path}').removeprefix('./')}/".lstrip("/")


def _lists(address: str, page: str) -> Iterator[list[str]]:
    """Yield, for each list of records on a page, the addresses of the records in order."""
    found: list[list[str]] = []
    for match in LISTED.finditer(page):
        if match["list"]:
            found.append([])
        elif found:
            found[-1].append(_target(address, match["link"]))
    return iter(found)


def test_what_has_a_contact_stands_first_in_every_list(example: Site, example_pages: Pages) -> None:
    """Unless it is an alphabet; what is at rest stands after them, what is over last."""
    catalogue = example.catalogue
    at_work = {network.id for network in example.networks_at_work}
    resting = {network.id for network in catalogue.networks.values()} - at_work
    resting |= {activity.id for activity in catalogue.activities.values() if activity.is_at_rest}
    bodies = chain[AnsweredFor](catalogue.networks.values(), catalogue.organizations.values())
    parts = chain[AnsweredFor](catalogue.activities.values(), catalogue.practices.values())
    known = {addresses.record(entry): entry for entry in chain(bodies, parts)}
    mixed = 0
    for address, page in example_pages.items():
        for listed in _lists(address, page):
            entries = [known[target] for target in listed if target in known]
            names = [sorting_key(entry.name) for entry in entries]
            filed = [
                sorting_key(filed_under(body.name, body.record.other_names))
                for body in map(catalogue.organizations.get, (entry.id for entry in entries))
                if body
            ]
            # What rests stands on the page of the network itself as all it does.
            rests = [entry.id in resting and addresses.record(entry.home) != address for entry in entries]
            silent = [
                (entry.is_over, at_rest, example.is_unreachable(entry))
                for entry, at_rest in zip(entries, rests, strict=True)
            ]
            mixed += len({is_silent for *_, is_silent in silent}) > 1
            is_alphabet = names == sorted(names) or (len(filed) == len(names) and filed == sorted(filed))
            assert silent == sorted(silent) or is_alphabet, address
    assert mixed


def test_whom_to_ask_never_says_that_nobody_is_known(example_pages: Pages) -> None:
    """The walk from each page without a contact: whoever it names is reached on their own page, or the office is."""
    silent = [address for address, page in example_pages.items() if f"<dd>{NOBODY}</dd>" in page]
    assert silent
    for address in silent:
        asked = example_pages[address].split(f"<dd>{NOBODY}</dd>")[1].split("</div>")[0]
        assert re.search('<a href="', asked), address
        for link in re.findall(r'<a href="(\.[^"#]*)"', asked):
            if not link.endswith(".ics"):
                assert NOBODY not in example_pages[_target(address, link)], (address, link)


def test_urgent_numbers_stand_where_they_have_to_do_with_the_record(example: Site, example_pages: Pages) -> None:
    """Neither the shopping of a body that has a shelter too, nor lessons of cycling for women show them."""
    catalogue = example.catalogue
    bodies = chain[AnsweredFor](catalogue.networks.values(), catalogue.organizations.values())
    parts = chain[AnsweredFor](catalogue.activities.values(), catalogue.practices.values())
    shown = {}
    for entry in chain(bodies, parts):
        address = addresses.record(entry)
        for box in re.findall('<dl class="urgent".*?</dl>', example_pages[address], re.DOTALL):
            shown[address] = " ".join(re.findall(r'href="tel:([^"]*)"', box))
    assert shown == URGENT


def test_every_page_about_violence_has_a_way_out(example_pages: Pages) -> None:
    """Records, kinds, people, themes and their lists: wherever 1522 stands, and only there; nothing is put aside.

    The page of search has one too, hidden until its answer is about violence; the sheet of a meeting and a poster go by
    the page that they are of.
    """
    for address, page in example_pages.items():
        about = example_pages[address.removesuffix("incontro/").removeprefix(addresses.page("poster"))]
        boxes = re.findall('<dl class="urgent".*?</dl>', about, re.DOTALL)
        is_dangerous = any('href="tel:1522"' in box for box in boxes) and address != addresses.page("in_need")
        assert ("data-leave" in page) == (is_dangerous or address == addresses.page("search")), address
        assert not (is_dangerous and "data-keep" in page), address
