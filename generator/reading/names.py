"""Names of files that every computer can read: a catalogue is kept on many."""

from typing import Final

_KEPT_BY_WINDOWS: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
"""Names of devices: Windows opens those, whatever ending follows ("Naming Files, Paths, and Namespaces", Microsoft)."""


def is_kept_by_windows(name: str) -> bool:
    """Tell whether nothing can have a name on Windows: that of a device, or one that ends in a dot or a space."""
    return name.partition(".")[0].strip().lower() in _KEPT_BY_WINDOWS or name != name.rstrip(". ")


def other_name(stem: str, file: str) -> str:
    """Return another name for the file of a record, a page or a vocabulary, without its ending."""
    folder = file.partition("/")[0]
    kind = {"networks": "rete", "organizations": "ente", "vocabularies": "vocabolario"}.get(folder, "pagina")
    return f"{kind}-{stem.strip('. ')}" if stem.strip(". ") else kind
