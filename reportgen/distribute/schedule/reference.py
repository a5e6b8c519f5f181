"""The tables of keys in docs/schedule.md and docs/schedule.zh-CN.md, made from the model, so that they cannot say anything else."""

from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from reportgen.distribute.schedule.plan_model import JobEntry, PlanFile

_Language = Literal["en", "zh"]
_HEADS = {"en": "| key | meaning | default | example |", "zh": "| 键 | 含义 | 默认值 | 示例 |"}
_REQUIRED = {"en": "required", "zh": "必填"}
_YES_OR_NO = {"en": "`true` or `false`", "zh": "`true` 或 `false`"}


def key_table(model: type[PlanFile] | type[JobEntry], language: _Language) -> str:
    """Return the table of a model's keys in Markdown."""
    rows = [_row(name, field, language) for name, field in model.model_fields.items()]
    return "\n".join([_HEADS[language], "|---|---|---|---|", *rows]) + "\n"


def _row(name: str, field: FieldInfo, language: _Language) -> str:
    more: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    meaning = str(more["x-zh"] if language == "zh" else field.description)
    allowed = _allowed(field.annotation, language)
    if allowed:
        meaning += f"：{allowed}" if language == "zh" else f": {allowed}"
    example = f"`{more['x-example']}`" if more["x-example"] else ""
    return f"| `{name}` | {meaning} | {_default(field, language)} | {example} |"


def _allowed(annotation: Any, language: _Language) -> str:
    """The values that a key takes, where they are few."""
    if annotation is bool:
        return _YES_OR_NO[language]
    found = [annotation, *get_args(annotation)]
    for one in found:
        if get_origin(one) is Literal:
            return ("、" if language == "zh" else ", ").join(f"`{value}`" for value in get_args(one))
    return ""


def _default(field: FieldInfo, language: _Language) -> str:
    if field.is_required():
        return _REQUIRED[language]
    if field.default in (None, ()) or field.default_factory is not None:
        return ""
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
