"""A new record: what resembles it already, what it is probably about, and the commented text to start from."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Final

from generator.catalogue import AnyEntry, Catalogue, Vocabularies, Vocabulary
from generator.catalogue.body_names import SAME, read_name, relation
from generator.checking.rule_data import RULE_DATA, pattern
from generator.checking.spelling import folded, nearest, nearest_of
from generator.matching import Corpus, Match, Query, similar
from generator.matching.words import stems_of
from generator.reading.folder import FOLDERS

SHOWN: Final = 5
"""How many records or activities are shown as similar at most."""

_ANY_NETWORK: Final = frozenset(stems_of("rete reti patto tavolo quartiere"))
_LEGAL: Final = frozenset(
    stems_of(
        "associazioni aps odv onlus ets ente asd ssd srl società cooperativa sociale sociali coop consorzio fondazione"
        " comitato gruppo circolo volontariato volontari promozione impresa scs città"
    )
)
"""Stems that say what a body is in law, not which one."""
_ENOUGH_PER_CENT: Final = 67
_LIKELY_PER_MILLE: Final = 250
_THEMES: Final = 3
_SCHEME: Final = re.compile("https?://", re.IGNORECASE)
_A_FILE: Final = re.compile(r"\.(?:csv|docx?|eml|jpe?g|ods|odt|pdf|png|pptx?|rtf|txt|xlsx?|zip)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a record that does not exist yet; codes are those of the vocabularies."""

    kind: str
    """`rete` or `ente`."""
    id: str
    name: str
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    body: str = ""
    """Kind of an organisation."""
    summary: str = ""
    source: str = ""
    """Where it was read: the address of a page, or the title of a document."""

    @property
    def file(self) -> str:
        """Where the record will stand, relative to the catalogue."""
        return f"{FOLDERS[self.kind]}/{self.id}.yml"


def alike(name: str, catalogue: Catalogue) -> tuple[AnyEntry, ...]:
    """Return the records whose name, or another of their names, is nearly this one; the nearest first."""
    entries: list[AnyEntry] = [*catalogue.networks.values(), *catalogue.organizations.values()]
    found = [
        (-likeness, entry.id, entry)
        for entry in entries
        if (likeness := max(_likeness(name, other) for other in (entry.name, *entry.other_names))) >= _ENOUGH_PER_CENT
    ]
    return tuple(entry for _, _, entry in sorted(found, key=lambda ranked: ranked[:2])[:SHOWN])


def _likeness(name: str, other: str) -> int:
    """Tell how many per cent of the words that matter two names share, spelling mistakes forgiven."""
    if folded(name) == folded(other) or relation(read_name(name), read_name(other)) == SAME:
        return 100
    here, there = (set(stems_of(text)) - _LEGAL - _ANY_NETWORK for text in (name, other))
    shared = sum(1 for word in here if word in there or nearest(word, there))
    return 100 * shared // max(len(here), len(there), 1)


def alike_activities(text: str, territories: tuple[str, ...], corpus: Corpus) -> tuple[Match, ...]:
    """Return the activities that somebody who writes `text` should know of, best first."""
    found = similar(Query(text, territories=territories), corpus, most=SHOWN)
    return tuple(match for match in found if match.score >= _LIKELY_PER_MILLE)


def taken(record_id: str, catalogue: Catalogue, stems: Iterable[str]) -> bool:
    """Tell whether an id is in use, or was once: the site still answers there. `stems` are those of all files."""
    return record_id in catalogue.former_ids or record_id in stems


def suggested_themes(text: str, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return the codes of the themes that a text speaks of, those it names most often first."""
    words = stems_of(text)
    counted = {
        term.code: sum(_speaks_of(words, stems_of(label)) for label in term.said) for term in vocabularies["temi"]
    }
    return tuple(sorted((code for code in counted if counted[code]), key=lambda code: -counted[code])[:_THEMES])


def _speaks_of(words: tuple[str, ...], saying: tuple[str, ...]) -> bool:
    return bool(saying) and any(words[at : at + len(saying)] == saying for at in range(len(words)))


def suggested_body(name: str, vocabularies: Vocabularies) -> str:
    """Return the kind of organisation that a name gives away, `da_precisare` where it does not."""
    words = stems_of(name)
    for term in vocabularies["tipi_ente"]:
        if any(_speaks_of(words, stems_of(label)) for label in (term.code, *term.said)):
            return term.code
    return "da_precisare"


def code_of(text: str, vocabulary: Vocabulary) -> str | None:
    """Return the code that somebody means by a code, a label or an alias."""
    code = folded(text)
    return next((candidate for candidate in (text, code, code.replace("_", "-")) if candidate in vocabulary), None) or (
        vocabulary.spoken.get(text.casefold())
    )


def meant(text: str, vocabulary: Vocabulary) -> str:
    """Return the code that was probably meant, empty when none is near."""
    return nearest_of(text, vocabulary.spoken)


def address_of(source: str) -> str:
    """Return the address that a source is, also one said without `https://`; empty for the title of a document."""
    text = source.strip()
    if scheme := _SCHEME.match(text):
        return f"{scheme[0].lower()}{text[scheme.end() :]}"
    host = re.split("[/?#]", text)[0]
    # «S.Maria» is no host, and «avviso.pdf» is the name of a document.
    is_host = (
        pattern(RULE_DATA["host"]).fullmatch(host) and host.rpartition(".")[2].islower() and not _A_FILE.search(host)
    )
    return f"https://{text}" if is_host and pattern(RULE_DATA["url"]).fullmatch(f"https://{text}") else ""


def record_text(draft: Draft, today: date, *, with_schema: bool = False) -> str:
    """Write the record with an explanation beside every key that is still to be filled.

    `with_schema` begins with the line that editors find the schema by.
    """
    head = f"# yaml-language-server: $schema=../{editor_schema(draft.kind)}\n" if with_schema else ""
    template = resources.files("generator").joinpath("packaged", "nuova", f"{draft.kind}.yml").read_text("utf-8")
    for name, value in _values(draft, today).items():
        template = template.replace(f"@@{name}@@", value)
    return f"{head}{template}"


def editor_schema(kind: str) -> str:
    """Return where a catalogue keeps the schema of a kind for editors, relative to the catalogue."""
    return f".vscode/{kind}.schema.json"


def _values(draft: Draft, today: date) -> Mapping[str, str]:
    summary = f"descrizione_breve: {_quoted(draft.summary)}" if draft.summary else "# descrizione_breve: Una frase."
    address = address_of(draft.source)
    origin = f"url: {_quoted(address)}" if address else f"titolo: {_quoted(draft.source)}"
    source = f"fonti: [{{{origin}, letta_il: {today}}}]"
    example = f'# fonti: [{{titolo: Sito, url: "https://rete.example", letta_il: {today}}}]'
    return {
        "temi": _codes(draft.themes),
        "territori": _codes(draft.territories),
        "tipo": draft.body or "da_precisare",
        "fonti": source if draft.source else example,
        "oggi": today.isoformat(),
        "descrizione_breve": summary,
        "nome": _quoted(draft.name),
    }


def _codes(codes: Iterable[str]) -> str:
    return f"[{', '.join(codes)}]"


def _quoted(text: str) -> str:
    """Quote a text for YAML; what JSON writes is YAML too. What a terminal could not decode becomes a question mark."""
    readable = text.encode("utf-8", "replace").decode()
    return json.dumps(" ".join(readable.split()), ensure_ascii=False)
