"""Jinja's code for a text: what it joins is measured, and the rounds of its loops are counted."""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class LimitedGenerator(CodeGenerator):
    """Generates code whose `a ~ b` is counted."""

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
