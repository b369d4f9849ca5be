"""Why records are left as they are; the sentences are `stop.<key>` among the messages."""

from generator.errors import IntreccioError


class Refused(IntreccioError):
    """Nothing was changed, and why; the exit status is 1."""


class CannotEdit(Refused):
    """A text cannot be changed without touching something else."""
