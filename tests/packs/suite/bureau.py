"""A bureau's review of half a year: monthly series, a wide table on its side, tasks. All is invented."""

# ruff: noqa: E501

from pathlib import Path
from typing import Any

from tests.packs.suite.writing import fact, figure, heading, photo, table, text, write_pack

_BUREAU, _SYSTEM = "bureau", "system"
_MONTHS = ("1月", "2月", "3月", "4月", "5月", "6月")
FACTS = [
    fact("starts", "开工保障性住房", "12840", "套", "2024年上半年", source=_BUREAU),
    fact("done", "建成保障性住房", "9317", "套", "2024年上半年", source=_BUREAU),
    fact("plan", "全年建成目标", "18000", "套", "2024", source=_BUREAU, kind="target", status="target"),
    fact("renewed", "改造老旧小区", "146", "个", "2024年上半年", source=_BUREAU, kind="count"),
    fact("lifts", "加装电梯", "382", "部", "2024年上半年", source=_BUREAU),
    fact("money", "完成投资", "86.52", "亿元", "2024年上半年", source=_BUREAU),
    fact("rate", "投诉按期办结率", "98.7", "%", "2024年上半年", source=_SYSTEM, kind="share"),
    fact("calls", "受理诉求", "23654", "件", "2024年上半年", source=_SYSTEM),
    fact("rent", "发放租赁补贴", "3.46", "万户", "2024年上半年", source=_SYSTEM, bound="gt"),
    fact("green", "新建绿色建筑占比", "92.5", "%", "2024年上半年", source=_BUREAU, kind="share"),
    fact("checks", "排查房屋安全隐患", "1078", "处", "2024年上半年", source=_BUREAU),
    fact("online", "网上签约备案", "41290", "件", "2024年上半年", source=_SYSTEM),
    fact("firms", "检查在建工地", "612", "个", "2024年上半年", source=_BUREAU),
    fact("parks", "建成口袋公园", "57", "个", "2024年上半年", source=_BUREAU, kind="count"),
]
_STARTS = (1120, 980, 2340, 2610, 2870, 2920)
_DONE = (860, 640, 1483, 1795, 2148, 2391)
_CALLS = (3562, 3018, 4127, 4236, 4390, 4321)
_AREAS = (
    ("东屏区", 2140, 1586, 24, 71, 15.32, 4210), ("西屏区", 1975, 1402, 22, 64, 13.87, 3958), ("滨河区", 1760, 1315, 20, 58, 12.04, 3576), ("新圩区", 1544, 1108, 18, 47, 10.61, 3012),
    ("南埠区", 1398, 1021, 16, 42, 9.28, 2745), ("北坪区", 1226, 874, 14, 36, 8.13, 2288), ("石塘县", 1054, 762, 12, 27, 6.94, 1654), ("上沙县", 923, 688, 11, 22, 5.71, 1247), ("青岬县", 820, 561, 9, 15, 4.62, 964),
)  # fmt: skip
PHOTOS = [
    ("P1", "新圩区保障性住房项目", "住房项目"),
    ("P2", "滨河区改造后的老旧小区", "改造小区"),
    ("P3", "东屏区口袋公园", "口袋公园"),
]


def _months() -> str:
    lines = [f"{month},{a},{b},{c}" for month, a, b, c in zip(_MONTHS, _STARTS, _DONE, _CALLS, strict=True)]
    return "月份,开工（套）,建成（套）,受理诉求（件）\n" + "\n".join(lines) + "\n"


def _areas() -> str:
    return (
        "区县,开工（套）,建成（套）,改造小区（个）,加装电梯（部）,完成投资（亿元）,受理诉求（件）\n"
        + "\n".join(",".join(map(str, row)) for row in _AREAS)
        + "\n"
    )


