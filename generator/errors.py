"""What can stop the program.

    IntreccioError
    ├── CannotRun          the command cannot start: no catalogue, wrong option, missing tool
    ├── CannotPublish      the site was made but may not replace what is published
    └── EngineError        the theme engine or the search indexer failed

Problems *in the records* are never exceptions: they are diagnostics, collected and shown all together.
The text of an exception is a whole sentence that the command line prints as it is.
"""


class IntreccioError(Exception):
    """Something a person has to know before the program can go on."""


class CannotRun(IntreccioError):
    """The command cannot start at all; the exit status is 2."""


class CannotPublish(IntreccioError):
    """The new site may not take the place of what is there."""


class EngineError(IntreccioError):
    """A program that we run (theme engine, search indexer) failed; holds its last lines."""
