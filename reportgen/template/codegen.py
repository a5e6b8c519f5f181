"""Owns how Jinja's code for a part looks where time is spent: values at tags, and names looked up in mappings.

In: Jinja's syntax tree; out: Python source. A template of an Office part is thousands of `{{ _put(value, tag) }}` between
stretches of XML. Jinja yields each of them, calls through its context and escapes what comes back. Here a stretch is joined
at once, a value that is plain text stands for itself, and everything else goes the way of the writer.
"""

import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

# What makes a text more than plain: XML's own characters, what XML forbids, line breaks and tabs, marks of facts and
# references, and the punctuation that Word takes for Latin.
SPECIAL = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ue000-\ue0ff\ufffe\uffff“”‘’—…·]')
_WRITERS = ("_put", "_attr")
_OWN = (
    *_WRITERS,
    "_id",
    "_cell",
    "_xfrm",
    "_box",
    "_is_object",
    "_is_there",
    "_frame",
    "_grid",
    "_block",
    "_counted",
    "_chart",
)


class PartGenerator(CodeGenerator):
    """Generates the code of a part."""

    _depth = 0

    def write_commons(self) -> None:
        """Bind what every stretch uses once at the head of the function."""
        super().write_commons()
        self.writeline("special = environment.special")
        for name in _OWN:
            self.writeline(f"{name} = resolve({name!r})")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Join a stretch of constants and values at once; each value keeps its line, so that errors find their tag."""
        if frame.require_output_check:
            super().visit_Output(node, frame)
            return
        opening = "yield concat((" if frame.buffer is None else f"{frame.buffer}.extend(("
        self.writeline(opening, node)
        self.indent()
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.newline()
                self.write(repr(child.data))
            else:
                self.newline(child)
                self._value(child, frame)
            self.write(",")
        self.outdent()
        self.writeline("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Look a name up in a plain mapping right away; everything else goes through the sandbox."""
        if not isinstance(node.node, nodes.Name) or node.ctx != "load":
            super().visit_Getattr(node, frame)
            return
        reference = frame.symbols.ref(node.node.name)
        self.write(f"({reference}[{node.attr!r}] if type({reference}) is dict and {node.attr!r} in {reference} else ")
        super().visit_Getattr(node, frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call the writer's own functions right away: they need no sandbox and no context."""
        if not isinstance(node.node, nodes.Name) or node.node.name not in _OWN or node.kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"{node.node.name}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Count the rounds of a loop inside a loop, and of one over anything but data: they can go on without end."""
        inner = self._depth > 0 or not isinstance(node.iter, nodes.Name | nodes.Getattr | nodes.Getitem)
        if inner and not node.recursive:
            counter = nodes.Call(nodes.Name("_counted", "load"), [node.iter], [], None, None)
            node.iter = counter.set_lineno(node.lineno).set_environment(self.environment)
        self._depth += 1
        super().visit_For(node, frame)
        self._depth -= 1

    def _value(self, child: nodes.Expr, frame: Frame) -> None:
        call = _writer_call(child)
        if call is None:
            self.write("escape(")
            self.visit(child, frame)
            self.write(")")
            return
        name, value, number = call
        self.write("(_text if type(_text := ")
        self.visit(value, frame)
        self.write(f") is str and special(_text) is None else {name}(_text, {number}))")


def _writer_call(child: nodes.Expr) -> tuple[str, nodes.Expr, Any] | None:
    """Take apart `_put(value, 7)`: the writer's function, the value, the number of the tag."""
    if not isinstance(child, nodes.Call) or not isinstance(child.node, nodes.Name) or len(child.args) != 2:
        return None
    value, number = child.args
    if child.node.name not in _WRITERS or not isinstance(number, nodes.Const) or child.kwargs:
        return None
    return child.node.name, value, number.value
