"""What history tells: read out of real repositories, each made for what it should or should not say."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue.news import CONTACT, Fact
from generator.reading.history import texts_of
from generator.site import chronicle
from generator.site.chronicle import CACHE, Chronicle

TODAY = date(2026, 11, 22)
NETWORK = "nome: Rete di prova\ntemi: [prossimita]\nterritori: [valdoria-ponte]\n"


class Repository:
    """A catalogue with a history, one commit at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: str = "2026-11-01", stdin: bytes = b"") -> bytes:
        """Run git as somebody, on a day."""
        moment = f"{day}T12:00:00+00:00"
        names = {f"GIT_{role}_{what}": "a@a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, env=environment, input=stdin, capture_output=True).stdout

    def commit(self, day: str, files: dict[str, str | bytes | None]) -> None:
        """Write files (None takes one away) and commit them."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x", day=day)

    def facts(self) -> list[tuple[str, str, str, dict[str, tuple[str, str]]]]:
        """Return what is told: day, kind, of what, changes by key."""
        found = Chronicle(TODAY, self.root).facts
        return [(fact.day.isoformat(), fact.kind, _what(fact), _changes(fact)) for fact in found]


def _what(fact: Fact) -> str:
    return f"{fact.record}/{fact.inner}" if fact.inner else fact.record


def _changes(fact: Fact) -> dict[str, tuple[str, str]]:
    return {change.key: (change.before, change.after) for change in fact.changes}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a catalogue that begins with one network."""
    made = Repository(tmp_path / "catalogo")
    made.commit("2026-09-01", {"mkdocs.yml": "site_name: a\n", "networks/prova.yml": NETWORK})
    return made


def test_what_appeared_changed_was_confirmed_and_ended(repository: Repository) -> None:
    """Each on its day, the newest first; what the catalogue began with is no news."""
    hours = "attivita: [{nome: Caffè, tipo: socialita, quando: {orari: [{giorni: %s, dalle: '09:00'}]}}]\n"
    repository.commit("2026-10-01", {"organizations/uno.yml": "nome: Uno\ntipo: odv\n"})
    repository.commit("2026-10-02", {"networks/prova.yml": NETWORK + hours % "[lun]"})
    repository.commit("2026-10-03", {"networks/prova.yml": NETWORK + hours % "[lun, gio]"})
    confirmed = "verifica: {data: 2026-10-04, da: a, metodo: telefono}\n"
    repository.commit("2026-10-04", {"networks/prova.yml": NETWORK + hours % "[lun, gio]" + confirmed})
    ended = f"{NETWORK}stato: conclusa\n{hours % '[lun, gio]'}{confirmed}".replace("[prossimita]", "[cultura]")
    repository.commit("2026-10-05", {"networks/prova.yml": ended})
    slot = '{"orari": [{"dalle": "09:00", "giorni": ["%s"]}]}'
    assert repository.facts() == [
        ("2026-10-05", "conclusa", "prova", {"temi": ('["prossimita"]', '["cultura"]')}),
        ("2026-10-04", "confermata", "prova", {}),
        ("2026-10-03", "cambiata", "prova/caffe", {"quando": (slot % "lun", slot % 'lun", "gio')}),
        ("2026-10-02", "apparsa", "prova/caffe", {}),
        ("2026-10-01", "apparsa", "uno", {}),
    ]
    assert Chronicle(TODAY, repository.root).begins == date(2026, 9, 1)


def test_of_contacts_places_and_prose_only_that_they_changed_is_kept(repository: Repository) -> None:
    """Nothing that was taken out of a record comes back, not even into the cache; nor anything of a protected place."""
    protected = "luoghi: [{nome: Casa, riservato: sì}]\n"
    first = f"{NETWORK}contatti: [{{tipo: telefono, valore: 333 1234567}}]\ndescrizione: Da Ada Bianchi\n"
    repository.commit(
        "2026-10-01", {"networks/prova.yml": first + "luoghi: [{nome: Casa, indirizzo: via Nascosta 9}]\n"}
    )
    repository.commit("2026-10-02", {"networks/prova.yml": first + protected})
    repository.commit(
        "2026-10-03", {"networks/prova.yml": NETWORK + "sito: a.example\ndescrizione: Altro\n" + protected}
    )
    assert repository.facts() == [
        ("2026-10-03", "cambiata", "prova", {CONTACT: ("", ""), "descrizione": ("", "")}),
        ("2026-10-01", "cambiata", "prova", {CONTACT: ("", ""), "descrizione": ("", ""), "luoghi": ("", "")}),
    ]
    kept = b"".join(path.read_bytes() for path in (repository.root / CACHE).iterdir())
    assert b"cambiata" in kept
    assert not any(secret_word in kept for secret_word in (b"1234567", b"Ada Bianchi", b"Nascosta"))


def test_one_day_is_told_once_and_what_was_undone_is_not(repository: Repository) -> None:
    """First and last value of the day count; a record that was renamed, or moved, is no new one."""
    for cost in ("gratuito", "contributo", "a_pagamento"):
        repository.commit(
            "2026-10-01", {"organizations/due.yml": f"nome: Due\nattivita: [{{nome: A, costo: {cost}}}]\n"}
        )
    repository.commit("2026-10-02", {"networks/prova.yml": NETWORK + "territori: []\n"})
    repository.commit("2026-10-02", {"networks/prova.yml": NETWORK})
    repository.commit("2026-10-03", {"organizations/due.yml": "nome: Due\nattivita: [{nome: A, costo: gratuito}]\n"})
    renamed = "nome: Due\nid_precedenti: [due]\nattivita: [{nome: A, costo: contributo}]\n"
    repository.commit("2026-10-04", {"organizations/due.yml": None, "organizations/tre.yml": renamed})
    repository.commit("2026-10-05", {"organizations/tre.yml": None, "organizations/altra/tre.yml": renamed})
    assert repository.facts() == [
        ("2026-10-04", "cambiata", "tre/a", {"costo": ('"gratuito"', '"contributo"')}),
        ("2026-10-03", "cambiata", "due/a", {"costo": ('"a_pagamento"', '"gratuito"')}),
        ("2026-10-01", "apparsa", "due", {}),
    ]


def test_drafts_and_what_was_removed_are_not_told(repository: Repository) -> None:
    """A draft appears when it is published; what is withdrawn says nothing, and what comes back appears again."""
    for day, state in (("01", "bozza"), ("02", "attiva"), ("03", "rimossa"), ("04", "attiva")):
        text = f"{NETWORK}stato: {state}\ndescrizione: {day}\n"
        repository.commit(f"2026-10-{day}", {"networks/due.yml": text})
    repository.commit("2026-10-05", {"networks/due.yml": None})
    assert [fact[:3] for fact in repository.facts()] == [
        ("2026-10-04", "apparsa", "due"),
        ("2026-10-02", "apparsa", "due"),
    ]


def test_without_a_history_nothing_is_told(repository: Repository, tmp_path: Path) -> None:
    """No repository; a shallow clone, which begins with its last commit; days to come; more than a year ago."""
    assert (Chronicle(TODAY, tmp_path).facts, Chronicle(TODAY, tmp_path).begins) == ((), None)
    repository.commit("2026-10-01", {"networks/due.yml": NETWORK})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", repository.root.as_uri(), str(clone)], check=True)
    assert (Chronicle(TODAY, clone).facts, Chronicle(TODAY, clone).begins) == ((), date(2026, 10, 1))
    assert Chronicle(date(2026, 9, 30), repository.root).facts == ()
    assert len(Chronicle(TODAY, repository.root).facts) == 1
    assert Chronicle(date(2028, 1, 1), repository.root).facts == ()


def test_a_merge_tells_what_came_with_it_on_the_day_it_came(repository: Repository) -> None:
    """Work that was done aside is public when it is merged."""
    repository.git("checkout", "-q", "-b", "aside")
    repository.commit("2026-09-10", {"networks/due.yml": NETWORK})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "x", "aside", day="2026-10-01")
    assert [fact[:3] for fact in repository.facts()] == [("2026-10-01", "apparsa", "due")]


