"""The rules of a catalogue's settings (`mkdocs.yml`): the same walk as over records, along their own schema.

- E101–E113: keys that do not exist, values of another kind, codes, numbers, addresses (as in records);
- E104 also for what only the theme engine reads: a text, a list or a mapping where it wants another;
- E133: a folder or a file that is not in the catalogue;
- E160 (also in formats), E161: a colour that is not there or cannot be read on the papers of the site;
- E134: settings taken from another file; W116: the address of the site is left empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking.colours import DARK_PAPERS, LEAST, LIGHT_PAPERS, nearest_readable, readable, written
from generator.checking.findings import key_of, short
from generator.checking.formats import flaw_in
from generator.checking.shape import check_node
from generator.checking.spelling import nearest_of
from generator.diagnostics import Finding, Path
from generator.locale import LANGUAGES
from generator.locale.languages import packaged_languages
from generator.reading.folder import SourceFile
from generator.reading.peers import is_web_address
from generator.records.plain import is_empty
from generator.records.settings import ENGINE_KEYS, KIND, OFFICE, PUBLIC, settings_schema

_EXTRA: Final = "extra"
_OURS: Final = "catalogue"
_PEERS: Final = "pari"
_READERS: Final = "segnalazioni"
_LOOK: Final = "aspetto"
_COLOURS: Final = {"colore": LIGHT_PAPERS, "colore_scuro": DARK_PAPERS}
_INHERITED: Final = "INHERIT"
_ADDRESS: Final = "site_url"
_READ_FROM: Final = frozenset({"base_path", "relative_path"})
"""Options of extensions of Markdown that say from where they read other files."""
_FOLDERS: Final[tuple[Path, ...]] = (("docs_dir",), ("theme", "custom_dir"))
_NODES: Final[Mapping[str, tuple[type, ...]]] = {
    "text": (str,),
    "list": (list,),
    "mapping": (dict,),
    "list or mapping": (list, dict),
}
PUBLISHED_IN: Final[Path] = (_EXTRA, _OURS, "lingue")
"""Where the settings name the languages of the site."""
_HINTS: Final = {"text": "text", "list": "array", "mapping": "object", "list or mapping": "array"}


def check_settings(settings: SourceFile) -> list[Finding]:
    """Check the settings of a catalogue, in reading order; of a file that was read in part, what was read."""
    if not settings.data:
        return []
    findings = [*engine_keys_of_another_kind(settings), *settings_of_others(settings), *unsaid_address(settings)]
    schema = settings_schema()
    data = {key: value for key, value in settings.data.items() if key not in {*ENGINE_KEYS, _INHERITED}}
    if isinstance(theme := data.get("theme"), Mapping):
        data["theme"] = known_options(theme, "theme")
    if isinstance(extra := data.get(_EXTRA), Mapping):
        findings += [*misspelt_word_of_ours(extra, settings.file), *undecided_readers(extra, settings.file)]
        findings += [*lost_colours(extra, settings.file), *unreadable_colours(extra, settings.file)]
        data[_EXTRA] = known_options(extra, _EXTRA)
    found = check_node(data, schema["kinds"][KIND], settings.file, Vocabularies(), schema["$defs"])
    findings += map(advising_what_has_words, found)
    findings += folders_outside(settings.data, settings.file)
    findings += peers_without_address(settings.data, settings.file)
    return findings


def advising_what_has_words(finding: Finding) -> Finding:
    """Return a finding without the advice to publish the site in a language that has no words (E174)."""
    if finding.path[: len(PUBLISHED_IN)] != PUBLISHED_IN or finding.hint not in {"fix", "several"}:
        return finding
    is_first = finding.path in {PUBLISHED_IN, (*PUBLISHED_IN, 0)}
    known = LANGUAGES if is_first else (*LANGUAGES, *packaged_languages())
    return finding if finding.values.get("fix") in known else replace(finding, hint="")


def peers_without_address(data: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E120: a catalogue that cannot be asked, for what stands as its address is none."""
    extra = data.get(_EXTRA)
    own = extra.get(_OURS) if isinstance(extra, Mapping) else None
    peers = own.get(_PEERS) if isinstance(own, Mapping) else None
    for number, peer in enumerate(peers if isinstance(peers, list) else ()):
        url = peer.get("url") if isinstance(peer, Mapping) else None
        if isinstance(url, str) and url.strip() and not is_web_address(url.strip()):
            yield Finding("E120", file, (_EXTRA, _OURS, _PEERS, number, "url"), {"value": short(url.strip())})


