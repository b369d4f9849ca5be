"""The shapes of the API's own answers: what stands around the records. Their docstrings become its description."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.records.common import Contact


class Answer(BaseModel):
    """Base of every answer: what is unknown is left out."""

    model_config = ConfigDict(frozen=True)


class Licence(Answer):
    """The licence of the data."""

    name: str = Field(description="Its name: CC BY 4.0.")
    url: str | None = Field(default=None, description="Where its text is.")


class ListLink(Answer):
    """A list of records of one kind."""

    type: str = Field(description="network, organization, activity, practice or story.")
    count: int = Field(description="How many records it holds.")
    file: str = Field(description="Its file, relative to this one.")


class Index(Answer):
    """Where a program begins: what there is, of which day, under which licence."""

    api: Literal["1"] = Field(description="The version of the API: within it nothing goes or changes its meaning.")
    program: str = Field(description="The program that wrote it, and its version.")
    name: str = Field(description="The name of the catalogue.")
    url: str | None = Field(default=None, description="The address of its site.")
    date: str = Field(
        description="The day on which the catalogue was as told here.", json_schema_extra={"format": "date"}
    )
    language: str = Field(description="The language of the texts.")
    licence: Licence | None = Field(
        default=None, description="Under which licence; it asks to say where data comes from."
    )
    openapi: str = Field(description="The description of all files, relative to this one.")
    lists: list[ListLink] = Field(description="The records, a list a kind.")
    themes: str = Field(description="The list of themes, relative to this file.")
    places: str = Field(description="The list of places, relative to this file.")
    vocabularies: str = Field(description="What the codes mean, relative to this file.")


class Summary(Answer):
    """A record in a list."""

    id: str = Field(description="Its id.")
    name: str = Field(description="Its name or title.")
    url: str = Field(description="Its page.")
    file: str = Field(description="Its own file, relative to the index.")
    themes: list[str] | None = Field(default=None, description="Codes of its themes.")
    territories: list[str] | None = Field(default=None, description="Codes of its places.")
    status: str | None = Field(default=None, description="Whether it goes on, as in its own file.")


class RecordsPart(Answer):
    """A file that holds whole records, one a line (`application/jsonl`), in the order of their ids."""

    file: str = Field(description="The file, relative to the index.")
    first: str = Field(description="The id of its first record.")
    last: str = Field(description="The id of its last record.")
    count: int = Field(description="How many records it holds.")


class RecordList(Answer):
    """All records of one kind: in a small catalogue `items`, each with a file of its own; in a large one `parts`."""

    type: str = Field(description="network, organization, activity, practice or story.")
    count: int = Field(description="How many records there are.")
    items: list[Summary] | None = Field(default=None, description="The records.")
    parts: list[RecordsPart] | None = Field(default=None, description="The files that hold the records.")


class Label(Answer):
    """The words for a code."""

    it: str = Field(description="In Italian.")
    en: str | None = Field(default=None, description="In English.")


class TermLink(Answer):
    """A theme or a place under which records stand."""

    code: str = Field(description="Its code.")
    label: Label = Field(description="What people read.")
    count: int = Field(description="How many records stand under it; for a place those of the places within too.")
    file: str = Field(description="Its own file, relative to the index.")


class TermList(Answer):
    """The themes or the places under which records stand."""

    scheme: str = Field(description="The vocabulary: temi or territori.")
    items: list[TermLink] = Field(description="The terms.")


class TermRecords(Answer):
    """The records that stand under a theme or a place, by id."""

    code: str = Field(description="The code of the term.")
    label: Label = Field(description="What people read.")
    networks: list[str] | None = Field(default=None, description="Networks.")
    organizations: list[str] | None = Field(default=None, description="Organisations.")
    activities: list[str] | None = Field(default=None, description="Activities.")
    practices: list[str] | None = Field(default=None, description="Good practices.")


class Term(Answer):
    """One term of a vocabulary."""

    code: str = Field(description="Its code, which never changes.")
    label: Label = Field(description="What people read.")
    formal_name: Label | None = Field(default=None, description="What acts call it, where people say it otherwise.")
    broader: list[str] | None = Field(default=None, description="Codes of the wider terms directly above it.")


class Vocabularies(Answer):
    """What the codes of records mean, by vocabulary."""

    schemes: dict[str, list[Term]] = Field(description="Terms by vocabulary: temi, territori, tipi_attivita…")


class Tie(Answer):
    """A membership: one body in one network, whichever of the two tells it."""

    network: str = Field(description="The id of the network.")
    body: str | None = Field(default=None, description="The id of the member; none for one without a record.")
    name: str = Field(description="The name of the member.")
    kinds: list[str] | None = Field(default=None, description="What it is to the network: capofila, promotore…")
    office: str | None = Field(default=None, description="Its office that takes part.")
    since: dict[str, str] | None = Field(default=None, description="Since when.", json_schema_extra={"x-date": True})
    until: dict[str, str] | None = Field(default=None, description="Until when.", json_schema_extra={"x-date": True})
    brings: list[str] | None = Field(default=None, description="Codes of what it brings.")
    note: str | None = Field(default=None, description="A remark.")
    pending: bool | None = Field(default=None, description="True where only one side tells it, though one confirmed.")


class InheritedContact(Answer):
    """What an activity without a contact of its own is reached by: that of the record which answers for it."""

    relation: Literal["operator", "home", "network", "lead"] = Field(
        description="What that record is to the activity: who runs it, the record it stands in, a network that it or "
        "its home is in, a body that leads such a network."
    )
    record: str = Field(description="The id of that record.")
    name: str = Field(description="Its name, to be said beside the contact: it is not the activity's own.")
    contacts: list[Contact] | None = Field(default=None, description="Its contacts.")
    website: str | None = Field(default=None, description="Its site.")
