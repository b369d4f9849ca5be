"""`sw.js`: the service worker of a site, or the one that takes leave of it where the catalogue wants none."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator import addresses
from generator.catalogue.answers import needs_of
from generator.catalogue.kinds import TERMS
from generator.site.model import Site
from generator.site.parts.emergency import DANGER
from generator.site.theme.source import without_comments

WORKER: Final = "sw.js"
"""Stands at the root of the site, for a worker answers for what lies below it; its address never changes."""


def worker_script(site: Site, version: str) -> str:
    """Return the worker; `version` is that of styles and scripts, whose old ones it lets go."""
    is_on = site.settings["senza_rete"]
    source = Path(__file__).with_name("worker.js" if is_on else "goodbye.js").read_text("utf-8")
    values = {
        "VERSION": version,
        "LANG": site.texts.lang,
        "TEXTS": {name: site.texts(f"on_device.from_{name}", day="{day}") for name in ("away", "slow")},
        "NEVER": sorted(unkept_addresses(site)),
        "OTHERS": "|".join(edition.lang for edition in site.edition.others),
    }
    script = "\n".join(line.strip() for line in without_comments(source).splitlines() if line.strip())
    for name, value in values.items():
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        script = script.replace(f'const {name} = "{name}";', f"const {name} = {written};")
    return f"{script}\n"


def unkept_addresses(site: Site) -> Iterator[str]:
    """Yield the addresses of terms and needs about violence: what search reads of these does not say it."""
    urgent = site.urgent
    for kind in TERMS:
        for code in site.holdings(kind):
            if urgent.is_dangerous_term(kind, code):
                yield addresses.term(kind, code)
    for need in needs_of(site.catalogue):
        if any(number.number == DANGER for number in urgent.of_need(need)):
            yield addresses.need(need.code)
