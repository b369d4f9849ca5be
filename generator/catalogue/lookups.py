"""What is looked up while something is made: so that it need not be made again while all of that is the same.

Whoever makes something does it within `noting()`. What it reads of the catalogue is noted by what it reads, not by who
wrote the page: the content of an entry (`note_content`), one key of an index or a whole list (`worked_out`,
`note_fields`), the answer to a question (`question`). What is remembered between pages (`remembered`) notes again what
its making noted. `Answers` tells later whether a lookup would find the same. Vocabularies, geography, settings and
texts are not noted: who keeps what was made asks about those as a whole (`site/reuse.py`).

A value of a type that is unknown here is never the same twice: the price of a gap is time, not an old page.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import chain
from threading import local
from typing import Any, Final, Generic, Self, TypeVar, overload

from pydantic import BaseModel

ValueT = TypeVar("ValueT")
OwnerT = TypeVar("OwnerT")
CallT = TypeVar("CallT", bound=Callable[..., Any])


class Noted:
    """What has a content that can be looked up: it has an `id`, which is its own among those of its `lookup_kind`."""

    __slots__ = ()

    id: str

    @property
    def lookup_kind(self) -> str:
        """What kind of record it is."""
        raise NotImplementedError

    @property
    def home_source(self) -> str:
        """The digest of the text that its record was read from; empty where it is not known."""
        raise NotImplementedError


Lookup = tuple[str, ...]
"""What was looked up, in words that outlive the process: where, then steps into it."""

Pieces = Callable[[str, Callable[[], bytes]], bytes]
"""Gives the piece of a file that has a name: made by the function, or that of the last build where it is the same."""

_CONTENT: Final = "content"
_AT: Final = "="
"""Before a key whose value was read."""
_IS_IN: Final = "?"
"""Before a key of which only was asked whether it is there."""
_KEYS: Final = "#"
"""The keys of a mapping, in their order."""
_DIGEST_BYTES: Final = 16


class _Here(local):
    """What is being noted in this thread: entries whose content was read, and lookups."""

    noted: set[Any] | None = None


_here: Final = _Here()


@contextmanager
def noting() -> Iterator[set[Any]]:
    """Gather what is looked up inside, for `lookups_of`; who notes outside of it notes the same."""
    outer, own = _here.noted, set[Any]()
    _here.noted = own
    try:
        yield own
    finally:
        _here.noted = outer
        if outer is not None:
            outer |= own


@contextmanager
def unnoted() -> Iterator[None]:
    """Look things up without noting them: for what is worked out on the way to a value that is noted itself."""
    outer, _here.noted = _here.noted, None
    try:
        yield
    finally:
        _here.noted = outer


def lookups_of(noted: Iterable[Any]) -> list[Lookup]:
    """Return what was noted in words, each once, in order."""
    return sorted({item if isinstance(item, tuple) else _name_of(item) for item in noted})


class _Content:
    """A field of an entry: reading it is reading the entry."""

    def __init__(self, slot: Any) -> None:
        self._read, self._write = slot.__get__, slot.__set__

    def __get__(self, entry: Any, owner: type | None = None) -> Any:
        if entry is None:
            return self
        if _here.noted is not None:
            _here.noted.add(entry)
        return self._read(entry)

    def __set__(self, entry: Any, value: Any) -> None:
        self._write(entry, value)


def note_content(*kinds: type) -> None:
    """Note whose content is read; which record it is (`id`, `kind`) may be asked freely."""
    for kind in kinds:
        for field in fields(kind):
            if field.name not in {"id", "kind"}:
                setattr(kind, field.name, _Content(vars(kind)[field.name]))


class _Field:
    """A field of a class without slots: what is read of its value is noted."""

    def __init__(self, owner: type, name: str) -> None:
        self._name, self._where = name, (f"{owner.__name__}.{name}",)

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return _seen(self._where, instance.__dict__[self._name])

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self._name] = value


def note_fields(owner: type, *names: str) -> None:
    """Note what is read of these fields."""
    for name in names:
        setattr(owner, name, _Field(owner, name))


class _Once(Generic[OwnerT, ValueT]):
    """A property worked out once, at its first reading, like `cached_property`; its making is not noted."""

    def __init__(self, function: Callable[[OwnerT], ValueT]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name, self._where = name, (f"{owner.__name__}.{name}",)

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: OwnerT, owner: type | None = None) -> ValueT: ...
    def __get__(self, instance: OwnerT | None, owner: type | None = None) -> Any:
        """Return the value."""
        if instance is None:
            return self
        known = vars(instance)
        if self._name not in known:
            with unnoted():
                known[self._name] = self._function(instance)
        return self._shown(known[self._name])

    def __set__(self, instance: OwnerT, value: ValueT) -> None:
        vars(instance)[self._name] = value

    def _shown(self, value: ValueT) -> Any:
        raise NotImplementedError


class worked_out(_Once[OwnerT, ValueT]):  # noqa: N801 -- used as `cached_property` is
    """A property worked out once; what is read of its value is noted."""

    def _shown(self, value: ValueT) -> Any:
        return _seen(self._where, value)


class apart(_Once[OwnerT, ValueT]):  # noqa: N801 -- used as `cached_property` is
    """A property worked out once, whose value notes by itself what is read of it, or need not."""

    def _shown(self, value: ValueT) -> Any:
        return value


def question(method: CallT) -> CallT:
    """Note what was asked and what came out, not what it took: an answer is asked for again, so it must be cheap.

    For methods whose arguments are texts, whole numbers and entries.
    """
    where = f"{method.__qualname__}()"

    def asked(owner: Any, *arguments: Any, **named: Any) -> Any:
        if _here.noted is None or named:  # what is asked by name is noted as any other reading is
            return method(owner, *arguments, **named)
        _here.noted.add((where, *map(_written, arguments)))
        with unnoted():
            return method(owner, *arguments)

    asked.__doc__, asked.__name__, asked.__qualname__ = method.__doc__, method.__name__, method.__qualname__
    return asked  # type: ignore[return-value]


def remembered(function: Callable[[Any], ValueT]) -> Callable[[Any], ValueT]:
    """Remember a function's values, like `functools.cache`, with what making each of them looked up."""
    known: dict[Any, tuple[ValueT, set[Any]]] = {}

    def recalled(key: Any) -> ValueT:
        found = known.get(key)
        if found is None:
            with noting() as noted:
                value = function(key)
            known[key] = value, noted
            return value
        if _here.noted is not None:
            _here.noted |= found[1]
        return found[0]

    return recalled


