"""The records that those under trial refer to."""

from typing import Final

from tests.hostile.generated import Maker, called
from tests.hostile.sites import Catalogue

IDS: Final = {
    "rete": "rete-altra",
    "ente": "ente-altro",
    "attivita": "rete-altra/attivita-0",
    "pratica": "rete-altra/buone-pratiche-0",
}
"""One id for each kind of reference."""

OTHERS: Final[Catalogue] = {
    ("rete", "rete-altra"): called(Maker().record("rete"), "altra"),
    ("ente", "ente-altro"): called(Maker().record("ente"), "altro"),
}
"""The records that hold what the ids name."""
