"""How Jinja's code for a part looks where time is spent: values at tags, and names looked up in mappings.

In: Jinja's syntax tree; out: Python source. A template of an Office part is thousands of `{{ _put(value, tag) }}` between
stretches of XML. Jinja yields each of them, calls through its context and escapes what comes back. Here a stretch is joined
at once, a value that is plain text stands for itself, and everything else goes the way of the writer.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from jinja2 import nodes
from jinja2.compiler import Frame, MacroRef

from reportgen.private_use import OURS
from reportgen.template.language.text_code import LimitedGenerator

# What makes a text more than plain: XML's own characters, what XML forbids, line breaks and tabs, marks of facts and
# references, and the punctuation that Word takes for Latin.
SPECIAL = re.compile(f'[\x00-\x1f&<>"\ud800-\udfff{OURS}\ufffe\uffff“”‘’—…·]')
_WRITERS = ("_put", "_attr", "_emit")
_HELPERS = ("special", "captured", "strings", "between", "getter", "is_absent")
_PIECES = ("_literal", "_aside", "_opens")
_SEEING = ("_include", "_chart", "_link")  # they are told which names their place sees
_SAYING = ("_put", "_emit")  # what they write is text to a block that catches it
_OWN = (
    *_WRITERS, *_PIECES, "_said", "_id", "_cell", "_xfrm", "_box", "_is_object", "_is_there",
    "_frame", "_grid", "_label", "_link", "_counted", "_include", "_chart",
)  # fmt: skip


BETWEEN = "\x7f"  # between the values of a row while they are encoded; one that holds it goes the way of the writer

_Cell = tuple[nodes.Expr, nodes.Expr, str]  # a value as it stands, its expression, the number of its tag


@lru_cache(maxsize=256)
def strings(count: int) -> tuple[type, ...]:
    """Return as many times the type of plain text."""
    return (str,) * count


def getter(*keys: str) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Return what takes the values of a mapping under all keys at once."""
    return itemgetter(*keys)


