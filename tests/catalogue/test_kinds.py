"""The table of kinds agrees with what it describes."""

from dataclasses import fields

import pytest

from generator.catalogue import Catalogue
from generator.catalogue.kinds import HOMES, KINDS, RECORDS, TERMS, RecordKind, TermKind
from generator.catalogue.vocabularies import build_vocabularies
from generator.reading.folder import FOLDERS
from generator.records.schema import schema


def test_no_two_kinds_share_a_code_or_a_section() -> None:
    """A code names one kind, and the first step of an address leads to one kind of page."""
    assert len(KINDS) == len(RECORDS) + len(TERMS)
    assert len({kind.section for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", RECORDS.values(), ids=lambda kind: kind.code)
def test_a_kind_of_record_is_somewhere(kind: RecordKind) -> None:
    """It has a folder and a schema of its own, or a list in the files of others; and a group in a catalogue."""
    kinds = schema()["kinds"]
    holders = [kinds[code] for code in sorted(HOMES)] if kind.is_inner else [kinds[kind.code]]

    assert (kind.code in FOLDERS) is not kind.is_inner
    assert all(kind.list_key in holder["properties"] for holder in holders if kind.is_inner)
    assert all(kind.name_key in holder["properties"] for holder in holders if not kind.is_inner)
    assert kind.group in {field.name for field in fields(Catalogue)}


@pytest.mark.parametrize("kind", TERMS.values(), ids=lambda kind: kind.code)
def test_a_kind_of_term_has_a_vocabulary(kind: TermKind) -> None:
    """Its scheme travels with the program, but for places, which each catalogue names for itself."""
    assert kind.scheme in build_vocabularies(()) or kind.scheme == "territori"
