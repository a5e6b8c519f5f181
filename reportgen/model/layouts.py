"""The layouts of slides: the table of their names, and what each is for. The drawing of each lies in templates/layouts_of_*.py."""

from typing import NamedTuple


class LayoutKind(NamedTuple):
    """One layout: its name, what it is for, and what sets it apart."""

    name: str
    use: str  # in Chinese, as the guide for designers says it
    fewest: int = 1  # a part of the deck that keeps fewer cards or items of a slide loses the slide
    photos: bool = False  # a slide without its pictures is left out
    frame: bool = False  # every part of a deck has it


LAYOUTS = {
    kind.name: kind
    for kind in (
        LayoutKind("cover", "封面", frame=True),
        LayoutKind("agenda", "目录"),
        LayoutKind("section", "章节页"),
        LayoutKind("key_numbers", "重点数字", fewest=2),
        LayoutKind("key_numbers_pair", "重点数字，两组", fewest=2),
        LayoutKind("key_numbers_rows", "重点数字，分行", fewest=2),
        LayoutKind("big_number", "一个大数字和说明"),
        LayoutKind("number_grid", "数字方阵"),
        LayoutKind("ranking", "排名"),
        LayoutKind("regions", "分区数字"),
        LayoutKind("chart_takeaway", "一张图和结论"),
        LayoutKind("chart_full", "整页一张图"),
        LayoutKind("chart_pair", "并排两张图"),
        LayoutKind("two_charts", "两张小图和重点数字"),
        LayoutKind("table", "表格"),
        LayoutKind("comparison", "对比表"),
        LayoutKind("then_now", "前后对照"),
        LayoutKind("tiers", "分层"),
        LayoutKind("timeline", "时间轴"),
        LayoutKind("cards_3_4", "三张或四张卡片", fewest=3),
        LayoutKind("photo", "一张照片", photos=True),
        LayoutKind("photo_facts", "照片和数字", photos=True),
        LayoutKind("photo_grid", "多张照片", photos=True),
        LayoutKind("quote", "引文"),
        LayoutKind("roadmap", "目标与步骤"),
        LayoutKind("tasks", "任务分工表"),
        LayoutKind("next_steps", "下一步工作"),
        LayoutKind("closing", "结尾", frame=True),
    )
}
