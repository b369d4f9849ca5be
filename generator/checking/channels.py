"""Channels by name: Instagram, WhatsApp and the like, as people write them («@rete.qui») and where they lead.

What is known of each is in `canali` of `rule_data.json`, which the browser reads too. Links are made here and never
asked: a page that shows one sends nothing to anybody until somebody follows it.
"""

import re
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from generator.checking.rule_data import RULE_DATA, pattern
from generator.checking.telephones import dialled

CHANNELS: Final[dict[str, dict[str, Any]]] = RULE_DATA["canali"]
"""By code: `nome` in words, `siti` (hosts), `chi` (pattern of a name there), `porta` (the address a name leads to)."""

_WEB: Final = re.compile("[Hh][Tt][Tt][Pp][Ss]?://")
_STEP: Final = re.compile("/(@?)([^/]+)/?")


def is_address(text: str) -> bool:
    """Tell whether a contact is the address of a page: it has a known host, or letters and a slash."""
    if text.startswith("@") or " " in text:
        return False
    return ("/" in text and re.search("[A-Za-z]", text) is not None) or bool(of_address(text))


def of_address(text: str) -> str:
    """Return the code of the channel that an address leads to; empty where it is another site."""
    host = re.split("[/?#:]", _WEB.sub("", text, count=1))[0].lower()
    known = ((name, site) for name, channel in CHANNELS.items() for site in channel["siti"])
    return next((name for name, site in known if host == site or host.endswith(f".{site}")), "")


def handle(name: str, text: str) -> str:
    """Return a name on a channel without its «@»; empty where it cannot be one."""
    bare = text.removeprefix("@")
    return bare if pattern(CHANNELS[name].get("chi", "(?!)")).fullmatch(bare) else ""


def link(name: str, value: str) -> str:
    """Return the address of a name, a number or a page on a channel; empty where it is none of them."""
    if is_address(value):
        return value if _WEB.match(value) else f"https://{value}"
    if name == "whatsapp":
        number = dialled(value).partition(";")[0]
        return CHANNELS[name]["porta"].format(number.removeprefix("+")) if number.startswith("+") else ""
    bare = handle(name, value)
    return CHANNELS[name]["porta"].format(bare) if bare else ""


def shown(name: str, value: str) -> str:
    """Return who is on a channel as people write it, «@rete.qui»; empty where an address does not say it."""
    if name == "whatsapp":
        return "" if is_address(value) else value
    if is_address(value):
        step = _STEP.fullmatch(unquote(urlsplit(link(name, value)).path))
        # On YouTube and TikTok names have their «@» in addresses too: what has none is a video or a list.
        is_named = step is not None and (step[1] or "@" not in CHANNELS[name]["porta"]) and not step[2].endswith(".php")
        value = step[2] if step and is_named else ""
    bare = handle(name, value)
    return f"@{bare}" if bare else ""
