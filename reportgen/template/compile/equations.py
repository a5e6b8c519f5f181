"""Tags in equations, in Word and on slides: their letters stand in elements of their own, which know no runs of text."""

from lxml import etree

from reportgen.template.compile.compiler import Compiler
from reportgen.template.tags.lexer import join_tags, narrowed

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def fill_equations(compiler: Compiler, root: etree._Element) -> None:
    """Compile the tags of all equations of a part; what Office has cut into several letters is one tag again."""
    for equation in root.iter(f"{_MATH}oMath"):
        texts = list(equation.iter(f"{_MATH}t"))
        whole = "".join(text.text or "" for text in texts)
        if "{" not in whole and "｛" not in whole:
            continue
        straight, position = narrowed(whole), 0
        pieces = []
        for text in texts:
            end = position + len(text.text or "")
            pieces.append(straight[position:end])
            position = end
        for text, joined in zip(texts, join_tags(pieces), strict=True):
            text.text = joined
            compiler.plain_text(text)
