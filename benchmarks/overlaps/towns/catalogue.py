"""The towns as catalogues: each file of this folder becomes ordinary records, read like anybody's.

Run `python -m benchmarks.overlaps.towns.catalogue`: it counts activities and labels, and fails on a flaw.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.overlaps.towns.labels import UNTOUCHED, Truth, Verdict, generation_of, label, truth_of
from generator.catalogue import Catalogue
from generator.checking import check
from generator.diagnostics import Severity
from generator.reading.folder import read_folder, slug

HERE: Final = Path(__file__).resolve().parent
TODAY: Final = date(2026, 11, 28)
TOWNS: Final = tuple(sorted(path.stem for path in HERE.glob("*.yml")))
_KEYS: Final = ("nome", "tipo", "eta", "mesi", "quando", "orari", "dove", "per", "testo", "vero")
_SETTINGS: Final = """\
site_name: {0}
site_url: https://{1}.example/
docs_dir: content
plugins: []
extra: {{catalogue: {{comune: {0}}}}}
"""


@dataclass(frozen=True)
class Town:
    """One town: its catalogue, what each activity is meant to be, and which quarters border."""

    id: str
    catalogue: Catalogue
    truths: Mapping[str, Truth]
    """By global id of the activity."""
    borders: Mapping[str, Sequence[str]]

    @property
    def generation(self) -> str:
        """Return which towns it was made with: by hands, planner and readers who made no others."""
        return generation_of(self.id)

    @property
    def is_untouched(self) -> bool:
        """Tell whether no fitting may read it."""
        return self.id in UNTOUCHED

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], Verdict]:
        """The label of every pair of two organisers, by ids with the lower first."""
        return {
            (a, b): label(self.truths[a], self.truths[b], self.borders)
            for a, b in combinations(sorted(self.truths), 2)
            if a.partition("/")[0] != b.partition("/")[0]
        }


def town(name: str, within: Path = HERE) -> Town:
    """Read a town of a folder; raises ValueError where its records do not check."""
    data = yaml.safe_load((within / f"{name}.yml").read_text(encoding="utf-8"))
    truths: dict[str, Truth] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "organizations").mkdir()
        (root / "vocabularies").mkdir()
        (root / "content").mkdir()
        (root / "mkdocs.yml").write_text(_SETTINGS.format(data["comune"], name), encoding="utf-8")
        _write(root / "vocabularies" / "territori.yml", _places(name, data))
        for body in data["enti"]:
            record, own = _record(name, body)
            truths |= own
            _write(root / "organizations" / f"{body['id']}.yml", record)
        outcome = check(read_folder(root), TODAY)
    wrong = [finding for finding in outcome.findings if finding.severity is Severity.ERROR]
    if wrong or set(truths) != set(outcome.catalogue.activities):
        raise ValueError(f"{name}: {wrong or set(truths) ^ set(outcome.catalogue.activities)}")
    borders = {code: place["confina"] for code, place in data["quartieri"].items()}
    return Town(name, outcome.catalogue, truths, borders)


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _places(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    quarters = [
        {
            "codice": f"{name}-{code}",
            "it": place["it"],
            "livello": "quartiere",
            "padre": name,
            "confina_con": [f"{name}-{other}" for other in place["confina"]],
        }
        for code, place in data["quartieri"].items()
    ]
    terms = [{"codice": name, "it": data["comune"], "livello": "comune"}, *quarters]
    return {"id": "territori", "titolo": {"it": "Luoghi", "en": "Places"}, "stato": "proposto", "termini": terms}


def _record(name: str, body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Truth]]:
    activities, truths = [], {}
    for given in body["attivita"]:
        if unknown := set(given) - set(_KEYS):
            raise ValueError(f"{name}: {body['id']}: {unknown}")
        activity = _activity(name, given)
        activities.append(activity)
        truths[f"{body['id']}/{activity['id']}"] = truth_of(given["vero"])
    record = {
        "nome": body["nome"],
        "tipo": body["tipo"],
        "territori": [_place(name, body["dove"])],
        "temi": ["prossimita"],
        "attivita": activities,
        "fonti": [{"titolo": "Ente inventato per il banco di prova"}],
    }
    return record, truths


def _place(name: str, code: str) -> str:
    return name if code == "*" else f"{name}-{code}"


def _activity(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    kinds = given["tipo"] if isinstance(given["tipo"], list) else [given["tipo"]]
    activity: dict[str, Any] = {"id": slug(given["nome"]), "nome": given["nome"], "tipo": kinds}
    activity["descrizione"] = given["testo"]
    if "dove" in given:
        activity["territori"] = [_place(name, given["dove"])]
    if "per" in given:
        activity["destinatari"] = given["per"] if isinstance(given["per"], list) else [given["per"]]
    if "eta" in given:
        activity["eta"] = {"da": given["eta"][0], "a": given["eta"][1]}
    schedule: dict[str, Any] = {}
    if "quando" in given:
        schedule["testo"] = given["quando"]
    if "orari" in given:
        schedule["orari"] = [_slot(given["orari"])]
    if "mesi" in given:
        schedule["mesi"] = given["mesi"]
    return activity | ({"quando": schedule} if schedule else {})


def _slot(hours: str) -> dict[str, Any]:
    *days, span = hours.split()
    start, _, end = span.partition("-")
    whole = [hour if ":" in hour else f"{int(hour) % 24:02}:00" for hour in (start, end)]
    return {"giorni": days, "dalle": whole[0].zfill(5), "alle": whole[1].zfill(5)}


def towns(*, untouched: bool) -> Iterator[Town]:
    """Read the towns of the untouched fold, or the others."""
    return (town(name) for name in TOWNS if (name in UNTOUCHED) is untouched)


def main() -> int:
    """Count what each town holds."""
    total: Counter[str] = Counter()
    print(f"{'town':<14}{'fold':<11}{'bodies':>7}{'activities':>11}" + "".join(f"{each:>12}" for each in Verdict))
    for name in TOWNS:
        here = town(name)
        counts = Counter(here.labels.values())
        fold = "untouched" if here.is_untouched else "fitting"
        sizes = f"{len(here.catalogue.organizations):>7}{len(here.truths):>11}"
        print(f"{name:<14}{fold:<11}{sizes}" + "".join(f"{counts[each]:>12}" for each in Verdict))
        total.update({fold: len(here.truths), **{f"{fold} {each}": counts[each] for each in Verdict}})
    print(dict(total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
