"""What a catalogue says of itself in its `mkdocs.yml`, for who reads records and needs no site."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml


def catalogue_settings(root: Path) -> Mapping[str, Any]:
    """Return `extra.catalogue` of the `mkdocs.yml` in `root`; empty where there is none.

    Empty too where the file can't be read: the site, which can't be built without it, is the one to complain.
    """
    try:
        settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["extra"]["catalogue"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return {}
    return settings if isinstance(settings, dict) else {}
