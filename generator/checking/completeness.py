"""What a record could say besides: a suggestion, never a duty (H601)."""

from collections.abc import Iterable

from generator.checking.plain_values import has, mappings_in
from generator.diagnostics import Finding
from generator.reading.folder import SourceFile
from generator.records.plain import is_empty


def check_completeness(files: Iterable[SourceFile]) -> list[Finding]:
    """H601: suggest, once a record, what would help who reads it."""
    records = (source for source in files if source.kind in {"rete", "ente"} and source.data and not source.cut_short)
    return [
        Finding("H601", record.file, values={"missing": ", ".join(f"«{name}»" for name in missing)})
        for record in records
        if (missing := missing_that_helps(record))
    ]


def missing_that_helps(record: SourceFile) -> list[str]:
    """Name the keys that a reader would look for first and a record does not have."""
    wanted: dict[str, tuple[str, ...]] = {
        "descrizione_breve": ("descrizione_breve", "descrizione"),
        "contatti": ("contatti", "sito"),
    }
    if record.kind == "rete":
        wanted |= {"destinatari": ("destinatari",), "adesioni": ("adesioni", "altri_aderenti")}
    missing = [name for name, keys in wanted.items() if not any(has(record.data, key) for key in keys)]
    undated = any(is_empty(activity.get("quando")) for _, activity in mappings_in(record.data, "attivita"))
    return [*missing, *(["quando"] if undated else [])]
