"""The fortieth anniversary of a city: nine sections, a table of forty towns, long numbers, six photos. All is invented."""

# ruff: noqa: E501

from pathlib import Path
from random import Random
from typing import Any

from tests.packs.suite.writing import fact, figure, heading, photo, table, text, write_pack

_YEARBOOK, _BUREAU = "yearbook", "bureau"
FACTS = [
    {
        "id": "years",
        "label": "建市周年",
        "kind": "count",
        "value": 40,
        "unit": "年",
        "words": "四十周年",
        "source": _YEARBOOK,
    },
    fact("pop0", "常住人口", "62.4", "万人", "1984", source=_YEARBOOK),
    fact("pop", "常住人口", "318.62", "万人", "2023", source=_YEARBOOK),
    fact("gdp0", "地区生产总值", "9.8", "亿元", "1984", source=_YEARBOOK),
    fact("gdp", "地区生产总值", "12734", "亿元", "2023", source=_YEARBOOK),
    fact("revenue", "一般公共预算收入", "1186.3", "亿元", "2023", source=_BUREAU),
    fact("box", "港口集装箱吞吐量", "4000", "万标箱", "2023", source=_BUREAU, bound="approx_below"),
    fact("firms", "登记企业", "41.28", "万户", "2023", source=_BUREAU, bound="gt"),
    fact("income", "居民人均可支配收入", "52846", "元", "2023", source=_YEARBOOK),
    fact("urban", "城镇化率", "78.6", "%", "2023", source=_YEARBOOK, kind="share"),
    fact("roads", "公路通车里程", "9326.5", "公里", "2023", source=_BUREAU),
    fact("metro", "轨道交通运营里程", "187.4", "公里", "2023", source=_BUREAU),
    fact("patents", "有效发明专利", "17752", "件", "2023", source=_BUREAU),
    fact("labs", "省级以上创新平台", "263", "个", "2023", source=_BUREAU, kind="count"),
    fact("green", "建成区绿化覆盖率", "43.9", "%", "2023", source=_BUREAU, kind="share"),
    fact("air", "空气质量优良天数", "341", "天", "2023", source=_BUREAU),
    fact("schools", "中小学校", "486", "所", "2023", source=_BUREAU, kind="count"),
    fact("beds", "医疗机构床位", "2.31", "万张", "2023", source=_BUREAU),
    fact("halls", "公共图书馆和文化馆", "38", "个", "2023", source=_BUREAU, kind="count"),
    fact("windows", "进驻政务大厅事项", "1869", "项", "2023", source=_BUREAU, kind="count"),
    fact("goal", "地区生产总值目标", "18000", "亿元", "2030", source=_YEARBOOK, kind="target", status="target"),
    fact("goal_pop", "常住人口目标", "350", "万人", "2030", source=_YEARBOOK, kind="target", status="target"),
]
_TOWNS = (
    "城关 石塘 渡头 上沙 北坪 南洲 青岬 白沙 望江 临水 长坡 高桥 新圩 旧港 松岗 竹溪 梅岭 荷塘 柳河 枫林 "
    "东屏 西屏 大洋 小洋 双河 三桥 平湖 清溪 云岭 金滩 银湾 玉泉 龙潭 凤山 虎丘 鹤湖 鹿野 马鞍 牛背 羊角"
)  # fmt: skip


def towns() -> str:
    """Return the table of forty towns."""
    random = Random(40)
    lines = ["街道乡镇,面积（平方公里）,常住人口（万人）,工业产值（亿元）,登记企业（户）,绿化覆盖率（%）"]
    for name in _TOWNS.split():
        row = (
            random.uniform(18, 240),
            random.uniform(1.2, 21),
            random.uniform(3, 980),
            random.randint(420, 23800),
            random.uniform(31, 52),
        )
        lines.append(f"{name},{row[0]:.1f},{row[1]:.2f},{row[2]:.2f},{row[3]},{row[4]:.1f}")
    return "\n".join(lines) + "\n"


def history() -> str:
    """Return the table of the years."""
    rows = (("1984年", "9.8", "62.4"), ("1994年", "186.5", "103.7"), ("2004年", "1320.4", "171.9"), ("2014年", "5874.2", "256.3"),
            ("2023年", "12734", "318.62"))  # fmt: skip
    return "年份,地区生产总值（亿元）,常住人口（万人）\n" + "\n".join(",".join(row) for row in rows) + "\n"


PHOTOS = [
    ("P1", "云陂市滨江新区夜景", "滨江新区"), ("P2", "云陂港集装箱码头", "云陂港"), ("P3", "北坪湿地公园", "北坪湿地"),
    ("P4", "云陂市市民中心", "市民中心"), ("P5", "青岬灯塔", "青岬灯塔"), ("P6", "南洲跨江大桥", "南洲大桥"),
]  # fmt: skip