_TASKS = (
    ("保障性住房按期交付", "倒排工期，逐项目明确交付时间，对进度滞后的项目派驻专人督办", "住房保障处", "各区县住房主管部门", "年底前", "每月通报一次"),
    ("老旧小区改造提质", "先排查地下管网，再改地上环境，居民议事会全程参与方案和验收", "城市更新处", "各区县城市管理部门", "三季度", "每季评估一次"),
    ("既有住宅加装电梯", "推行一件事一次办，统一选型和维保，建立邻里协商机制", "房屋管理处", "街道乡镇和社区", "年底前", "每月通报一次"),
    ("房屋安全隐患整治", "分级建账，销号管理，对高风险房屋立即停用并安排过渡住处", "质量安全处", "应急和自然资源部门", "三季度", "每周调度一次"),
    ("建筑工地文明施工", "落实围挡、洒水、冲洗和覆盖要求，夜间施工提前公告", "工程监管处", "生态环境部门", "长期坚持", "每月抽查一次"),
    ("租赁补贴应发尽发", "与民政、人社数据比对，主动告知符合条件的家庭，补贴按月到账", "住房保障处", "民政和财政部门", "年底前", "每季核查一次"),
    ("诉求办理提速增效", "首接负责，限时答复，对重复诉求提级办理，结果由群众评价", "综合协调处", "各区县住房主管部门", "长期坚持", "每周通报一次"),
    ("绿色建筑推广应用", "从设计源头把关，推行超低能耗和装配式做法，完善竣工核验", "科技节能处", "设计和施工单位", "年底前", "每季评估一次"),
)  # fmt: skip


def _sections() -> list[dict[str, Any]]:
    return [
        {"id": "S1", "heading": "上半年总体情况", "message": "各项任务时间过半、完成过半", "blocks": [
            text("上半年，全市住房城乡建设系统围绕年度目标任务，坚持一手抓建设、一手抓管理，主要指标完成情况良好。分月情况见{{ ref(\"tab-months\") }}。"),
            table("tab-months"),
            text("{{ f.starts | when }}，全市开工保障性住房{{ f.starts }}，当年建成{{ f.done }}（见{{ ref(\"fig-homes\") }}），完成投资{{ f.money }}。各项工作在克服多雨天气和材料价格波动影响的情况下有序推进。"),
            figure("fig-homes"),
            text("从进度看，一季度受节日和低温影响开工较少，二季度明显加快，各月建成套数逐月上升。全年建成目标为{{ f.plan }}，目前的进度见{{ ref(\"fig-plan\") }}。"),
            figure("fig-plan"),
        ]},
        {"id": "S2", "heading": "住房保障", "message": "建设、配租和补贴同步推进", "blocks": [
            heading("项目建设"),
            text("坚持以需定建，优先在产业园区、轨道站点和医院学校周边布局。设计方案提前听取未来住户的意见，户型以两居室和三居室为主，公共空间配置食堂、自习室和晾晒场地。"),
            photo("P1"),
            heading("配租和补贴"),
            text("发放租赁补贴惠及{{ f.rent }}，补贴按月直达个人账户。配租实行轮候公开、房源公开、结果公开，优先保障环卫、公交、护理等一线职工和新就业大学生。"),
            heading("运营管理"),
            text("建成项目统一委托专业机构运营，房屋维修、安全巡查和社区活动均有明确标准，住户可在手机上报修和缴费。运营机构每季公布收支和服务情况，接受住户评议，评议结果与委托费用直接挂钩。"),
            text("针对部分家庭收入变动频繁的情况，系统每季度与有关部门比对数据，符合条件的主动告知，不再符合条件的给予过渡期，做到应保尽保、动态管理。"),
        ]},
        {"id": "S3", "heading": "城市更新", "message": "老旧小区改造与完善社区功能相结合", "blocks": [
            text("上半年改造老旧小区{{ f.renewed }}，加装电梯{{ f.lifts }}，建成口袋公园{{ f.parks }}。改造从居民最关心的管网、道路、停车和照明做起，同步补齐养老、托幼和快递设施。"),
            photo("P2"), photo("P3"),
            text("各区县建立居民议事会，改不改、改什么、怎么改由居民商量决定，施工质量由居民代表参与监督，改造后的物业管理由居民共同选择，做到改造一个、巩固一个。"),
            text("各区县主要指标见{{ ref(\"tab-areas\") }}。进度靠前的区县在管网排查和邻里协商上提前介入，经验已在全市推广。"),
            table("tab-areas"),
        ]},
        {"id": "S4", "heading": "工程质量和安全", "message": "隐患排查整治走深走实", "blocks": [
            text("上半年检查在建工地{{ f.firms }}，排查房屋安全隐患{{ f.checks }}，逐一建立台账，明确整改责任人和时限。对反复出现的问题约谈施工和监理单位负责人，对拒不整改的依法处理。"),
            heading("绿色建造"),
            text("新建绿色建筑占比{{ f.green }}。装配式构件、可再生能源和雨水回用在公共建筑中普遍应用，建筑垃圾分类堆放、就近利用，工地扬尘和噪声投诉明显减少。"),
            heading("行业队伍"),
            text("组织施工、监理和检测人员开展实名制培训，关键岗位持证上岗情况纳入信用评价。设立工人驿站，提供热水、医药箱和法律咨询，农民工工资专户实现在建项目全覆盖。"),
            heading("应急准备"),
            text("汛期之前完成深基坑、高边坡和起重机械专项检查，组织应急演练，储备沙袋、水泵和照明设备。重点项目安排专人值守，遇强降雨天气及时停工撤人。"),
        ]},
        {"id": "S5", "heading": "政务服务", "message": "诉求办理和网上服务持续改进", "blocks": [
            text("受理群众诉求{{ f.calls }}，投诉按期办结率{{ f.rate }}（见{{ ref(\"fig-calls\") }}）。诉求集中在房屋漏水、物业服务和停车管理，各区县针对高频问题开展专项治理。"),
            figure("fig-calls"),
            text("对跨部门、历史遗留和反复投诉的事项，局领导包案办理，定期到社区接访，与群众面对面商量解决办法。能够立即解决的当场答复，需要时间的说明步骤和期限，确有困难的讲清政策并做好解释。"),
            heading("网上服务"),
            text("网上签约备案{{ f.online }}，群众在手机上即可完成签约、查询和下载。窗口服务推行帮办代办，对老年人保留纸质材料和人工通道，办事体验明显改善。"),
        ]},
        {"id": "S6", "heading": "下半年重点任务", "message": "八项任务明确责任、时限和考核办法", "blocks": [
            text("下半年，全市住房城乡建设系统将紧盯全年目标，保持工作力度不减、标准不降。重点任务分工见{{ ref(\"tab-tasks\") }}。"),
            table("tab-tasks"),
            text("各处室、各区县要把任务细化到月、落实到人，综合协调处每月汇总进展，对进度滞后的及时提醒。涉及多个部门的事项由牵头处室统筹协调，做到件件有着落、事事有回音。"),
            text("统计工作要坚持数出有据、数出一门，严禁虚报漏报。主要指标的数值和时期汇总于附件（见{{ ref(\"tab-all\") }}），供各单位核对使用。"),
        ]},
    ]  # fmt: skip