def test_a_hostile_history_is_harmless(repository: Repository, tmp_path: Path) -> None:
    """Names that look like commits, bytes that are no text, huge files, links, broken YAML: read past, nothing runs."""
    marker = tmp_path / "ran"
    forged = "networks/\x1e" + "0" * 40 + " 1 \x1f.yml"
    repository.commit(
        "2026-10-01",
        {
            forged: NETWORK,
            ".gitattributes": "* diff=x\n",
            "networks/latin.yml": b"nome: Citt\xe0\ntemi: [a]\n",
            "networks/grande.yml": NETWORK + "#" * 300_000,
            "networks/rotta.yml": "nome: [\n",
            "networks/lista.yml": "- a\n- b\n",
            "networks/buona.yml": NETWORK + "attivita: {nome: x}\nverifica: sì\nid_precedenti: {a: b}\n",
        },
    )
    (repository.root / "networks" / "collegata.yml").symlink_to("/etc/passwd")
    repository.commit("2026-10-02", {"networks/buona.yml": NETWORK + "attivita: [a, {nome: [b]}]\nstato: [x]\n"})
    config = repository.root / ".git" / "config"
    hostile = f'[core]\n\tfsmonitor = "touch {marker}"\n[diff "x"]\n\ttextconv = touch {marker}\n'
    config.write_text(f"{config.read_text('utf-8')}{hostile}[log]\n\tshowSignature = true\n", "utf-8")
    told = [fact[:3] for fact in repository.facts()]
    assert ("2026-10-01", "apparsa", "buona") in told
    assert {what for _, _, what in told} <= {"buona", Path(forged).stem}
    assert not marker.exists()


def test_each_commit_is_read_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is kept, sealed; a new commit reads its own files; a cache of others is as if it were not there."""
    repository.commit("2026-10-01", {"networks/due.yml": NETWORK})
    asked: list[int] = []

    def counted(root: Path, oids: set[str]) -> dict[str, str]:
        asked.append(len(set(filter(None, oids))))
        return texts_of(root, oids)

    monkeypatch.setattr(chronicle, "texts_of", counted)
    first = repository.facts()
    assert (repository.facts(), asked) == (first, [1])
    repository.commit("2026-10-02", {"networks/due.yml": NETWORK + "stato: conclusa\n"})
    assert len(repository.facts()) == 2
    assert asked == [1, 2]
    kept = repository.root / CACHE / "facts.sealed"
    kept.write_bytes(kept.read_bytes().replace(b"apparsa", b"cambiat"))
    assert [fact[1] for fact in repository.facts()] == ["conclusa", "apparsa"]
