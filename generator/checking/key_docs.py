"""Every key of every kind of record, as the page «Come si scrive una scheda» tells them.

All of it comes from elsewhere: type and limits from the schema, codes from the vocabularies, examples from the
annotated examples that travel with the program, which a test holds to be right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from generator.catalogue.vocabularies import Vocabularies
from generator.checking.formats import inline
from generator.checking.key_words import in_language
from generator.locale import LANGUAGES, Texts
from generator.reading.folder import read_text
from generator.records.plain import is_empty
from generator.records.schema import Node, definition_of, schema
from generator.records.settings import KIND, settings_schema

_EXAMPLES: Final = {
    "rete": ("rete.yml", "rete-conclusa.yml"),
    "ente": ("ente.yml", "ente-concluso.yml"),
    "storia": ("storia.md",),
    "vocabolario": ("vocabolario.yml",),
    KIND: ("mkdocs.yml",),
}
_LONGEST_EXAMPLE: Final = 100
_COUNTED: Final = frozenset({"markdown", "id", "ruolo"})
"""Formats where it helps to know how many characters there may be."""
_ANY_DATE: Final = "quando"


@dataclass(frozen=True, slots=True)
class Row:
    """One key: what it holds and an example; `group` names the section of its own keys, if it has any."""

    key: str
    required: bool
    type: str
    limits: str
    codes: tuple[tuple[str, str], ...]
    scheme: str
    """The vocabulary that its codes come from, empty where they are a short list of the key's own."""
    group: str
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Section:
    """The keys of one kind of record, or of a group that records share, with the places where it is used."""

    name: str
    is_kind: bool
    used_in: tuple[str, ...]
    rows: tuple[Row, ...]


def documented_schema(lang: str = LANGUAGES[0]) -> dict[str, Any]:
    """Return the schema of everything that people write: the kinds of record, and the settings of a catalogue.

    What keys hold is said in `lang`.
    """
    records, settings = schema(), settings_schema()
    return in_language({name: {**records[name], **settings[name]} for name in ("kinds", "$defs")}, lang)


def annotated_examples(kind: str) -> dict[str, str]:
    """Return the annotated examples of a kind (`rete`, `ente`, `storia`, `vocabolario`): text by file name."""
    folder = resources.files(__package__).joinpath("examples")
    return {name: folder.joinpath(name).read_text("utf-8") for name in _EXAMPLES[kind]}


def key_sections(whole: Mapping[str, Any], vocabularies: Vocabularies, texts: Texts) -> tuple[Section, ...]:
    """Return the kinds of record and then the groups they are made of, in the order in which one meets them."""
    groups = _groups(whole)
    names = {definition: name for definition, (name, _) in groups.items()}
    writer = _Writer(whole, vocabularies, texts, names)
    kinds = [Section(kind, True, (), writer.rows(kind, node)) for kind, node in whole["kinds"].items()]
    inner = [
        Section(name, False, used_in, writer.rows(definition, whole["$defs"][definition]))
        for definition, (name, used_in) in groups.items()
    ]
    return (*kinds, *inner)


