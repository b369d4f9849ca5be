"""The settings of a catalogue as the site reads them: packaged defaults under the catalogue's own (`mkdocs.yml`)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from generator.checking.diagnosing import first_error
from generator.checking.settings import check_settings, known_options
from generator.errors import CannotRun
from generator.locale import Texts, load
from generator.reading.folder import SETTINGS, read_settings
from generator.reading.languages import texts_in
from generator.records.plain import without_empty
from generator.records.settings import Settings
from generator.site import packaged
from generator.site.editions import Edition

_EXTRA: Final = "extra"


def settings(catalogue: Path) -> dict[str, Any]:
    """Return the settings of the folder `catalogue` over the packaged defaults, key by key.

    What the engine alone reads stays as YAML reads it; what we read has passed its checks, and its types: numbers are
    numbers, lists are lists, empty values are those of the defaults.

    Raises:
        CannotRun: the file is missing, or `intreccio check` finds an error in it.
    """
    if not (catalogue / SETTINGS).exists():
        raise CannotRun("no_catalogue", folder=catalogue.absolute())
    source = read_settings(catalogue)
    wrong = first_error([*source.findings, *check_settings(source)], catalogue)
    if wrong is not None:
        raise CannotRun("settings_wrong", file=catalogue / SETTINGS, line=wrong)
    defaults = yaml.safe_load(packaged(SETTINGS).read_text("utf-8"))
    own = yaml.safe_load((catalogue / SETTINGS).read_text("utf-8-sig"))
    ours = without_empty({key: value for key, value in own.items() if key in Settings.model_fields})
    own = {key: value for key, value in own.items() if key not in Settings.model_fields} | ours
    checked = Settings.model_validate(_known(source.data)).model_dump(by_alias=True, exclude_none=True)
    return overlaid(overlaid(defaults, own), _without_empty_lists(checked))


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what we read of the settings, empty values left out: the model is closed, its neighbours are not."""
    known = {key: value for key, value in without_empty(data).items() if key in Settings.model_fields}
    for key in ("theme", _EXTRA):
        if key in known:
            known[key] = known_options(known[key], key)
    return known


def _without_empty_lists(checked: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what a model fills in by itself where nothing is said: the defaults say it better."""
    kept = {key: _without_empty_lists(value) if isinstance(value, dict) else value for key, value in checked.items()}
    return {key: value for key, value in kept.items() if value not in ((), {})}


def overlaid(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return `defaults` with the values of `own`, mappings being merged and everything else replaced.

    A key without a value, or with an empty list for a mapping, leaves what it would change as it is.
    """
    merged = dict(defaults)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, Mapping):
            merged[key] = overlaid(below, value) if isinstance(value, Mapping) else below
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def languages(config: Mapping[str, Any]) -> list[str]:
    """Return the languages the catalogue is published in, its own first."""
    return list(config[_EXTRA]["catalogue"]["lingue"])


def editions(config: Mapping[str, Any]) -> tuple[Edition, ...]:
    """Return the editions of the site, one a language, the one at the root first."""
    return tuple(Edition.of(config, lang) for lang in dict.fromkeys(languages(config)))


def own_content(catalogue: Path, config: Mapping[str, Any]) -> Path:
    """Return where a catalogue keeps its editorial pages, stories and surveys."""
    return catalogue / str(config.get("docs_dir", "content"))


def content_folder(catalogue: Path, config: Mapping[str, Any]) -> str:
    """Return the same folder relative to the catalogue, with `/`."""
    return own_content(catalogue, config).relative_to(catalogue).as_posix()


def texts_of(catalogue: Path, config: Mapping[str, Any], edition: Edition) -> Texts:
    """Return the texts of the interface in the language of an edition, as the catalogue words them."""
    if edition.is_whole:
        return load("interface", edition.lang)
    return texts_in(edition.lang, catalogue, content_folder(catalogue, config))
