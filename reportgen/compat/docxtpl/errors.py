"""Errors that are ours and jinja2's at once: a script that catches jinja2.TemplateSyntaxError goes on catching it."""

from collections.abc import Sequence

import jinja2
from jinja2.exceptions import SecurityError

from reportgen.errors import Problem, TemplateError


class DocxTemplateError(TemplateError, jinja2.TemplateError):
    """What is wrong with a template or its data; `docx_context` are the lines that a script of docxtpl prints."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.docx_context: list[str] = [str(problem) for problem in self.problems]
        Exception.__init__(self, self.message)

    @property
    def message(self) -> str:
        """All that is wrong, a line each."""
        return "\n".join(self.docx_context)


class DocxSyntaxError(DocxTemplateError, jinja2.TemplateSyntaxError):
    """A tag that cannot be read, or a block that does not close where it can."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        DocxTemplateError.__init__(self, problems)
        self.lineno, self.name, self.filename, self.source = 1, problems[0].file, None, None
        self.translated = True

    def __str__(self) -> str:
        return self.message


class DocxUndefinedError(DocxTemplateError, jinja2.UndefinedError):
    """A value that the data does not have."""


class DocxRuntimeError(DocxTemplateError, jinja2.TemplateRuntimeError):
    """Something that went wrong while the template was filled."""


class DocxSecurityError(DocxTemplateError, SecurityError):
    """A tag that reaches for what templates may not touch."""


_SYNTAX = ("syntax", "block", "unclosed", "filter", "place")
_KINDS: dict[str, type[DocxTemplateError]] = {
    **dict.fromkeys(_SYNTAX, DocxSyntaxError),
    "missing": DocxUndefinedError,
    "run": DocxRuntimeError,
    "unsafe": DocxSecurityError,
}


def as_jinja(error: TemplateError) -> DocxTemplateError:
    """Return the error as one of jinja2's, by the first thing that is wrong."""
    problem = error.problems[0]
    kind = _KINDS.get(problem.code, DocxTemplateError)
    if problem.code == "run" and "undefined" in problem.what:
        kind = DocxUndefinedError
    return kind(error.problems)
