"""How templates are compiled: what is known before the first page is worked out once, not ten thousand times.

Half of the time of a page went into looking up texts that never change, and into the detour that Jinja takes
around every call for the sake of sandboxes and of functions that want its context, of which there are none here.
"""

import hashlib
from collections.abc import Mapping, MutableMapping
from keyword import iskeyword
from typing import Any, Final

from jinja2 import Environment, FileSystemBytecodeCache, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from generator.locale import Texts

_WAY: Final = "2"
"""To be changed with the code below: templates compiled another way are compiled again."""
_TEXTS: Final = "t"


class TemplateEnvironment(Environment):
    """Templates that speak through `texts`, which they call `t`."""

    def __init__(self, texts: Texts, **options: Any) -> None:
        super().__init__(**options)
        self.code_generator_class = _Generator
        self.plain = texts.plain
        self.globals[_TEXTS] = texts

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the one dictionary of globals: it is copied for every page, and Jinja's chain copies slowly."""
        return self.globals if d is None else super().make_globals(d)


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates, kept between builds as long as neither they nor the texts inside them change."""

    def __init__(self, folder: str, texts: Texts) -> None:
        super().__init__(folder)
        self._stamp = _WAY + hashlib.sha256(repr(texts.plain).encode()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Return what must be equal for a compiled template to serve again."""
        return super().get_source_checksum(self._stamp + source)


class _Generator(CodeGenerator):
    environment: TemplateEnvironment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 -- Jinja's name
        super().visit_Template(_Constants(self.environment.plain).visit(node), frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 -- Jinja's name
        """Call plainly; what plain Python could not say goes Jinja's way."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class _Constants(NodeTransformer):
    """Puts the text in the place of `t("key")`."""

    def __init__(self, plain: Mapping[str, str]) -> None:
        self._plain = plain

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 -- Jinja's name
        self.generic_visit(node)
        is_plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(node.args) == 1
        if is_plain and isinstance(node.node, nodes.Name) and node.node.name == _TEXTS:
            key = node.args[0]
            if isinstance(key, nodes.Const) and key.value in self._plain:
                return nodes.Const(self._plain[key.value], lineno=node.lineno)
        return node
