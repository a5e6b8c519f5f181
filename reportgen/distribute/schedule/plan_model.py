"""The model of schedule.yaml: its keys, their types and defaults, and what each means in English and Chinese.

The JSON Schema and both reference pages are made from it.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from reportgen.distribute.schedule.times.due import Missed
from reportgen.model.base import ModelBase

_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")


def _boolean(value: object) -> object:
    """A boolean as YAML 1.1 and 1.2 write it; anything else is left to be refused."""
    word = value.lower() if isinstance(value, str) else value
    return True if word in _YES else False if word in _NO else word


YesOrNo = Annotated[
    bool, Field(strict=True), BeforeValidator(_boolean, json_schema_input_type=bool | Literal["yes", "no", "on", "off"])
]
JobId = Annotated[str, Field(pattern=r"^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]{0,60}$")]


def described(text: str, zh: str, example: str = "", **more: Any) -> Any:
    """Return a field with its meaning in English and Chinese, and an example as it stands in a file."""
    return Field(description=text, json_schema_extra={"x-zh": zh, "x-example": example}, **more)


class JobEntry(ModelBase):
    """An entry of `jobs`."""

    model_config = ConfigDict(title="job")

    id: JobId = described(
        "name of the job: letters, digits, Chinese, - and _", "任务名称：字母、数字、汉字、-、_", "monthly"
    )
    pack: str = described(
        "folder of the pack, from the working folder", "资料包文件夹，相对于工作目录", "data/lanzhou-12", min_length=1
    )
    when: str = described(
        "cron expression of five fields, or a rule of working days",
        "五段cron表达式，或工作日规则",
        "每月第3个工作日 09:00",
        min_length=1,
    )
    anniversary: str | None = described(
        "day that 周年日 means in `when`", "`when` 中“周年日”所指的日期", "8月20日", default=None
    )
    output: str = described(
        "folder for editions, batches and receipts",
        "版次、分发件和发送记录所在文件夹",
        "output",
        default="output",
        min_length=1,
    )
    deliver: YesOrNo = described(
        "make each recipient its part and send it", "为每个收件单位制作并发送其部分", "true", default=False
    )
    list: str | None = described(
        "list of recipients (.csv, .xlsx or .sql) instead of that of the pack",
        "收件单位名单（.csv、.xlsx或.sql），代替资料包自带的名单",
        "lists/spring.csv",
        default=None,
    )
    only: tuple[str, ...] = described(
        "ids of the recipients to send to (default: all)",
        "只发送给这些收件单位（默认全部）",
        "[finance, planning]",
        default=(),
    )
    to: str | None = described(
        "base folder, or URL of a store, for recipients whose channel is folder",
        "渠道为folder的收件单位所用的文件夹或存储地址",
        "delivered",
        default=None,
    )
    skip_bad: YesOrNo = described(
        "leave out recipients with mistakes, send the others theirs, and report who was left out",
        "跳过有错误的收件单位，其余照常发送，并报告跳过的单位",
        "true",
        default=False,
    )
    missed: Missed | None = described(
        "what happens to missed runs of this job (default: that of the plan)",
        "本任务错过的运行如何处理（默认同计划）",
        "skip",
        default=None,
    )


class PlanFile(ModelBase):
    """A schedule.yaml."""

    model_config = ConfigDict(title="reportgen schedule")

    timezone: str = described(
        "time zone of all times in the plan", "计划中各时间所用的时区", "Asia/Shanghai", default="Asia/Shanghai"
    )
    calendar: Literal["china", "weekdays"] = described(
        "working days: `china` with public holidays and make-up days, or Monday to Friday",
        "工作日：`china` 含法定节假日和调休，`weekdays` 为周一至周五",
        "china",
        default="china",
    )
    holidays: dict[str, Literal["off", "work"]] = described(
        "days that differ from the calendar; they come first",
        "与上述日历不同的日期，以此为准",
        "{2027-02-06: off, 2027-02-14: work}",
        default_factory=dict,
    )
    holidays_until: date | None = described(
        "last day for which `holidays` is complete", "`holidays` 已列全的最后一天", "2027-12-31", default=None
    )
    missed: Missed = described(
        "what happens to missed runs: one run makes up for all, they are skipped, or a person decides",
        "错过的运行如何处理：补做一次、跳过、由人决定",
        "run",
        default="run",
    )
    owner: str | None = described(
        "mail address for notices of failures and missed runs",
        "运行失败或错过时通知的邮箱",
        "office@dept.example",
        default=None,
    )
    on_failure: str | None = described(
        "webhook that gets the notices of failures too: a URL, or $NAME of an environment variable that holds it",
        "同时接收失败通知的网络钩子：网址，或存放网址的环境变量 $NAME",
        "$REPORTGEN_HOOK_TOKEN",
        default=None,
    )
    on_silence: str | None = described(
        "webhook that `reportgen status PLAN --notify` calls when a run is overdue: a URL, or $NAME",
        "运行逾期时由 `reportgen status 计划 --notify` 调用的网络钩子：网址或 $NAME",
        "https://watch.example/reportgen",
        default=None,
    )
    record: str = described(
        "file that records the runs",
        "运行记录文件",
        "output/schedule.sqlite",
        default="output/schedule.sqlite",
        min_length=1,
    )
    jobs: tuple[JobEntry, ...] = described("what to do, and when", "做什么、何时做", min_length=1)


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of schedule.yaml, by which editors complete it."""
    schema = PlanFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
