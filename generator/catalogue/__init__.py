"""The catalogue: all records, references resolved, back-references indexed, immutable."""

from generator.catalogue.build import build_catalogue
from generator.catalogue.entries import (
    ActivityEntry,
    AnyEntry,
    Entry,
    NetworkEntry,
    OrganizationEntry,
    PracticeEntry,
    Status,
    StoryEntry,
    Tie,
)
from generator.catalogue.geography import Geography
from generator.catalogue.model import Catalogue
from generator.catalogue.vocabularies import Vocabularies, Vocabulary, build_vocabularies

__all__ = [
    "ActivityEntry",
    "AnyEntry",
    "Catalogue",
    "Entry",
    "Geography",
    "NetworkEntry",
    "OrganizationEntry",
    "PracticeEntry",
    "Status",
    "StoryEntry",
    "Tie",
    "Vocabularies",
    "Vocabulary",
    "build_catalogue",
    "build_vocabularies",
]