def _sections() -> list[dict[str, Any]]:
    return [
        {"id": "S1", "heading": "四十年总体成就", "message": "经济总量和人口规模实现历史性跨越", "blocks": [
            text("四十年来，云陂市从一座滨江小城成长为区域中心城市，经济总量、人口规模和城市面貌都发生了深刻变化，各个发展阶段的数据见{{ ref(\"tab-history\") }}。"),
            table("tab-history"),
            text("{{ f.gdp | when }}，地区生产总值达到{{ f.gdp }}，远高于{{ f.gdp0 | when }}的{{ f.gdp0 }}；常住人口由{{ f.pop0 }}增加到{{ f.pop }}（见{{ ref(\"fig-gdp\") }}和{{ ref(\"fig-pop\") }}）。人口向城镇集聚的步伐加快，城镇化率达到{{ f.urban }}。"),
            figure("fig-gdp"), figure("fig-pop"),
            text("财政实力同步增强，一般公共预算收入达到{{ f.revenue }}。市委、市政府把新增财力主要用于教育、医疗、养老和住房等民生领域，发展成果更多更公平地惠及全体市民。"),
            photo("P1"),
        ]},
        {"id": "S2", "heading": "产业体系不断完善", "message": "制造业根基稳固，新兴产业加快成长", "blocks": [
            heading("先进制造"),
            text("全市坚持把发展经济的着力点放在实体经济上，装备制造、绿色化工、新型材料三条主链持续延伸，龙头企业带动配套企业集聚成群，产品远销海内外。"),
            heading("企业主体"),
            text("登记企业{{ f.firms }}，企业活力持续增强。各级各部门落实减税降费和稳岗扩岗政策，建立企业诉求直达机制，做到事事有回应、件件有着落。"),
            heading("园区集聚"),
            text("各类园区按照产业定位错位发展，标准厂房、检验检测和人才公寓同步配套。园区之间建立项目流转和收益共享机制，新上项目落地周期明显缩短，土地利用更加集约。"),
            photo("P2"),
        ]},
        {"id": "S3", "heading": "创新动能加快集聚", "message": "创新平台和发明专利数量稳步增加", "blocks": [
            text("全市建成省级以上创新平台{{ f.labs }}，拥有有效发明专利{{ f.patents }}。企业成为技术创新的主体，重点实验室、中试基地和科技孵化器衔接成链，一批关键技术实现突破。"),
            text("人才工作坚持引育并举，设立青年人才驿站，落实安居、子女入学和医疗保障等配套政策。高校毕业生来云陂就业创业的人数逐年增加，产业工人技能培训覆盖面不断扩大。"),
        ]},
        {"id": "S4", "heading": "港口与交通联通内外", "message": "港口、公路和轨道交通协同发展", "blocks": [
            heading("港口"),
            text("港口集装箱吞吐量{{ f.box }}，航线通达主要贸易伙伴。码头完成自动化改造，船舶在港停时明显压缩，多式联运“一单到底”全面推开。"),
            heading("综合交通"),
            text("公路通车里程{{ f.roads }}，轨道交通运营里程{{ f.metro }}（见{{ ref(\"fig-roads\") }}）。跨江通道增加，组团之间实现快速联系，群众出行更加便捷。"),
            figure("fig-roads"), photo("P6"),
        ]},
        {"id": "S5", "heading": "城乡面貌焕然一新", "message": "城市更新与乡村建设统筹推进", "blocks": [
            text("坚持规划先行，老旧小区改造、背街小巷整治和口袋公园建设同步推进，历史街区在保护中更新。全市各街道乡镇的基本情况见{{ ref(\"tab-towns\") }}。"),
            table("tab-towns"),
            text("乡村建设以人居环境整治为抓手，农村公路、供水和污水处理设施不断完善。特色种养、乡村旅游和农产品加工竞相发展，农民在家门口就业增收的渠道越来越宽。"),
        ]},
        {"id": "S6", "heading": "生态环境持续改善", "message": "空气、水体和绿地质量同步提升", "blocks": [
            text("建成区绿化覆盖率{{ f.green }}，空气质量优良天数{{ f.air }}。沿江岸线退出低效码头，恢复滩涂和林地，江豚重现江面，市民亲水空间不断扩大。"),
            photo("P3"), photo("P5"),
            text("全市推行河湖长制和林长制，建立上下游联动、左右岸共治的机制。垃圾分类覆盖全部社区，绿色出行和低碳生活成为新风尚，生态优势正在转化为发展优势。"),
        ]},
        {"id": "S7", "heading": "公共服务优质均衡", "message": "教育、医疗和文化供给明显增加", "blocks": [
            heading("教育医疗"),
            text("全市有中小学校{{ f.schools }}，医疗机构床位{{ f.beds }}。集团化办学和紧密型医联体实现县区全覆盖，优质资源向新城和乡村延伸，群众看病就医更加便利。"),
            heading("文化体育"),
            text("公共图书馆和文化馆{{ f.halls }}，全部免费开放。城市书房、健身步道和社区运动场遍布城乡，群众性文化体育活动四季不断，城市文化品质持续提升。"),
            heading("居民收入"),
            text("居民人均可支配收入{{ f.income }}。就业优先政策落地见效，社会保障网越织越密，困难群众兜底保障有力有效。"),
        ]},
        {"id": "S8", "heading": "治理效能稳步提升", "message": "政务服务和基层治理提质增效", "blocks": [
            text("进驻政务大厅事项{{ f.windows }}，绝大多数实现一窗受理、网上可办。基层治理推行网格化管理，矛盾纠纷化解在萌芽状态，群众安全感和满意度持续提高。"),
            photo("P4"),
            text("数字技术融入城市运行各个环节，交通、应急、水务等系统互联互通。市民通过一个平台就能反映问题、查询进度、评价结果，城市治理更加精细。"),
        ]},
        {"id": "S9", "heading": "奋进新征程", "message": "面向未来建设宜居宜业的现代化滨江城市", "blocks": [
            text("到{{ f.goal | when }}，力争地区生产总值达到{{ f.goal }}、常住人口达到{{ f.goal_pop }}（见{{ ref(\"fig-goal\") }}）。"),
            figure("fig-goal"),
            text("站在新的起点上，云陂市将坚持以人民为中心的发展思想，统筹发展和安全，推动产业、港口、城市深度融合，努力建设宜居宜业的现代化滨江城市。"),
            text("主要指标汇总于附件（见{{ ref(\"tab-all\") }}）。"),
        ]},
    ]  # fmt: skip


