"""What changed around a network since a day: read out of a real history, and nothing without one."""

import os
import subprocess
from datetime import date
from pathlib import Path

from generator.catalogue.since import Past, Since
from generator.checking import check
from generator.reading.folder import read_folder
from tests.conftest import TODAY

NETWORK = """\
nome: Rete di prova
temi: [prossimita]
territori: [valdoria-ponte]
adesioni: [{members}]
organi: [{{id: tavolo, nome: Tavolo, prossimo_incontro: {meeting}}}]
fonti: [{{titolo: prova}}]
"""
BODY = "nome: {name}\ntipo: odv\nterritori: [valdoria-ponte]\nfonti: [{{titolo: prova}}]\n"
WALK = "attivita: [{nome: Camminata, tipo: socialita}]\n"


def commit(root: Path, day: str) -> None:
    """Commit everything on a day."""
    moment = f"{day}T12:00:00+00:00"
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a"}
    environment = {**os.environ, **names, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, env=environment)


def written(root: Path, members: str, meeting: str, **bodies: str) -> None:
    """Write the network, and bodies with what stands below their names."""
    text = NETWORK.format(members=members, meeting=meeting)
    (root / "networks" / "prova.yml").write_text(text, "utf-8")
    for name, rest in bodies.items():
        path = root / "organizations" / f"{name}.yml"
        path.write_text(BODY.format(name=name.capitalize()) + rest, "utf-8")


def since(root: Path) -> tuple[date | None, Since | None]:
    """Return the last meeting of the network, and what changed since."""
    catalogue, past = check(read_folder(root), TODAY).catalogue, Past(root)
    network = catalogue.networks["prova"]
    day = past.last_meeting(network, TODAY)
    return day, past.since(day, network, catalogue, catalogue.networks.values()) if day else None


def test_who_joined_who_left_and_what_began_since_the_last_meeting(valdoria: Path) -> None:
    """The last meeting is in the history alone: its day was written over by that of the next one."""
    rest = "{ente: uno}, {ente: due}, {ente: {nome: Quattro}}, {ente: {nome: Cinque}}"
    written(valdoria, rest, "2026-10-08", uno="", due="")
    commit(valdoria, "2026-10-01")
    (valdoria / "organizations" / "due.yml").unlink()
    written(valdoria, "{ente: uno}, {ente: tre}, {ente: quattro}", "2026-12-10", uno=WALK, tre="", quattro="")
    commit(valdoria, "2026-11-01")
    day, changed = since(valdoria)
    assert day == date(2026, 10, 8)
    assert changed is not None
    assert changed.joined == ("Tre",)
    # Who has no page any more, or never had one, is counted: taken out of a record, a name is not brought back.
    assert (changed.left, changed.unnamed) == ((), 2)
    assert changed.begun == (("Camminata", "Uno"),)
    assert changed.updated == ("Rete di prova", "Uno")
    assert changed.neighbours == ()


def test_a_neighbour_that_is_new_or_over_is_named(valdoria: Path) -> None:
    """The networks nearby are compared as well."""
    written(valdoria, "", "2026-10-08")
    new = valdoria / "networks" / "nuova.yml"
    commit(valdoria, "2026-10-01")
    new.write_text("nome: Nuova\ntemi: [prossimita]\nterritori: [valdoria]\nfonti: [{titolo: a}]\n", "utf-8")
    over = valdoria / "networks" / "rete-cibo.yml"
    over.write_text(f"{over.read_text('utf-8')}stato: conclusa\n", "utf-8")
    _, changed = since(valdoria)
    assert changed is not None
    assert (changed.neighbours, changed.neighbours_over) == (("Nuova",), ("Rete del cibo",))


def test_nothing_is_said_where_no_history_reaches_the_day(valdoria: Path) -> None:
    """Without a repository, and where the network was written later."""
    written(valdoria, "", "2026-10-08")
    assert since(valdoria) == (date(2026, 10, 8), None)
    commit(valdoria, "2026-11-01")
    assert since(valdoria) == (date(2026, 10, 8), None)


def test_minutes_with_a_day_say_when_a_network_met(valdoria: Path) -> None:
    """A month is no day; a day to come is no meeting that was."""
    minutes = "{titolo: Verbale, url: 'https://a.example', data: %s}"
    documents = f"documenti: [{minutes % '2026-11'}, {minutes % '2026-09-03'}]"
    text = NETWORK.format(members="", meeting=f"2026-12-10, {documents}")
    (valdoria / "networks" / "prova.yml").write_text(text, "utf-8")
    assert since(valdoria) == (date(2026, 9, 3), None)
