"""Why a site is not published; the sentences are `stop.<key>` among the messages."""

from generator.errors import CannotPublish


class Refusal(CannotPublish):
    """Nothing was published, and what was there is untouched."""
