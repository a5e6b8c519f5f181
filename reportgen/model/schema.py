"""The JSON Schema of pack files, by which editors complete them. Each file of a pack holds some of the pack's keys."""

from typing import Any

from reportgen.model.data_table import DataSource
from reportgen.model.pack import Pack

_LISTED = ("facts", "figures", "tables")  # written as lists with an id in each entry


def json_schema() -> dict[str, Any]:
    """Return a schema that any file of a pack satisfies."""
    schema = Pack.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "reportgen pack file"
    schema.pop("required", None)
    schema["properties"].pop("written")  # what reading adds
    for key in _LISTED:
        entry = schema["properties"][key]
        inner = entry.pop("additionalProperties")
        entry.pop("default", None)
        entry.update({"type": "array", "items": inner})
    sources = DataSource.model_json_schema()
    for name, inner in sources.pop("$defs", {}).items():
        schema["$defs"][name] = inner
    schema["$defs"]["DataSource"] = sources
    schema["properties"]["data"] = {"type": "array", "items": {"$ref": "#/$defs/DataSource"}}
    schema["properties"]["derived"] = {"type": "array", "items": {"$ref": "#/$defs/Fact"}}
    return schema
