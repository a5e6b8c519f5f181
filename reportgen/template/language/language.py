"""The language of templates as one set: filters, tests, and what a missing value does. In: functions; out: environments.

Filters and tests of one's own are given by name; they are called like those of Jinja. The sandbox stays: a template reaches
the data that it is given, and nothing else.
"""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import jinja2

from reportgen.template.language.environment import PartEnvironment, xml_environment

Missing = Literal["error", "keep", "empty"]
Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, eq=False)
class Language:
    """Filters, tests and globals of one's own; picklable when they are functions of modules."""

    filters: Functions = field(default_factory=dict)
    tests: Functions = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)
    as_docxtpl: bool = False  # whether \a and \f in plain text break paragraph and page, and a mapping prints itself

    def key(self) -> str:
        """Return what a compiled template depends on: the names, not the functions."""
        return ",".join(sorted(self.filters)) + ";" + ",".join(sorted(self.tests))

    def environment(self, missing: Missing = "error") -> PartEnvironment:
        """Return the environment for parts."""
        return _environment(self, missing != "error")


@lru_cache(maxsize=64)
def _environment(language: Language, lenient: bool) -> PartEnvironment:
    environment = xml_environment(jinja2.ChainableUndefined if lenient else jinja2.StrictUndefined)
    environment.filters.update(_own(language.filters, jinja2.filters.FILTERS, environment.filters))
    environment.tests.update(language.tests)
    environment.globals.update(_own(language.names, jinja2.defaults.DEFAULT_NAMESPACE, environment.globals))
    return environment


def _own(given: Mapping[str, Any], usual: Mapping[str, Any], limited: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, without what Jinja gives to every environment and we have within limits."""
    return {name: item for name, item in given.items() if item is not usual.get(name) or name not in limited}


@lru_cache(maxsize=2048)
def ready(code: bytes, language: Language, missing: Missing) -> jinja2.Template:
    """Return a compiled source, ready to render."""
    environment = language.environment(missing)
    return jinja2.Template.from_code(environment, marshal.loads(code), environment.make_globals(None))


LANGUAGE = Language()
