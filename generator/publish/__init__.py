"""The publish room: one writer, one atomic exchange, one link check, one development server."""

from generator.publish.exchange import recover
from generator.publish.links import BrokenLink, LinkReport, check_links
from generator.publish.refusals import Refusal
from generator.publish.staging import Staging

__all__ = [
    "BrokenLink",
    "LinkReport",
    "Refusal",
    "Staging",
    "check_links",
    "recover",
]
