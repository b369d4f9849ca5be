"""The canonical writer: how a new record, or a new part of one, is put down in YAML (docs/proposal.md).

Why not the library's: it knows nothing of the schema, so it quotes what people never quote and leaves bare what
YAML 1.1 takes for something else. What to quote is data (`scrittura` in `rule_data.json`): the form writes the same.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from generator.checking.contract import contract
from generator.checking.rule_data import RULE_DATA, pattern
from generator.records.plain import is_empty
from generator.records.schema import NOTHING, Node, part_of, resolved, schema

"""The schema of what no schema knows."""

_RULES: Final = RULE_DATA["scrittura"]
_WORDS: Final = frozenset(_RULES["parole"])
_BARE_KINDS: Final = {
    "integer": r"-?[0-9]{1,15}",
    "number": r"-?[0-9]{1,15}(?:[.][0-9]{1,9})?",
    "boolean": "true|false",
}


def write_record(data: Mapping[str, Any], kind: str, *, with_schema: bool = False) -> str:
    """Write the plain data of a record of `kind` (`rete`, `ente`) as the text of its file.

    Empty values are left out. `with_schema` begins with the line that editors find the schema by.
    """
    lines = mapping_lines(pruned(data), schema()["kinds"][kind])
    head = [f"# yaml-language-server: $schema=../.vscode/{kind}.schema.json"] if with_schema else []
    return "".join(f"{line}\n" for line in [*head, *lines])


def pruned(value: Any) -> Any:
    """Return a copy of `value` without its empty parts; texts stay as they are."""
    if isinstance(value, dict):
        return {key: pruned(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, list):
        return [pruned(part) for part in value if not is_empty(part)]
    return value


def below(node: Node, value: Any, step: str | int) -> Node:
    """Return the schema of what stands at `step` in `value`, whose schema is `node`."""
    node = resolved(node, value)
    found: Node = part_of(node, step) if isinstance(step, str) else node.get("items", NOTHING)
    return found


def keys_in_order(keys: Any, node: Node) -> list[str]:
    """Return the keys of a mapping in the order of its schema, unknown ones last."""
    known = {key: place for place, key in enumerate(node.get("properties", ()))}
    return sorted(keys, key=lambda key: known.get(key, len(known)))


def mapping_lines(value: Mapping[str, Any], node: Node) -> list[str]:
    """Write the entries of a mapping, one below the other."""
    node = resolved(node, value)
    return [
        line for key in keys_in_order(value, node) for line in entry_lines(key, value[key], below(node, value, key))
    ]


def entry_lines(key: str, value: Any, node: Node) -> list[str]:
    """Write `key: value`."""
    name = scalar(key, NOTHING)
    if fits_one_line(value, node):
        return [f"{name}: {inline(value, node)}"]
    if isinstance(value, str):
        return block_text(f"{name}: ", value)
    lines = mapping_lines(value, node) if isinstance(value, dict) else list_lines(value, node)
    return [f"{name}:", *indented(lines)]


def list_lines(value: list[Any], node: Node) -> list[str]:
    """Write the items of a list, one below the other."""
    return [line for index, item in enumerate(value) for line in item_lines(item, below(node, value, index))]


def item_lines(value: Any, node: Node) -> list[str]:
    """Write `- value`."""
    if isinstance(value, str):
        return [f"- {inline(value, node)}"] if fits_one_line(value, node) else block_text("- ", value)
    lines = mapping_lines(value, node) if isinstance(value, dict) else list_lines(value, node)
    return [f"- {lines[0]}", *indented(lines[1:])]


def indented(lines: list[str], by: int = 2) -> list[str]:
    """Move lines to the right, empty ones apart."""
    return [f"{' ' * by}{line}" if line else line for line in lines]


def fits_one_line(value: Any, node: Node) -> bool:
    """Tell whether a value is written beside its key: a text without line breaks, or a list of codes."""
    if isinstance(value, str):
        return not is_block(value)
    return isinstance(value, list) and all(
        isinstance(item, str) and _is_code(item, below(node, value, 0)) for item in value
    )


def _is_code(item: str, node: Node) -> bool:
    node = resolved(node, item)
    return (
        any(word in node for word in _RULES["in_riga"])
        or node.get("x-formato") in _RULES["formati_in_riga"]
        or node.get("type") in _RULES["tipi_in_riga"]
    )


def is_block(text: str) -> bool:
    """Tell whether a text is written as a block: it has line breaks, and nothing that a block would lose."""
    return "\n" in text and not pattern(_RULES["mai_a_blocco"]).search(text)


def block_text(lead: str, text: str, by: int = 2) -> list[str]:
    """Write a text of several lines below what leads to it."""
    mark = "|" if text.endswith("\n") else "|-"
    return [f"{lead}{mark}", *indented(text.removesuffix("\n").split("\n"), by)]


def inline(value: Any, node: Node, *, crowded: bool = False) -> str:
    """Write a value on one line; `crowded` where it stands between brackets."""
    if isinstance(value, str):
        return scalar(value, node, crowded=crowded)
    if isinstance(value, list):
        return f"[{', '.join(inline(item, below(node, value, at), crowded=True) for at, item in enumerate(value))}]"
    node = resolved(node, value)
    entries = (
        f"{scalar(key, NOTHING, crowded=True)}: {inline(value[key], below(node, value, key), crowded=True)}"
        for key in keys_in_order(value, node)
    )
    return f"{{{', '.join(entries)}}}"


def scalar(text: str, node: Node, *, crowded: bool = False) -> str:
    """Write a text on one line, bare where nothing could take it for something else."""
    return text if is_bare(text, node, crowded=crowded) else quoted(text)


def is_bare(text: str, node: Node, *, crowded: bool = False) -> bool:
    """Tell whether a text needs no quotes."""
    if _is_what_the_schema_says(text, resolved(node, text)):
        return True
    if crowded and pattern(_RULES["virgolette_in_riga"]).search(text):
        return False
    plain = pattern(_RULES["nudo"]).fullmatch(text) is not None
    return plain and not text.endswith(" ") and text.lower() not in _WORDS


def _is_what_the_schema_says(text: str, node: Node) -> bool:
    kind = _BARE_KINDS.get(node.get("type", ""))
    if kind is not None:
        return pattern(kind).fullmatch(text) is not None
    dates = contract()["rules"]["date"].values() if node.get("x-formato") in _RULES["formati_date"] else ()
    return any(pattern(date).fullmatch(text) for date in dates)


def quoted(text: str) -> str:
    """Write a text in double quotes, with JSON's escapes; also what YAML takes for a line break is escaped."""
    written = json.dumps(text, ensure_ascii=False)
    return pattern(_RULES["da_scrivere_in_cifre"]).sub(lambda found: f"\\u{ord(found[0]):04x}", written)
