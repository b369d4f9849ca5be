"""Ask about each of the two hundred pairs: `python -m benchmarks.overlaps.bodies [--mistakes]`.

Each pair becomes two records of an ordinary catalogue. `--mistakes` lists those of the lines for mending alone.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from benchmarks.overlaps.load import ROOTS
from generator.checking import check
from generator.checking.same_bodies import same_bodies
from generator.reading.folder import read_folder

HERE: Final = Path(__file__).resolve().parent
_TODAY: Final = date(2026, 11, 28)
_KINDS: Final = {
    "circolo": "associazione", "proloco": "associazione", "centro_anziani": "associazione", "onlus": "altra_nonprofit",
    "ets": "altro_ets", "ente_religioso": "religioso", "oratorio": "religioso", "asp": "ente_pubblico",
    "biblioteca": "ente_pubblico", "-": "da_precisare",
}  # fmt: skip
_PLACES: Final = {
    "C": "castelrosso", "CS": "castelrosso-stazione", "CF": "castelrosso-fornace", "CP": "castelrosso-ponte",
    "CB": "castelrosso-borgo-vecchio", "M": "montelupara", "P": "provincia-terre-basse",
}  # fmt: skip
_TERMS: Final = [
    {"codice": "provincia-terre-basse", "it": "Provincia delle Terre Basse", "livello": "provincia"},
    {"codice": "castelrosso", "it": "Castelrosso", "livello": "comune", "padre": "provincia-terre-basse"},
    {"codice": "montelupara", "it": "Montelupara", "livello": "comune", "padre": "provincia-terre-basse"},
    {
        "codice": "lauretta", "it": "Lauretta", "livello": "frazione", "padre": "montelupara",
        "altri_nomi_ufficiali": [{"nome": "Laurein", "lingua": "de"}],
    },
    *(
        {"codice": f"castelrosso-{code}", "it": name, "livello": "quartiere", "padre": "castelrosso"}
        for code, name in (
            ("stazione", "Stazione"), ("fornace", "Fornace"), ("ponte", "Ponte"), ("borgo-vecchio", "Borgo vecchio")
        )
    ),
]  # fmt: skip
_TRACES: Final = {"t": "telefono", "e": "email", "w": "sito", "a": "indirizzo"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One line: two names with kind and place, what they share, and whether they are one body."""

    number: int
    is_one: bool
    sides: tuple[tuple[str, str, str], ...]
    shared: str

    @property
    def is_untouched(self) -> bool:
        """Whether nothing may be learnt from it."""
        return self.number % 2 == 0


def pairs() -> Iterator[Pair]:
    """Read the lines."""
    for number, line in enumerate((HERE / "pairs.txt").read_text("utf-8").splitlines(), start=1):
        verdict, *cells, shared = (cell.strip() for cell in line.split("|"))
        yield Pair(number, verdict == "s", (tuple(cells[:3]), tuple(cells[3:])), shared.strip("-"))  # type: ignore[arg-type]


def asked(questions: list[Pair], root: Path) -> dict[int, tuple[str, ...]]:
    """Write each pair as two records of a catalogue of its own places; return what is shared, by number of the pair."""
    found = {}
    for folder in ("networks", "organizations", "vocabularies"):
        (root / folder).mkdir()
    (root / "mkdocs.yml").write_text("site_name: Prova\nsite_url: https://prova.example/\n", "utf-8")
    (root / "vocabularies" / "territori.yml").write_text(
        yaml.safe_dump({"id": "territori", "termini": _TERMS}, sort_keys=False)
    )
    for pair in questions:
        for old in (*(root / "organizations").iterdir(), *(root / "networks").iterdir()):
            old.unlink()
        for number, (name, kind, place) in enumerate(pair.sides):
            record = {"nome": name, "tipo": _KINDS.get(kind, kind), "fonti": [{"titolo": "Elenco"}]}
            if place in _PLACES:
                record["territori"] = [_PLACES[place]]
            (root / "organizations" / f"prova-{number}.yml").write_text(yaml.safe_dump(record | _traces(pair.shared)))
        if "r" in pair.shared:
            members = [{"ente": f"prova-{number}"} for number in range(2)]
            network = {
                "nome": "Rete",
                "fonti": [{"titolo": "Elenco"}],
                "adesioni": members,
                "territori": ["castelrosso"],
                "temi": ["anziani"],
            }
            (root / "networks" / "rete.yml").write_text(yaml.safe_dump(network))
        checked = check(read_folder(root), _TODAY)
        assert not any(finding.code[0] == "E" for finding in checked.findings), checked.findings  # noqa: S101
        if twins := same_bodies(checked.catalogue):
            found[pair.number] = twins[0].shared
    return found


def _traces(shared: str) -> dict[str, object]:
    values = {"telefono": "055 123456", "email": "info@prova.example", "sito": "https://prova.example/noi"}
    contacts = [
        {"tipo": _TRACES[sign], "valore": values[_TRACES[sign]]} for sign in shared if _TRACES.get(sign) in values
    ]
    places = [{"nome": "Sede", "indirizzo": "via Larga 12"}] if "a" in shared else []
    return {key: listed for key, listed in (("contatti", contacts), ("luoghi", places)) if listed}


def main() -> None:
    """Print precision and recall of both folds, and what is asked on the two catalogues."""
    with tempfile.TemporaryDirectory() as folder:
        questions = list(pairs())
        found = asked(questions, Path(folder))
    for untouched in (False, True):
        fold = [pair for pair in questions if pair.is_untouched == untouched]
        right = sum(pair.number in found and pair.is_one for pair in fold)
        shown, ones = sum(pair.number in found for pair in fold), sum(pair.is_one for pair in fold)
        name = "untouched" if untouched else "for mending"
        worth = f"precision {right / max(shown, 1):.2f}, recall {right / ones:.2f}"
        print(f"{name:<12} {len(fold)} pairs: asked {shown}, right {right} ({worth})")
    if "--mistakes" in sys.argv:
        for pair in questions:
            if not pair.is_untouched and (pair.number in found) != pair.is_one:
                print("missed" if pair.is_one else f"wrong {found[pair.number]}", pair.sides, pair.shared)
    for name, root in (("shipped", ROOTS["real"]), ("example town", ROOTS["real"] / "examples" / "valdoria")):
        catalogue = check(read_folder(root), _TODAY).catalogue
        twins = same_bodies(catalogue)
        print(f"{name}: {len(catalogue.organizations)} bodies, {len(twins)} questions")
        for twin in twins:
            names = (catalogue.organizations[body].name for body in (twin.a, twin.b))
            print(f"  {' = '.join(names)}  ({', '.join(twin.shared)}: {', '.join(twin.evidence)})")


if __name__ == "__main__":
    main()
