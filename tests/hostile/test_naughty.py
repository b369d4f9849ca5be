"""What people could write to break the site: whatever `check` accepts is shown as text, and runs nothing."""

from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from typing import Any, Final

import pytest

from generator.checking.formats import flaw_in
from generator.diagnostics import Severity
from generator.reading.folder import read_text
from tests.hostile.generated import RECORDS, Maker, called
from tests.hostile.judging import problems
from tests.hostile.naughty import ADDRESSES, TEXTS
from tests.hostile.others import IDS, OTHERS
from tests.hostile.sites import LANGUAGES, TERRITORIES, Catalogue, Workshop, as_text

AT_ONCE: Final = 6
"""So many records of each kind stand in one catalogue, each with every text in another place."""


def readable(texts: tuple[str, ...]) -> list[str]:
    """Return the texts that no rule refuses wherever they stand; the others are no danger to the site."""
    return [text for text in texts if not read_text(as_text("rete", {"nome": text}), "x", "x", "rete").broken]


def speaker(start: int) -> Callable[[str], str]:
    """Return a function that says the texts and addresses in turn, beginning somewhere else each time."""
    texts = cycle(readable(TEXTS))
    addresses = {shape: cycle(known) for shape in ("url", "sito") if (known := _addresses(shape))}
    for turning in (texts, *addresses.values()):
        next(islice(turning, start, start), None)
    return lambda shape: next(addresses.get(shape, texts))


def _addresses(shape: str) -> list[str]:
    return [address for address in readable(ADDRESSES) if flaw_in(address, shape) is None]


def hostile_catalogue(turn: int, size: int = AT_ONCE) -> Catalogue:
    """Return records of every kind, and words of vocabularies, that hold the texts from the `turn`-th on."""
    made: Catalogue = {**OTHERS, ("vocabolario", "territori"): _spoiled_territories(speaker(turn))}
    for number in range(size):
        maker = Maker(IDS, speaker(turn + number))
        for kind in RECORDS:
            made[kind, f"{kind}-{number}"] = called(maker.record(kind), f"{kind}{turn}x{number}")
    if turn % 2:
        made["vocabolario", "temi"] = called(Maker(IDS, speaker(turn)).record("vocabolario"), "x")
    return made


def _spoiled_territories(say: Callable[[str], str]) -> dict[str, Any]:
    terms = [
        {**term, "it": say("")[:200], "en": say("")[:200], "alias": [say("")[:200]], "definizione": say("")}
        for term in TERRITORIES["termini"]
    ]
    return {**TERRITORIES, "termini": terms}


def hostile_settings(turn: int) -> dict[str, Any]:
    """Return settings whose texts are as nasty."""
    say = speaker(turn)
    office = {"nome": say("")[:200], "contatti": [{"tipo": "sportello", "valore": say("")[:200]}]}
    licence = {"nome": say("")[:200], "url": say("url")}
    return {
        "site_name": f"{say('')[:100]} sito",
        "site_description": say(""),
        "catalogue": {"comune": say("")[:200], "ufficio": office, "licenza": licence, "repository": say("url")},
    }


def tried(workshop: Workshop, turn: int, lang: str, size: int = AT_ONCE) -> Iterator[str]:
    """Build a hostile catalogue without the records that are refused, and yield what is wrong with its site."""
    catalogue, settings = hostile_catalogue(turn, size), hostile_settings(turn)
    for _ in range(3):
        workshop.write(catalogue, lang, settings)
        refused = {finding.file for finding in workshop.check() if finding.severity is Severity.ERROR}
        catalogue = {key: data for key, data in catalogue.items() if workshop.file(*key) not in refused}
        settings = {} if "mkdocs.yml" in refused else settings
    if len(catalogue) - len(OTHERS) < size:
        yield f"turn {turn}: of {3 * size} records only {len(catalogue)} are accepted"
    # What records say is marked among the words of other languages, whole edition or not: there it must not break out.
    workshop.write(catalogue, lang, settings, [other for other in (*LANGUAGES, "ar") if other != lang])
    outcome = workshop.build(lang)
    if outcome.site is None:
        yield f"turn {turn}: {[found.message for found in outcome.diagnostics if found.severity is Severity.ERROR]}"
    else:
        yield from problems(workshop)


def whole_audit(workshop: Workshop) -> Iterator[str]:
    """Yield what is wrong with any site, every text having stood in every place."""
    for number, turn in zip(count(), range(0, len(TEXTS), AT_ONCE), strict=False):
        try:
            yield from tried(workshop, turn, LANGUAGES[number % 2])
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
            yield f"turn {turn}: {type(error).__name__}: {error}"


def test_most_texts_are_accepted() -> None:
    """The trial is worth something: few texts are stopped before they reach a page."""
    assert len(readable(TEXTS)) > len(TEXTS) * 9 // 10
    assert len(_addresses("url")) > len(ADDRESSES) // 4


@pytest.mark.parametrize("address", [one for one in ADDRESSES if ":" in one[:12] and "//" not in one])
def test_address_that_is_none_is_refused(address: str) -> None:
    """What runs, or leads into the machine, is no address of a page."""
    assert flaw_in(address, "url")
    assert flaw_in(address, "sito")


@pytest.mark.parametrize(("turn", "lang"), [(0, "it"), pytest.param(33, "en", marks=pytest.mark.before_release)])
def test_naughty_texts_stay_texts(workshop: Workshop, turn: int, lang: str) -> None:
    """In every text of every kind of record, label and setting; the audit puts every text in every place."""
    assert list(tried(workshop, turn, lang, 4)) == []
