"""`/senza-rete/`: what can be read without a network, what is kept on the device at all, and how to forget it."""

from collections.abc import Iterator
from typing import Final

from generator import addresses
from generator.site.model import Site
from generator.site.page import Page

ADDRESS: Final = addresses.page("on_device")


def on_device_page(site: Site) -> Iterator[Page]:
    """One page, which the script fills out of what the device holds: the service worker keeps it beforehand."""
    yield Page(
        kind="on_device",
        address=ADDRESS,
        title=site.texts("on_device.title"),
        template="pages/on_device/page.html",
        context={"is_on": site.settings["senza_rete"]},
        description=site.texts("on_device.lead"),
        indexed=False,
    )