def known_options(options: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the options under `theme` or `extra` that we read: others belong to the theme, or to templates."""
    properties = settings_schema()["$defs"][key.capitalize()]["properties"]
    return {name: value for name, value in options.items() if name in properties}


def settings_of_others(settings: SourceFile) -> Iterator[Finding]:
    """E134: settings that begin with those of another file, which may be any file of the machine that builds."""
    if _INHERITED in settings.data:
        yield Finding("E134", settings.file, (_INHERITED,), {"key": _INHERITED}, on_key=True)


def unsaid_address(settings: SourceFile) -> Iterator[Finding]:
    """W116: the page for what is not found is served at any depth, and finds its styles only by the site's address."""
    if is_empty(settings.data.get(_ADDRESS, "unsaid")):
        yield Finding("W116", settings.file, (_ADDRESS,), {"key": _ADDRESS}, on_key=True)


def engine_keys_of_another_kind(settings: SourceFile) -> Iterator[Finding]:
    """E104: a text, a list or a mapping where the theme engine, which alone reads the key, wants another."""
    for key, kind in ENGINE_KEYS.items():
        value = settings.data.get(key)
        if not is_empty(value) and not isinstance(value, _NODES[kind]):
            yield Finding("E104", settings.file, (key,), {"key": key, "first": "…"}, _HINTS[kind])


def misspelt_word_of_ours(extra: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E101: a slip in the one word that leads to our settings would leave them all unread, in silence."""
    if _OURS not in extra:
        for key in extra:
            if nearest_of(key, {_OURS: _OURS}) and key != "generator":
                yield Finding("E101", file, (_EXTRA, key), {"key": key, "near": _OURS}, "near", on_key=True)


def undecided_readers(extra: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E103: an empty choice of who reads what is missing must not decide in silence that everybody does."""
    own = extra.get(_OURS)
    if isinstance(own, Mapping) and _READERS in own and is_empty(own[_READERS]):
        values = {"value": "", "key": _READERS, "codes": f"{PUBLIC}, {OFFICE}"}
        yield Finding("E103", file, (_EXTRA, _OURS, _READERS), values, "list", on_key=True)


def lost_colours(extra: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E160: YAML takes what follows «#» for a remark, and a colour without quotation marks would be lost in silence."""
    for key, value in _colours(extra).items():
        if is_empty(value):
            yield Finding("E160", file, (_EXTRA, _OURS, _LOOK, key), {"key": key}, "quoted", on_key=True)


def unreadable_colours(extra: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E161: links and buttons in a colour that many cannot read on the papers of the site (WCAG 2.2, 1.4.3)."""
    for key, value in _colours(extra).items():
        if isinstance(value, str) and not is_empty(value) and flaw_in(value.strip(), "colore") is None:
            colour, papers = written(value), _COLOURS[key]
            near = nearest_readable(colour, papers)
            if near != colour:
                values = {
                    "value": colour,
                    "found": f"{readable(colour, papers):.1f}:1",
                    "least": f"{LEAST}:1",
                    "near": near,
                }
                yield Finding(
                    "E161", file, (_EXTRA, _OURS, _LOOK, key), values, "scuro" if papers is DARK_PAPERS else ""
                )


def _colours(extra: Mapping[str, Any]) -> dict[str, Any]:
    own = extra.get(_OURS)
    look = own.get(_LOOK) if isinstance(own, Mapping) else None
    return {key: look[key] for key in _COLOURS if key in look} if isinstance(look, Mapping) else {}


def folders_outside(data: Mapping[str, Any], file: str) -> Iterator[Finding]:
    """E133: nothing is read outside a catalogue: who proposes a change must not publish the files of the machine."""
    for path in _FOLDERS:
        value: Any = data
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str) and value.strip() and not _is_inside(value.strip()):
            yield Finding("E133", file, path, {"key": path[-1], "value": value.strip()})
    for path, value in _places_of_engine(data):
        if not _is_inside(value):
            yield Finding("E133", file, path, {"key": key_of(path), "value": value})


def _places_of_engine(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield (path, place) of what the engine and its extensions read by itself: hooks, snippets, images."""
    parts = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from _places_of_engine(part, (*path, step))
    if isinstance(value, str) and value.strip() and (path[0] == "hooks" or not _READ_FROM.isdisjoint(path)):
        yield path, value.strip()


def _is_inside(folder: str) -> bool:
    paths = (PurePosixPath(folder), PureWindowsPath(folder))
    return not any(path.is_absolute() or path.drive or ".." in path.parts for path in paths)