def _indicators() -> dict[str, Any]:
    keys = ("pop", "gdp", "revenue", "box", "firms", "income", "urban", "roads", "metro", "patents", "labs", "green", "air", "schools",
            "beds", "halls", "windows")  # fmt: skip
    labels = {one["id"]: one["label"] for one in FACTS}
    rows = [
        [labels[key], f"{{{{ f.{key} | unit }}}}", f"{{{{ f.{key} | column }}}}", f"{{{{ f.{key} | when }}}}"]
        for key in keys
    ]
    columns = [{"head": "指标"}, {"head": "单位"}, {"head": "数值", "align": "right"}, {"head": "时期"}]
    return {"id": "tab-all", "caption": "云陂市主要指标", "columns": columns, "rows": rows}


def _report() -> dict[str, Any]:
    years = [f"{year}年" for year in (1984, 2023)]
    figures = [
        {"id": "fig-gdp", "kind": "column", "head": "地区生产总值", "unit": "亿元", "categories": years,
         "series": [{"name": "地区生产总值", "values": ["gdp0", "gdp"]}], "caption": "地区生产总值", "message": "总量大幅增加"},
        {"id": "fig-pop", "kind": "then_now", "head": "常住人口", "unit": "万人", "facts": ["pop0", "pop", "goal_pop"], "highlight": "pop",
         "caption": "常住人口", "message": "人口持续增加"},
        {"id": "fig-roads", "kind": "bar", "head": "通车和运营里程", "unit": "公里", "categories": ["公路", "轨道交通"],
         "series": [{"name": "里程", "values": ["roads", "metro"]}], "caption": "公路和轨道交通里程", "message": "路网不断加密"},
        {"id": "fig-goal", "kind": "progress", "head": "人口目标", "unit": "万人", "facts": ["pop", "goal_pop"], "highlight": "pop",
         "caption": "常住人口与目标", "message": "距目标仍有差距"},
        {"id": "bar-urban", "kind": "share_bar", "head": "城镇化率", "unit": "%", "facts": ["urban"], "caption": "城镇化率"},
    ]  # fmt: skip
    tables = [
        {"id": "tab-history", "caption": "各发展阶段主要数据", "data": "history"},
        {"id": "tab-towns", "caption": "各街道乡镇基本情况", "data": "towns"}, _indicators(),
    ]  # fmt: skip
    annex = {"title": "主要指标一览", "blocks": [table("tab-all")]}
    return {"sections": _sections(), "figures": figures, "tables": tables, "annex": annex}


def make_pack(folder: Path) -> Path:
    """Write the pack into a folder that does not exist yet, and return it."""
    pack = {
        "id": "yunbei-40", "edition": "1", "title": "四十年奋进　再启新征程", "title_lines": ["四十年奋进", "再启新征程"],
        "occasion": "云陂市建市{{ f.years }}", "subtitle": "经济社会发展情况报告", "report_subtitle": "——云陂市建市{{ f.years }}发展情况",
        "short_title": "云陂市四十周年", "organisation": "云陂市综合办公室", "date": "2024年6月", "theme": "A", "numeral": "years",
        "allowed_numbers": ["2024年6月"], "band": ["gdp", "pop", "box", "income"],
        "sources": {_YEARBOOK: {"label": "云陂统计年鉴（虚构）"}, _BUREAU: {"label": "云陂市有关部门（虚构）"}},
        "data": [{"id": "towns", "file": "tables/towns.csv", "source": _BUREAU}, {"id": "history", "file": "tables/history.csv", "source": _YEARBOOK}],
    }  # fmt: skip
    from tests.packs.suite.city_deck import SLIDES

    return write_pack(folder, pack, FACTS, _report(), SLIDES, {"towns": towns(), "history": history()}, PHOTOS)
