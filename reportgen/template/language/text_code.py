"""Jinja's code for a text: what it joins is measured, and the rounds of its loops are counted."""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class LimitedGenerator(CodeGenerator):
    """Generates code whose `a ~ b` is counted, and to which a gap of data (NaN) is as false as None."""

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        """Ask whether values hold anything."""
        node.test = self._held(node.test)
        for other in node.elif_:
            other.test = self._held(other.test)
        super().visit_If(node, frame)

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:
        """Ask whether values hold anything, as in a block."""
        node.test = self._held(node.test)
        super().visit_CondExpr(node, frame)

    def _held(self, test: Any) -> Any:
        if isinstance(test, nodes.Not):
            test.node = self._held(test.node)
        elif isinstance(test, nodes.And | nodes.Or):
            test.left, test.right = self._held(test.left), self._held(test.right)
        elif isinstance(test, nodes.Name | nodes.Getattr | nodes.Getitem):
            call = nodes.Call(nodes.EnvironmentAttribute("holds"), [test], [], None, None)
            call.set_lineno(test.lineno).set_environment(self.environment)
            return call
        return test

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Join through the environment, which measures the pieces first."""
        join = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        if frame.eval_ctx.volatile:
            join = "(markup_join if context.eval_ctx.volatile else str_join)"
        self.write(f"environment.concatenated({join}, (")
        for child in node.nodes:
            self.visit(child, frame)
            self.write(", ")
        self.write("))")


class TextGenerator(LimitedGenerator):
    """Generates the code of a text; the rounds of its loops are counted."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Count the rounds of a loop."""
        counter = nodes.Call(nodes.EnvironmentAttribute("counted"), [node.iter], [], None, None)
        node.iter = counter.set_lineno(node.lineno).set_environment(self.environment)
        super().visit_For(node, frame)