def made_anew(_name: str, make: Callable[[], bytes]) -> bytes:
    """Make every piece, where none is remembered."""
    return make()


def _seen(where: Lookup, value: Any) -> Any:
    if _here.noted is None:
        return value
    if isinstance(value, Mapping):
        return _Index(value, where)
    _here.noted.add(where)
    return value


class _Index(Mapping[Any, Any]):
    """A mapping whose readings are noted key by key."""

    __slots__ = ("_of", "_where")

    def __init__(self, of: Mapping[Any, Any], where: Lookup) -> None:
        self._of, self._where = of, where

    def __getitem__(self, key: Any) -> Any:
        value = self._of.get(key)
        if isinstance(value, Mapping) and isinstance(key, str):
            self._noted(_IS_IN, key)
            return _Index(value, (*self._where, f"{_AT}{key}"))
        self._noted(_AT, key)
        return self._of[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value at a key."""
        return self[key] if key in self._of else self._absent(key, default)

    def _absent(self, key: Any, default: Any) -> Any:
        self._noted(_IS_IN, key)
        return default

    def __contains__(self, key: object) -> bool:
        self._noted(_IS_IN, key)
        return key in self._of

    def __iter__(self) -> Iterator[Any]:
        self._note((*self._where, _KEYS))
        return iter(self._of)

    def __len__(self) -> int:
        self._note((*self._where, _KEYS))
        return len(self._of)

    def keys(self) -> KeysView[Any]:
        """Return the keys."""
        self._note((*self._where, _KEYS))
        return self._of.keys()

    def items(self) -> Any:
        """Return the pairs of key and value: all of it is read."""
        self._note(self._where)
        return self._of.items()

    def values(self) -> Any:
        """Return the values: all of it is read."""
        self._note(self._where)
        return self._of.values()

    def _noted(self, mark: str, key: Any) -> Lookup:
        # What has no name that outlives the process is as good as all.
        where = (*self._where, f"{mark}{key}") if isinstance(key, str) else self._where
        self._note(where)
        return where

    @staticmethod
    def _note(where: Lookup) -> None:
        if _here.noted is not None:
            _here.noted.add(where)


class Answers:
    """What lookups find now: `owners` are the objects they begin at, by class name, `entries` whose content is read.

    Entries go by kind and id, as in `name_of`.
    """

    def __init__(self, owners: Mapping[str, Any], entries: Mapping[tuple[str, str], Any]) -> None:
        self._owners, self._entries = owners, entries

    def digest(self, lookup: Lookup) -> str:
        """Return what stands for the answer: the same for the same, another each time where nobody can answer."""
        try:
            return digest_of(self._content(lookup) if lookup[0] == _CONTENT else self._answer(lookup))
        except (LookupError, AttributeError, ValueError, TypeError):
            return secrets.token_hex(_DIGEST_BYTES)

    def _content(self, lookup: Lookup) -> Any:
        _, kind, entry_id = lookup
        entry = self._entries[kind, entry_id]
        if not entry.home_source:
            raise LookupError(lookup)
        # The record is what stands in its file, of which the source is the digest.
        own = (getattr(entry, field.name) for field in fields(entry) if field.name != "record")
        return (entry.home_source, *own)

    def _answer(self, lookup: Lookup) -> Any:
        owner, _, name = lookup[0].partition(".")
        if name.endswith("()"):
            return getattr(self._owners[owner], name.removesuffix("()"))(*map(self._read, lookup[1:]))
        value = getattr(self._owners[owner], name)
        for step in lookup[1:]:
            if step == _KEYS:
                return list(value)
            if step.startswith(_IS_IN):
                return step[1:] in value
            value = value[step[1:]]
        return value

    def _read(self, written: str) -> Any:
        mark, _, rest = written.partition(":")
        if mark == "int":
            return int(rest)
        if mark == "entry":
            kind, _, entry_id = rest.partition(":")
            return self._entries[kind, entry_id]
        return rest


def _written(argument: Any) -> str:
    if isinstance(argument, str):
        return f"text:{argument}"
    if isinstance(argument, int):
        return f"int:{argument}"
    return "entry:{1}:{2}".format(*_name_of(argument))


def _name_of(entry: Any) -> Lookup:
    return (_CONTENT, entry.lookup_kind, entry.id)


def digest_of(value: Any) -> str:
    """Return what stands for a value, the same in every process; entries stand for themselves, not their content."""
    digest = blake2b(digest_size=_DIGEST_BYTES)
    _feed(value, digest.update)
    return digest.hexdigest()


def _feed(value: Any, update: Callable[[bytes], None]) -> None:
    """Feed a value so that no two different ones feed the same: every part has a mark and an end."""
    if value is None or isinstance(value, str | int | float | date):
        update(f"{type(value).__name__}{value!r}\0".encode("utf-8", "surrogatepass"))
    elif isinstance(value, Noted):
        update(f"entry {value.lookup_kind} {value.id}\0".encode())
    elif isinstance(value, AbstractSet):
        update(b"<" + "".join(sorted(map(digest_of, value))).encode() + b">")
    elif isinstance(value, bytes):
        update(b"b" + len(value).to_bytes(8, "big") + value)
    elif (parts := _parts_of(value)) is not None:
        update(f"{type(value).__name__}(".encode())
        for part in parts:
            _feed(part, update)
        update(b")")
    else:
        update(secrets.token_bytes(_DIGEST_BYTES))


def _parts_of(value: Any) -> Iterable[Any] | None:
    if isinstance(value, tuple | list):
        return value
    if isinstance(value, Mapping):
        return chain.from_iterable(value.items())
    if isinstance(value, BaseModel) or (is_dataclass(value) and not isinstance(value, type)):
        return (getattr(value, name) for name in _fields_of(type(value)))
    return None


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else tuple(field.name for field in fields(kind))
