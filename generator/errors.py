"""What can stop the program.

    IntreccioError
    ├── CannotRun          the command cannot start: no catalogue, wrong option, missing tool
    ├── CannotPublish      the site was made but may not replace what is published
    └── EngineError        the theme engine or the search indexer failed

Problems *in the records* are never exceptions: they are diagnostics, collected and shown all together.
An exception carries the key of a sentence (`stop.*` in the messages) and what fills it; the command line says it.
"""

import re
import shutil
from errno import EDQUOT, EFBIG, EIO, ENOMEM, ENOSPC, EROFS, errorcode
from typing import Final

from generator.locale import LANGUAGES, Texts, load, readable

_OF_DISKS: Final = frozenset({ENOSPC, EDQUOT, EFBIG, EIO, EROFS})
_ERRNO: Final = re.compile(r"\[Errno ([0-9]+)\]")


class IntreccioError(Exception):
    """Something a person has to know before the program can go on.

    Args:
        key: Key of the sentence, without `stop.`; a text that is no key is said as it is.
        values: What fills the blanks of the sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def say(self, texts: Texts) -> str:
        """Return the sentence in the language of `texts`."""
        key = f"stop.{self.key}"
        values = {name: _plain(value, texts) for name, value in self.values.items()}
        return readable(texts(key, **values)) if key in texts else self.key

    def __str__(self) -> str:
        return self.say(load("messages", LANGUAGES[0]))


def _plain(value: object, texts: Texts) -> object:
    """Say what the system says, which speaks English only; what is rare is left in its words."""
    if not isinstance(value, OSError):
        return value
    key = f"system.{errorcode.get(value.errno or 0)}"
    return texts(key) if key in texts else value.strerror or str(value)


def about_system(error: OSError) -> IntreccioError | None:
    """Return what to say of a failure of the system; None where it names no file, which is a bug of ours.

    A file that is open already is not named either when its disk is full: that is none.
    """
    if error.errno == ENOMEM:
        return CannotRun("memory")
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        # Of a folder that was copied: (from, to, what the system said) for each file that was not.
        _, file, said = error.args[0][0]
        number = _ERRNO.search(str(said))
        return CannotRun("system", file=file, reason=OSError(int(number[1]), str(said)) if number else said)
    if error.filename:
        return CannotRun("system", file=error.filename, reason=error)
    return CannotRun("disk", reason=error) if error.errno in _OF_DISKS else None


class CannotRun(IntreccioError):
    """The command cannot start at all; the exit status is 2."""


class CannotPublish(IntreccioError):
    """The new site may not take the place of what is there."""


class EngineError(IntreccioError):
    """A program that we run (theme engine, search indexer) failed; holds its last lines."""
