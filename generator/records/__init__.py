"""What a record is.

The models here declare the shape of every record once. Their names are English, their aliases are the
Italian keys of the YAML files; the descriptions are what volunteers read on the reference page.
From them comes `schema.json` (`generator.records.schema`), the only thing that checks walk, in Python and
in the browser. Pydantic itself only builds typed objects out of data that already passed.
"""

from generator.records.activity import Activity, Occurrence, Schedule
from generator.records.common import Contact, Place, Relation, Source, UnlistedOrganization, Verification
from generator.records.dates import PartialDate
from generator.records.network import Body, Membership, Network, Role
from generator.records.organization import Affiliation, Organization
from generator.records.practice import Practice
from generator.records.story import Story
from generator.records.vocabulary import Scheme, Term

__all__ = [
    "Activity",
    "Affiliation",
    "Body",
    "Contact",
    "Membership",
    "Network",
    "Occurrence",
    "Organization",
    "PartialDate",
    "Place",
    "Practice",
    "Relation",
    "Role",
    "Schedule",
    "Scheme",
    "Source",
    "Story",
    "Term",
    "UnlistedOrganization",
    "Verification",
]
