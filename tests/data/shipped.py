"""The shipped records and the input they were written from, as plain data, and how their words compare."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

Record = dict[str, Any]

DATA: Final = Path(__file__).resolve().parent
ROOT: Final = DATA.parents[1]
MONTHS: Final = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
WEEK: Final = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
FRAMES: Final = ("dove lavora", "a chi si rivolge")


def _load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  (the base loader builds text and nothing else)


def _folder(name: str) -> dict[str, Record]:
    return {path.stem: _load(path) for path in sorted((ROOT / name).glob("*.yml"))}


SOURCES: Final[dict[str, Record]] = {one["id"]: one for one in _load(DATA / "real-networks.yml")}
DECISIONS: Final[Record] = _load(DATA / "shipped-decisions.yml")
NETWORKS: Final = _folder("networks")
ORGANIZATIONS: Final = _folder("organizations")
PLACES: Final = {one["codice"]: one for one in _load(ROOT / "vocabularies" / "territori.yml")["termini"]}


def plain(text: str) -> str:
    """Fold case, accents, quotes, punctuation and spaces: what is left is the words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w+%/@&-]+", " ", "".join(c for c in bare if not unicodedata.combining(c))).split())


def leaves(value: Any, skipped: set[str] | frozenset[str] = frozenset()) -> Iterator[str]:
    """Give every text of a record but those under the keys in `skipped`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in skipped:
                yield from leaves(inner, skipped)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, skipped)
    else:
        yield value


@cache
def source_words(*networks: str) -> str:
    """Everything the input says about `networks`, with the words that light edits put in the place of others."""
    said = " | ".join(plain(leaf) for network in networks for leaf in leaves(SOURCES[network]))
    edits = [plain(edit["scritto"]) for edit in DECISIONS["ritocchi"] if plain(edit["fonte"]) in said]
    return " | ".join([said, *edits])


def within(words: str, said: str) -> bool:
    """Tell whether `said` holds `words`, whole words only."""
    return f" {plain(words)} " in f" {said} "


def told(value: str, said: str) -> bool:
    """Tell whether the input says every sentence of `value`."""
    return all(_told_sentence(piece, said) for piece in re.split(r"(?<=[.;!?…])\s+|\n\n", value) if plain(piece))


def _told_sentence(sentence: str, said: str) -> bool:
    frame, _, listed = " ".join(sentence.split()).partition(": ")
    if plain(frame) in FRAMES:
        return all(within(item, said) for item in listed.split(", "))
    return within(sentence, said) or within(re.sub(r"^Per\s", "", sentence), said)


def names(body: Any) -> list[str]:
    """Every spelling of a body: an id of ours, or a body written in the network."""
    if isinstance(body, dict):
        return [body["nome"]]
    record = ORGANIZATIONS.get(body) or NETWORKS[body]
    return [record["nome"], *record.get("altri_nomi", [])]


def is_called(body: Any, name: str) -> bool:
    """Tell whether `name` is one of the spellings of `body`."""
    return plain(name) in map(plain, names(body))


def mentioned(body: Any, text: str) -> bool:
    """Tell whether `text` names `body`; a municipality may be just «Comune»."""
    short = ["Comune"] if str(body).startswith("comune-di-") else []
    return any(within(name, plain(text)) for name in [*names(body), *short])


def rows(network: str) -> list[Record]:
    """The membership rows of the input, one a body."""
    rows: list[Record] = []
    for row in SOURCES[network].get("members", []):
        names = DECISIONS["divise"].get(row["name"], [row["name"]])
        rows += [{**row, "name": name} for name in names if row["name"] not in DECISIONS["descritte"]]
    return rows


def _answers(membership: Record, row: Record) -> bool:
    name, office = DECISIONS["uffici"].get(row["name"], (row["name"], None))
    return is_called(membership["ente"], name) and (office is None or membership.get("ufficio") == office)


def paired(network: str) -> tuple[list[tuple[Record, Record]], list[Record]]:
    """Pair each row of the input with its membership; return the pairs and the memberships left over."""
    left = list(NETWORKS[network].get("adesioni", []))
    pairs = []
    for row in sorted(rows(network), key=lambda row: row["name"] not in DECISIONS["uffici"]):
        found = next((one for one in left if _answers(one, row)), None)
        assert found is not None, f"{network}: {row['name']} is missing"
        left.remove(found)
        pairs.append((row, found))
    return pairs, left


def leading(network: str) -> str:
    """Return the words of the input about who promotes and who leads."""
    source = SOURCES[network]
    words = [source[key] for key in ("promoter", "lead") if key in source]
    return " | ".join(leaf for word in words for leaf in (word, *DECISIONS["promotori"].get(word, [])))


def ties(membership: Record) -> list[str]:
    """Return the ties of a membership."""
    told = membership.get("legame", [])
    return [told] if isinstance(told, str) else told


def shipped_activities(network: str) -> list[Record]:
    """Return the activities of a network, those in the files of who runs them too."""
    elsewhere = [
        one for record in ORGANIZATIONS.values() for one in record.get("attivita", []) if network in one["rete"]
    ]
    return [*NETWORKS[network].get("attivita", []), *elsewhere]


def activity(network: str, name: str) -> Record:
    """Return the activity of `network` with that name."""
    return next(one for one in shipped_activities(network) if one["nome"] == name)


def where_named(organization: str) -> list[str]:
    """The networks whose record names `organization`, or whose activity it runs."""
    run = [id_ for activity in ORGANIZATIONS[organization].get("attivita", []) for id_ in activity["rete"]]
    return [id_ for id_ in NETWORKS if id_ in run or organization in _all_leaves(id_)]


@cache
def _all_leaves(network: str) -> frozenset[str]:
    return frozenset(leaves(NETWORKS[network]))


def number_forms(number: str) -> set[str]:
    """Return the ways an Italian sentence writes a whole number."""
    value = int(number)
    forms = {number, f"{number}%", f"{value:,}".replace(",", " "), DECISIONS["numeri"].get(number, number)}
    return forms | ({f"{value // 1000} mila"} if value >= 1000 and value % 1000 == 0 else set())


def dated(date: str, words: str) -> bool:
    """Tell whether the words say the year, the month and the day of `date`."""
    year, month, day = [*date.split("-"), "", ""][:3]
    said = plain(words).replace("natale", "dicembre")
    return (
        year in said
        and (not month or MONTHS.split()[int(month) - 1] in said or f"/{month}/" in said)
        and (not day or re.search(rf"\b0?{int(day)}\b", said.replace("1o", "1")) is not None)
    )


def on_days(days: list[str], words: str) -> bool:
    """Tell whether the words say the days: one by one, from one to another, or all of them."""
    said = plain(words)
    if days == list(WEEK):
        return "tutti i giorni" in said
    if len(days) > 3:
        return re.search(rf"\b{days[0]}\w*-{days[-1]}", said) is not None
    return all(re.search(rf"\b{day}", said) for day in days)


def at_hour(hour: str, words: str) -> bool:
    """Tell whether the words say the hour, as 9 or 9.30."""
    hours, minutes = hour.split(":")
    written = str(int(hours)) + (f".{minutes}" if minutes != "00" else "")
    return re.search(rf"(?<![\d.]){re.escape(written)}(?!\d)", words) is not None