def _report() -> dict[str, Any]:
    figures = [
        {"id": "fig-homes", "kind": "line", "data": "months", "series": [{"of": "开工"}, {"of": "建成"}], "head": "保障性住房", "caption": "保障性住房分月开工和建成情况", "message": "开工和建成逐月加快"},
        {"id": "fig-plan", "kind": "progress", "head": "建成保障性住房", "unit": "套", "facts": ["done", "plan"], "highlight": "done", "caption": "建成套数与全年目标", "message": "时间过半、任务过半"},
        {"id": "fig-calls", "kind": "column", "data": "months", "series": [{"of": "受理诉求"}], "head": "受理诉求", "caption": "分月受理诉求", "message": "诉求总量平稳"},
        {"id": "bar-rate", "kind": "share_bar", "head": "按期办结率", "unit": "%", "facts": ["rate"], "caption": "投诉按期办结率"},
    ]  # fmt: skip
    labels = {one["id"]: one["label"] for one in FACTS}
    rows = [
        [labels[key], f"{{{{ f.{key} | unit }}}}", f"{{{{ f.{key} | column }}}}", f"{{{{ f.{key} | when }}}}"]
        for key in labels
    ]
    tables = [
        {"id": "tab-months", "caption": "主要指标分月情况", "data": "months"},
        {"id": "tab-areas", "caption": "各区县主要指标", "data": "areas"},
        {"id": "tab-tasks", "caption": "下半年重点任务分工", "landscape": True, "columns": [{"head": head} for head in ("任务", "主要做法", "牵头处室", "配合单位", "完成时限", "调度方式")], "rows": [list(row) for row in _TASKS], "note": "牵头处室排列不分先后"},
        {"id": "tab-all", "caption": "上半年主要指标", "columns": [{"head": "指标"}, {"head": "单位"}, {"head": "数值", "align": "right"}, {"head": "时期"}], "rows": rows},
    ]  # fmt: skip
    annex = {"title": "上半年主要指标一览", "blocks": [table("tab-all")]}
    return {"sections": _sections(), "figures": figures, "tables": tables, "annex": annex}


