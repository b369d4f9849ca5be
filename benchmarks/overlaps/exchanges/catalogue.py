"""The towns of needs, offers and coverage as catalogues, with their labels: RULES.md says what these mean."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from generator.catalogue import Catalogue
from generator.checking import check
from generator.diagnostics import Severity
from generator.reading.folder import read_folder, slug

HERE: Final = Path(__file__).resolve().parent
TODAY: Final = date(2026, 11, 28)
KEPT: Final = frozenset({"borgoverzo", "dueponti"})
"""Towns that nothing was mended by."""
USEFUL: Final = "utile"
PERHAPS: Final = "forse"
_WIDE: Final = {"comune": "", "provincia": "-provincia"}
_SETTINGS: Final = "site_name: {0}\nsite_url: https://{1}.example/\nextra: {{catalogue: {{comune: {0}}}}}\n"


@dataclass(frozen=True, slots=True)
class Cell:
    """A place and what is looked for there, by vocabulary and code; `state` as the label says it."""

    place: str
    scheme: str
    code: str
    state: str


@dataclass(frozen=True, slots=True)
class LabelledTown:
    """A town with its labels; every pair that is not in `exchanges` is none."""

    id: str
    catalogue: Catalogue
    exchanges: Mapping[tuple[str, str], str]
    """(global id of the need, of the offer) → `USEFUL` or `PERHAPS`."""
    cells: Sequence[Cell]

    @property
    def is_kept(self) -> bool:
        """Tell whether nothing was mended by it."""
        return self.id in KEPT


def labelled_towns() -> Iterator[LabelledTown]:
    """Read the four towns; raises ValueError where a record does not check or a label names nothing."""
    for path in sorted(HERE.glob("*.yml")):
        yield _town(path.stem, yaml.safe_load(path.read_text("utf-8")))


def _town(name: str, data: Mapping[str, Any]) -> LabelledTown:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for room in ("organizations", "vocabularies", "content"):
            (root / room).mkdir()
        (root / "mkdocs.yml").write_text(_SETTINGS.format(data["comune"], name), "utf-8")
        _write(root / "vocabularies" / "territori.yml", _places(name, data))
        for body in data["enti"]:
            _write(root / "organizations" / f"{body['id']}.yml", _record(name, body))
        outcome = check(read_folder(root), TODAY)
    if wrong := [finding for finding in outcome.findings if finding.severity is Severity.ERROR]:
        raise ValueError(f"{name}: {wrong}")
    exchanges = {
        (need, offer): label
        for need, labels in data["scambi"].items()
        for label, offers in labels.items()
        for offer in offers
    }
    known = {f"{body['id']}/{item['id']}" for body in data["enti"] for item in _resources(body)}
    if lost := {item for pair in exchanges for item in pair} - known:
        raise ValueError(f"{name}: {lost}")
    cells = [_cell(name, cell) for cell in data["celle"]]
    for cell in cells:
        if cell.code not in outcome.catalogue.vocabularies[cell.scheme] or cell.place not in _codes(name, data):
            raise ValueError(f"{name}: {cell}")
    return LabelledTown(name, outcome.catalogue, exchanges, cells)


def _cell(name: str, data: Mapping[str, Any]) -> Cell:
    scheme, _, code = data["che"].partition("/")
    return Cell(_place(name, data["dove"]), scheme, code, data["e"])


def _resources(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*body.get("bisogni", ()), *body.get("offerte", ())]


def _codes(name: str, data: Mapping[str, Any]) -> set[str]:
    return {name, *(f"{name}-{code}" for code in data["luoghi"])}


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _place(name: str, code: str) -> str:
    return f"{name}{_WIDE[code]}" if code in _WIDE else f"{name}-{code}"


def _places(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    province = f"{name}-provincia"
    quarters = [
        {
            "codice": f"{name}-{code}",
            "it": place["it"],
            "livello": "quartiere",
            "padre": name,
            "confina_con": [f"{name}-{other}" for other in place["confina"]],
        }
        for code, place in data["luoghi"].items()
    ]
    wide = [
        {"codice": province, "it": f"Provincia di {data['comune']}", "livello": "provincia"},
        {"codice": name, "it": data["comune"], "livello": "comune", "padre": province},
    ]
    return {
        "id": "territori",
        "titolo": {"it": "Luoghi", "en": "Places"},
        "stato": "proposto",
        "termini": wide + quarters,
    }


def _record(name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    record = {
        "nome": body["nome"],
        "tipo": body["tipo"],
        "territori": [_place(name, body["dove"])],
        "fonti": [{"titolo": "Ente inventato per il banco di prova"}],
    }
    for key in ("bisogni", "offerte"):
        if key in body:
            # A resource has no place of its own: where it stands elsewhere than its body, its words say so.
            record[key] = [{inner: value for inner, value in item.items() if inner != "dove"} for item in body[key]]
    if "attivita" in body:
        record["attivita"] = [_activity(name, given) for given in body["attivita"]]
    return record


def _activity(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    activity: dict[str, Any] = {
        "id": slug(given["nome"]),
        "nome": given["nome"],
        "tipo": [given["tipo"]],
        "descrizione": given["testo"],
        "temi": given["temi"],
        "destinatari": given["per"],
    }
    if "dove" in given:
        activity["territori"] = [_place(name, given["dove"])]
    return activity | {key: given[key] for key in ("quando", "stato") if key in given}
