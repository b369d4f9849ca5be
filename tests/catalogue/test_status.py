"""The state of an activity, worked out from its dates."""

from datetime import date

import pytest

from generator.catalogue import Status
from generator.catalogue.status import status_of
from generator.records.activity import Activity
from generator.records.common import Source

TODAY = date(2026, 11, 22)
READ = (Source.model_validate({"titolo": "Pagina", "letta_il": "2026-11-01"}),)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({"orari": [{"giorni": ["lun"], "dalle": "15:00"}]}, Status.ACTIVE),
        ({"testo": "7 maggio, dalle 11", "orari": [{"dalle": "11:00"}]}, Status.UNCONFIRMED),
        ({"testo": "7 maggio"}, Status.UNCONFIRMED),
        ({"ogni_anno": "05-07"}, Status.ACTIVE),
        ({"mesi": [7, 8]}, Status.ACTIVE),
        ({"al": "2026-01-31"}, Status.ENDED),
        ({"dal": "2027-01-01"}, Status.PLANNED),
    ],
    ids=["each Monday", "an hour without a day", "only words", "each year", "some months", "over", "to come"],
)
def test_what_comes_back_is_going_on(schedule: dict[str, object], expected: Status) -> None:
    """An hour alone comes back on no day: a party of years ago must not look like next week's."""
    activity = Activity.model_validate({"nome": "Festa", "tipo": ["festa"], "quando": schedule})
    assert status_of(activity, READ, None, TODAY) is expected