def _number(key: str) -> dict[str, str]:
    labels = {one["id"]: one["label"] for one in FACTS}
    return {"label": labels[key], "fact": key, "note": f"{{{{ f.{key} | when }}}}"}


SLIDES: list[dict[str, Any]] = [
    {"layout": "cover", "title": "时间过半　任务过半", "kicker": "青屏市住房城乡建设局", "lead": "上半年工作情况汇报"},
    {"layout": "agenda", "section": "S1", "kicker": "内容提要", "title": "六个方面汇报上半年工作", "notes": "先说明结构：总体情况之后依次讲住房保障、城市更新、质量安全、政务服务和下半年任务。"},
    {"layout": "key_numbers", "section": "S1", "kicker": "总体情况", "title": "上半年建成保障性住房{{ f.done }}", "heroes": [_number("starts"), _number("done")], "cards": [_number("money"), _number("renewed"), _number("lifts"), _number("rate")], "notes": "先讲开工和建成，再带过下面四项。均为上半年数。"},
    {"layout": "chart_full", "section": "S1", "kicker": "总体情况", "title": "开工和建成套数逐月加快", "head": "保障性住房", "unit": "（套）", "figure": "fig-homes", "lead": "二季度各月均高于一季度", "notes": "先看开工，再看建成，说明一季度受天气影响。"},
    {"layout": "two_charts", "section": "S1", "kicker": "总体情况", "title": "完成投资{{ f.money }}，诉求办结率{{ f.rate }}", "heroes": [_number("money"), {**_number("rate"), "figure": "bar-rate"}], "lead": "建设和管理两手抓，主要指标完成情况良好", "notes": "左边讲投资，右边讲办结率。"},
    {"layout": "cards_3_4", "section": "S2", "kicker": "住房保障", "title": "配租实行房源、轮候、结果三公开", "cards": [{"label": "房源公开", "lines": ["位置户型可查", "配套设施明示"]}, {"label": "轮候公开", "lines": ["先后次序公示", "变动及时告知"]}, {"label": "结果公开", "lines": ["入围名单公布", "接受群众监督"]}], "lead": "优先保障一线职工和新就业大学生", "notes": "依次讲三项公开。"},
    {"layout": "photo_facts", "section": "S3", "kicker": "城市更新", "title": "改造老旧小区{{ f.renewed }}", "photos": ["P2"], "cards": [_number("renewed"), _number("lifts"), _number("parks")], "notes": "先看照片，再报三个数字。"},
    {"layout": "table", "section": "S3", "kicker": "城市更新", "title": "各区县建设任务进展均衡", "columns": ["区县", "开工", "建成", "改造小区"], "rows": [["东屏区", "{{ f[\"areas.东屏区.开工\"] | cell }}", "{{ f[\"areas.东屏区.建成\"] | cell }}", "{{ f[\"areas.东屏区.改造小区\"] | cell }}"], ["西屏区", "{{ f[\"areas.西屏区.开工\"] | cell }}", "{{ f[\"areas.西屏区.建成\"] | cell }}", "{{ f[\"areas.西屏区.改造小区\"] | cell }}"], ["滨河区", "{{ f[\"areas.滨河区.开工\"] | cell }}", "{{ f[\"areas.滨河区.建成\"] | cell }}", "{{ f[\"areas.滨河区.改造小区\"] | cell }}"], ["新圩区", "{{ f[\"areas.新圩区.开工\"] | cell }}", "{{ f[\"areas.新圩区.建成\"] | cell }}", "{{ f[\"areas.新圩区.改造小区\"] | cell }}"]], "notes": "只列四个区，其余见报告。"},
    {"layout": "big_number", "section": "S4", "kicker": "质量安全", "title": "排查房屋安全隐患{{ f.checks }}", "heroes": [_number("checks")], "items": [{"head": "建账", "text": "逐处明确责任人和时限"}, {"head": "整治", "text": "反复出现的问题约谈"}, {"head": "值守", "text": "汛期重点项目专人值守"}], "notes": "先报数字，再说三项做法。"},
    {"layout": "number_grid", "section": "S4", "kicker": "质量安全", "title": "新建绿色建筑占比{{ f.green }}", "cards": [_number("green"), _number("firms")], "lead": "装配式构件和雨水回用在公共建筑中普遍应用", "notes": "先讲绿色建筑，再讲工地检查。"},
    {"layout": "chart_takeaway", "section": "S5", "kicker": "政务服务", "title": "上半年受理诉求{{ f.calls }}", "head": "受理诉求", "unit": "（件）", "figure": "fig-calls", "items": [{"head": "总量", "text": "{{ f.calls }}"}, {"head": "办结", "text": "按期办结率{{ f.rate }}"}, {"head": "网办", "text": "签约备案{{ f.online }}"}], "notes": "先讲总量，再讲办结率和网上备案。"},
    {"layout": "photo_grid", "section": "S5", "kicker": "建设图景", "title": "三个画面看上半年", "photos": ["P1", "P2", "P3"], "notes": "每张照片用一句话介绍。"},
    {"layout": "tasks", "section": "S6", "kicker": "下半年", "title": "五项任务落实到处室", "columns": ["任务", "牵头处室", "完成时限"], "rows": [[row[0], row[2], row[4]] for row in _TASKS[:5]], "source": "任务分工由局内各处室确定", "notes": "逐项说明牵头处室，其余三项见报告。"},
    {"layout": "roadmap", "section": "S6", "kicker": "下半年", "title": "全年目标：建成保障性住房{{ f.plan }}", "heroes": [{"label": "全年建成", "fact": "plan", "figure": "fig-plan", "note": "上半年{{ f.done }}"}], "lead": "保持力度不减、标准不降", "roles": [{"head": "住房", "text": "按期交付"}, {"head": "更新", "text": "改造提质"}, {"head": "安全", "text": "整治销号"}], "notes": "先讲目标，再讲三个重点。"},
    {"layout": "closing", "section": "S6", "kicker": "说明", "title": "数据来源与口径说明", "items": [{"head": "数据来源", "text": "局内统计和政务服务系统，均为虚构"}, {"head": "时期", "text": "除目标外均为上半年数"}, {"head": "限定词", "text": "超过不含本数"}], "notes": "答问时使用。"},
]  # fmt: skip


def make_pack(folder: Path) -> Path:
    """Write the pack into a folder that does not exist yet, and return it."""
    pack = {
        "id": "qingping-half", "edition": "1", "title": "时间过半　任务过半", "title_lines": ["时间过半", "任务过半"], "occasion": "青屏市住房城乡建设局",
        "subtitle": "上半年工作情况报告", "report_subtitle": "——青屏市住房城乡建设局上半年工作情况", "short_title": "上半年工作情况", "organisation": "青屏市住房城乡建设局",
        "date": "2024年7月", "theme": "B", "allowed_numbers": ["2024年7月", "八项任务", "五项任务", "三项见报告", "两居室", "三居室", "时间过半", "任务过半", "完成过半"], "band": ["starts", "done", "money", "rate"],
        "sources": {_BUREAU: {"label": "青屏市住房城乡建设局统计（虚构）"}, _SYSTEM: {"label": "青屏市政务服务系统（虚构）"}},
        "data": [{"id": "months", "file": "tables/months.csv", "source": _BUREAU}, {"id": "areas", "file": "tables/areas.csv", "source": _BUREAU}],
    }  # fmt: skip
    return write_pack(folder, pack, FACTS, _report(), SLIDES, {"months": _months(), "areas": _areas()}, PHOTOS)
