"""Plain data copied along the schema, with what stands there changed or left out on the way."""

from collections.abc import Callable
from typing import Any, Final

from generator.records.schema import NOTHING, Node, part_of, resolved

LEFT_OUT: Final = object()
"""What a change gives for a value that does not come along."""

Change = Callable[[Any, Node], Any]
"""(value, its node of the schema) → the value as it shall be, or `LEFT_OUT`."""


def rewritten(value: Any, node: Node, change: Change) -> Any:
    """Return a copy of `value` where everything is as `change` says, from the outside in.

    A mapping that loses what the schema requires of it is left out too.
    """
    node = resolved(node, value)
    value = change(value, node)
    if isinstance(value, list):
        items = (rewritten(item, node.get("items", NOTHING), change) for item in value)
        return [item for item in items if item is not LEFT_OUT]
    if not isinstance(value, dict):
        return value
    made = {key: rewritten(part, part_of(node, key), change) for key, part in value.items()}
    lost = {key for key, part in made.items() if part is LEFT_OUT}
    if not lost.isdisjoint(node.get("required", ())):
        return LEFT_OUT
    return {key: part for key, part in made.items() if key not in lost}
