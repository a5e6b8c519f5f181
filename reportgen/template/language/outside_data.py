"""What a template may not touch: attributes of its data that lead out of it, to files, pickles and other documents.

The sandbox of Jinja keeps templates from Python's own objects. The values that a pack or a caller gives have methods of their own
besides: a model of pydantic loads pickles, a path reads and deletes, a document saves itself.
"""

import sys
from io import IOBase
from pathlib import Path, PurePath
from types import MethodType
from typing import Any

_OWN = ("reportgen.template.values.", "reportgen.template.template", "reportgen.build.filling", "reportgen.compat.")
_OF_COMPAT = ("tpl", "subdocx", "image_descriptor")  # the document that a value of docxtpl belongs to, and its file


def leads_outside(owner: Any, name: str, value: Any) -> bool:
    """Tell whether an attribute of a value leads out of the data of a template."""
    if isinstance(owner, Path):
        return not hasattr(PurePath, name)
    if isinstance(owner, IOBase) or _is_of_pydantic(owner, name):
        return True
    kind = owner if isinstance(owner, type) else type(owner)
    if kind.__module__.startswith("reportgen.compat.") and name in _OF_COMPAT:
        return True
    if not isinstance(value, MethodType):
        return False
    of_class = isinstance(value.__self__, type) and kind.__module__.startswith("reportgen.")
    return of_class or kind.__module__.startswith(_OWN)


def _is_of_pydantic(owner: Any, name: str) -> bool:
    """Whether an attribute is one that every model has, and no field of this one."""
    pydantic = sys.modules.get("pydantic")
    if pydantic is None:  # then there are no models
        return False
    kind: Any = owner if isinstance(owner, type) else type(owner)
    model = pydantic.BaseModel
    return issubclass(kind, model) and hasattr(model, name) and name not in kind.model_fields