class PartGenerator(LimitedGenerator):
    """Generates the code of a part."""

    _depth = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._getters: dict[tuple[str, ...], str] = {}

    def write_commons(self) -> None:
        """Bind what every stretch uses once at the head of the function."""
        super().write_commons()
        for name in _HELPERS:
            self.writeline(f"{name} = environment.{name}")
        for name in _OWN:
            self.writeline(f"{name} = resolve({name!r})")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Join a stretch of constants and values at once; each value keeps its line, so that errors find their tag."""
        cells = _cells_of(node) if self._depth and frame.buffer is None else []
        if len(cells) > 1:
            self._row(node, cells, frame)
            return
        self.writeline("yield concat((" if frame.buffer is None else f"{frame.buffer}.extend((", node)
        self._pieces(node, lambda child: self._value(child, frame))

    def _pieces(self, node: nodes.Output, write: Callable[[nodes.Expr], None], *, encode: bool = False) -> None:
        """Write the items of a stretch, one a line: constants as they are, values as `write` says."""
        self.indent()
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.newline()
                self.write(repr(child.data.encode() if encode else child.data))
            else:
                self.newline(child)
                write(child)
            self.write(",")
        self.outdent()
        self.writeline("))")

    def _row(self, node: nodes.Output, cells: list[_Cell], frame: Frame) -> None:
        """Join a stretch inside a loop as bytes when all its values are plain text, as the cells of a row mostly are.

        They are looked at and encoded together: that is several times faster than one by one.
        """
        count = len(cells)
        self._fetch(cells, frame)
        self.writeline(
            f"if tuple(map(type, _v)) == strings({count}) and special(_j := between(_v)) is None and"
            f" len(_c := _j.encode().split({BETWEEN.encode()!r})) == {count}:", node
        )  # fmt: skip
        numbers = iter(range(count))
        self.indent()
        self.writeline("yield b''.join((")
        self._pieces(node, lambda _: self.write(f"_c[{next(numbers)}]"), encode=True)
        self.outdent()
        self.writeline("else:")
        again = iter(enumerate(cells))
        self.indent()
        self.writeline("yield concat((")
        self._pieces(node, lambda _: self._checked(*next(again), frame))
        self.outdent()

    def _fetch(self, cells: list[_Cell], frame: Frame) -> None:
        """Write `_v`, the values of a row: at once, where they are names of one mapping that has them all."""
        record, keys = _record_of([value for _, value, _ in cells])
        if record is not None:
            reference = frame.symbols.ref(record)
            self.writeline("_v = None")
            self.writeline(f"if type({reference}) is dict:")
            self.indent()
            self.writeline("try:")
            self.indent()
            self.writeline(f"_v = {self._getters[keys]}({reference})")
            self.outdent()
            self.writeline("except KeyError:")
            self.indent()
            self.writeline("pass")
            self.outdent()
            self.outdent()
            self.writeline("if _v is None:")
            self.indent()
        self.writeline("_v = (")
        self.indent()
        for child, value, _ in cells:
            self.newline(child)
            self.visit(value, frame)
            self.write(",")
        self.outdent()
        self.writeline(")")
        if record is not None:
            self.outdent()

    def _checked(self, number: int, cell: _Cell, frame: Frame) -> None:
        name = f"_v[{number}]"
        call = f"_put({name}{cell[2]}{_if_absent(name, frame)})"
        self.write(f"({name} if type({name}) is str and special({name}) is None else {call})")

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
        if node.node.name in _SEEING:
            rounds = node.node.name != "_include"
            self.write(f"local={_local(frame, rounds=rounds)}")
        self.write(")")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Count the rounds of a loop inside a loop, and of one over anything but data: they can go on without end."""
        inner = self._depth > 0 or not isinstance(node.iter, nodes.Name | nodes.Getattr | nodes.Getitem)
        if inner and not node.recursive:
            counter = nodes.Call(nodes.Name("_counted", "load"), [node.iter], [], None, None)
            node.iter = counter.set_lineno(node.lineno).set_environment(self.environment)
        self._bind_getters(node)
        self._depth += 1
        super().visit_For(node, frame)
        self._depth -= 1

    def _bind_getters(self, node: nodes.For) -> None:
        """Make what takes the values of a row out of its mapping once, before the loop."""
        for output in node.find_all(nodes.Output):
            record, keys = _record_of([value for _, value, _ in _cells_of(output)])
            if record is not None and len(keys) > 1:
                self._getters.setdefault(keys, f"_get{len(self._getters)}")
                self.writeline(f"{self._getters[keys]} = getter(*{keys!r})")

    def visit_AssignBlock(self, node: nodes.AssignBlock, frame: Frame) -> None:
        """Keep what the block has caught: its text, and its XML."""
        self.push_assign_tracking()
        inner = frame.inner()
        inner.require_output_check = False
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.newline(node)
        self.visit(node.target, frame)
        self.write(" = ")
        if node.filter is not None:
            self.visit_Filter(node.filter, inner)
        else:
            self.write(f"captured({inner.buffer})")
        self.pop_assign_tracking(frame)
        self.leave_frame(inner)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Give a filter without a value the text of its block."""
        if node.node is not None:
            super().visit_Filter(node, frame)
            return
        with self._filter_test_common(node, frame, True):
            self.write(f"environment.filtered_text({frame.buffer})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """Return what a macro or a recursive loop has caught."""
        self.writeline(f"return captured({frame.buffer})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make a macro whose result is left as it is."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def _value(self, child: nodes.Expr, frame: Frame) -> None:
        call = _writer_call(child)
        if call is None:
            raw = isinstance(child, nodes.Call) and _name(child) in _PIECES
            self.write("(" if raw else "escape(")
            self.visit(child, frame)
            self.write(")")
            return
        name, value, rest = call
        rest += _if_absent("_text", frame)
        if frame.buffer is not None and name in _SAYING:
            self._write_call(f"_said({name}(_text := ", value, rest, "), _text)", frame)
        elif name == "_emit":
            self._write_call(f"{name}(_text := ", value, rest, ")", frame)
        else:
            self.write("(_text if type(_text := ")
            self.visit(value, frame)
            self.write(f") is str and special(_text) is None else {name}(_text{rest}))")

    def _write_call(self, opening: str, value: nodes.Expr, rest: str, closing: str, frame: Frame) -> None:
        self.write(opening)
        self.visit(value, frame)
        self.write(rest + closing)


def _local(frame: Frame, *, rounds: bool = False) -> str:
    """The names that a place sees besides the data, as the source of a mapping: all, or those of loops and macros alone."""
    stored = sorted(frame.symbols.dump_stores().items())
    names = [(name, at) for name, at in stored if name != "loop" and not (rounds and at.startswith("l_0_"))]
    return "{" + ", ".join(f"{name!r}: {at}" for name, at in names) + "}"


def _if_absent(value: str, frame: Frame) -> str:
    """An argument that says in which rounds of which loops a value is absent; nothing outside of loops."""
    rounds = _local(frame, rounds=True)
    return "" if rounds == "{}" else f", {rounds} if is_absent({value}) else None"


def _cells_of(node: nodes.Output) -> list[_Cell]:
    """The values of a stretch; none if there is anything else."""
    found = []
    for child in node.nodes:
        if not isinstance(child, nodes.TemplateData):
            call = _writer_call(child)
            if call is None or call[0] != "_put":
                return []
            found.append((child, call[1], call[2]))
    return found


def _record_of(values: list[nodes.Expr]) -> tuple[str | None, tuple[str, ...]]:
    """The name of which all values are attributes, and their names."""
    names = {v.node.name if isinstance(v, nodes.Getattr) and isinstance(v.node, nodes.Name) else None for v in values}
    keys = tuple(value.attr for value in values if isinstance(value, nodes.Getattr))
    return (names.pop() if len(names) == 1 else None), keys


def _name(call: nodes.Call) -> str:
    return call.node.name if isinstance(call.node, nodes.Name) else ""


def _writer_call(child: nodes.Expr) -> tuple[str, nodes.Expr, str] | None:
    """Take apart `_put(value, 7)`: the writer's function, the value, and the constants behind it as they are written."""
    if not isinstance(child, nodes.Call) or _name(child) not in _WRITERS or child.kwargs:
        return None
    value, *rest = child.args
    if not rest or not all(isinstance(item, nodes.Const) for item in rest):
        return None
    return _name(child), value, "".join(f", {item.value!r}" for item in rest if isinstance(item, nodes.Const))