def _groups(whole: Mapping[str, Any]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return (name, places where it is used) of every definition: a group is named after the key that holds it."""
    groups: dict[str, tuple[str, tuple[str, ...]]] = {}
    taken = set(whole["kinds"])
    waiting = list(whole["kinds"].items())
    # `waiting` grows while it is walked: definitions lead to others, in the order in which one meets them.
    for owner, node in waiting:
        for key, value in _written(node).items():
            for definition in _definitions(value):
                place = f"{owner}.{key}"
                if definition in groups:
                    name, places = groups[definition]
                    groups[definition] = (name, (*places, place))
                    continue
                name = key if key not in taken else f"{owner}-{key}"
                taken.add(name)
                groups[definition] = (name, (place,))
                waiting.append((name, whole["$defs"][definition]))
    return groups


def _definitions(node: Node) -> Iterator[str]:
    if name := definition_of(node):
        yield name
    beside = [*([node["items"]] if "items" in node else []), *node.get("patternProperties", {}).values()]
    for inner in (*_options(node), *beside):
        yield from _definitions(inner)


def _written(node: Node) -> Mapping[str, Node]:
    """Return the keys of a mapping that one should write: those that something took the place of are left out."""
    return {key: value for key, value in node.get("properties", {}).items() if "deprecated" not in value}


def _options(node: Node) -> list[Node]:
    """Return the alternatives of a node that one should write."""
    return [option for option in node.get("oneOf", ()) if "deprecated" not in option]


class _Writer:
    """Writes the rows of a mapping in the words of one language."""

    def __init__(
        self, whole: Mapping[str, Any], vocabularies: Vocabularies, texts: Texts, names: Mapping[str, str]
    ) -> None:
        self.vocabularies = vocabularies
        self.texts = texts
        self.names = names
        self.examples = _example_values(whole)

    def rows(self, owner: str, node: Node) -> tuple[Row, ...]:
        """Write the rows of a kind or of a definition."""
        required = node.get("required", ())
        return tuple(self._row(owner, key, value, key in required) for key, value in _written(node).items())

    def _row(self, owner: str, key: str, node: Node, required: bool) -> Row:
        bare, many = _bare(node)
        scheme = bare.get("x-vocabolario", "")
        groups = tuple(_definitions(node))
        # What would be too long on one line is shown where its own keys are.
        example = inline(self.examples.get((owner, key)))
        return Row(
            key=key,
            required=required,
            type=self._type(node, bare, many),
            limits=self._limits(node, bare),
            codes=self._codes(bare, scheme),
            scheme=scheme,
            group=self.names[groups[0]] if groups else "",
            description=node.get("description", ""),
            example=example if len(example) <= _LONGEST_EXAMPLE else "",
        )

    def _type(self, node: Node, bare: Node, many: str) -> str:
        words = self.texts(f"reference.type.{_type_of(bare)}", target=self._targets(bare))
        if many == "one" and {"$ref", "propertyNames"}.isdisjoint(bare) and any(_definitions(node)):
            return self.texts("reference.type.or_group", type=words)
        return self.texts(f"reference.type.{many}", type=words) if many != "one" else words

    def _targets(self, bare: Node) -> str:
        kinds = [kind for kind in bare.get("x-riferimento", "").split("|") if kind not in {"", "luogo"}]
        return self.texts("reference.or").join(self.texts(f"reference.target.{kind}") for kind in kinds)

    def _limits(self, node: Node, bare: Node) -> str:
        values = _bounds(_list_of(node), "minItems", "maxItems")
        numbers = _bounds(bare, "minimum", "maximum")
        counted = bare.get("x-formato", "markdown") in _COUNTED and bare.get("type") == "string"
        characters = _bounds(bare, "minLength", "maxLength") if counted else (None, None)
        parts = [
            self._range("values", *values),
            self._range("numbers", *numbers),
            self._range("characters", *characters),
        ]
        return "; ".join(part for part in parts if part)

    def _range(self, unit: str, least: int | None, most: int | None) -> str:
        if most is None:
            return self.texts(f"reference.least.{unit}", least=least) if least and least > 1 else ""
        return self.texts(f"reference.{'range' if least and least > 1 else 'most'}.{unit}", least=least, most=most)

    def _codes(self, bare: Node, scheme: str) -> tuple[tuple[str, str], ...]:
        own = tuple((code, "") for code in bare.get("enum", ()))
        words = self.vocabularies[scheme]
        return own + tuple((code, words.label(code, self.texts.lang)) for code in words.terms)


def _bare(node: Node) -> tuple[Node, str]:
    """Return what a key holds one of, and whether it is `one`, a `list` of groups or `many` values."""
    options = _options(node)
    is_date = any(option.get("x-formato") == _ANY_DATE for option in options)
    many = next((option for option in options if option.get("type") == "array"), None)
    if many is not None and not is_date:
        return _bare(many["items"])[0], "many"
    if options:
        return options[0], "one"
    return (_bare(node["items"])[0], "list") if node.get("type") == "array" else (node, "one")


def _list_of(node: Node) -> Node:
    """Return the list inside a node, or an empty node."""
    options = [node, *_options(node)]
    return next((option for option in options if option.get("type") == "array"), {})


def _type_of(bare: Node) -> str:
    if "propertyNames" in bare:
        return "by_language"
    if "$ref" in bare or bare.get("type") == "object":
        return "group"
    if "x-vocabolario" in bare or "enum" in bare:
        return "code"
    if "x-riferimento" in bare:
        return "place" if bare["x-riferimento"] == "luogo" else "reference"
    return str(bare.get("x-formato") or bare["type"])


def _bounds(node: Node, least: str, most: str) -> tuple[int | None, int | None]:
    return node.get(least), node.get(most)


def _example_values(whole: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Return the first value that the annotated examples give to each key of each kind and definition."""
    examples: dict[tuple[str, str], Any] = {}

    def collect(data: Any, owner: str, node: Node) -> None:
        for key, value in _written(node).items():
            part = data.get(key)
            if is_empty(part):
                continue
            examples.setdefault((owner, key), part)
            of_languages = any("propertyNames" in option for option in _options(value))
            items = part.values() if of_languages else part if isinstance(part, list) else [part]
            for definition in _definitions(value):
                for item in items:
                    if isinstance(item, Mapping):
                        collect(item, definition, whole["$defs"][definition])

    for kind, data in _example_data():
        if kind in whole["kinds"]:
            collect(data, kind, whole["kinds"][kind])
    return examples


@cache
def _example_data() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return tuple(
        (kind, read_text(text, "esempio", name, kind).data)
        for kind in _EXAMPLES
        for name, text in annotated_examples(kind).items()
    )
