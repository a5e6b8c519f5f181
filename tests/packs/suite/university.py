"""Seventy years of a university: many photos, seven sections, few long tables. All is invented."""

# ruff: noqa: E501

from pathlib import Path
from typing import Any

from tests.packs.suite.writing import fact, figure, heading, photo, table, text, write_pack

_ARCHIVE, _OFFICE = "archive", "office"
FACTS = [
    {
        "id": "years",
        "label": "建校周年",
        "kind": "count",
        "value": 70,
        "unit": "年",
        "words": "七十周年",
        "source": _ARCHIVE,
    },
    fact("students0", "在校学生", "286", "人", "1954", source=_ARCHIVE),
    fact("students", "在校学生", "38642", "人", "2023", source=_OFFICE),
    fact("teachers", "专任教师", "2735", "人", "2023", source=_OFFICE),
    fact("alumni", "毕业校友", "27.4", "万人", "2023", source=_OFFICE, bound="gt"),
    fact("majors", "本科专业", "84", "个", "2023", source=_OFFICE, kind="count"),
    fact("doctoral", "博士学位授权点", "23", "个", "2023", source=_OFFICE, kind="count"),
    fact("labs", "重点实验室", "31", "个", "2023", source=_OFFICE, kind="count"),
    fact("funds", "科研经费", "12.68", "亿元", "2023", source=_OFFICE),
    fact("patents", "授权发明专利", "4126", "件", "2023", source=_OFFICE),
    fact("books", "馆藏图书", "415.7", "万册", "2023", source=_OFFICE),
    fact("partners", "合作院校", "96", "所", "2023", source=_OFFICE, kind="count"),
    fact("jobs", "毕业去向落实率", "95.3", "%", "2023", source=_OFFICE, kind="share"),
    fact("trees", "校园绿地率", "58", "%", "2023", source=_OFFICE, kind="share", bound="gt"),
    fact("goal", "在校学生目标", "42000", "人", "2030", source=_OFFICE, kind="target", status="target"),
]
PHOTOS = [
    ("P1", "青岬大学南门", "南门"), ("P2", "建校初期的教学楼旧址", "旧址"), ("P3", "湖畔图书馆", "图书馆"), ("P4", "工程实训中心", "实训中心"),
    ("P5", "钟楼", "钟楼"), ("P6", "海洋观测站", "观测站"), ("P7", "学生公寓", "公寓"), ("P8", "体育场晨光", "体育场"),
    ("P9", "植物园", "植物园"), ("P10", "艺术楼", "艺术楼"), ("P11", "国际交流中心", "交流中心"), ("P12", "校史馆", "校史馆"),
]  # fmt: skip
_COLLEGES = (
    ("机械工程学院", 4120, 268, 9), ("海洋学院", 2864, 214, 6), ("化学化工学院", 3345, 241, 7), ("信息学院", 5216, 312, 10), ("土木学院", 3018, 205, 6), ("生命学院", 2437, 198, 5),
    ("经济管理学院", 4873, 276, 9), ("人文学院", 2954, 221, 8), ("外国语学院", 2216, 187, 6), ("艺术学院", 1987, 163, 7), ("医学院", 3842, 318, 6), ("理学院", 1770, 132, 5),
)  # fmt: skip


def _colleges() -> str:
    return (
        "学院,在校学生（人）,专任教师（人）,本科专业（个）\n"
        + "\n".join(",".join(map(str, row)) for row in _COLLEGES)
        + "\n"
    )


def _sections() -> list[dict[str, Any]]:
    return [
        {"id": "S1", "heading": "七十年办学历程", "message": "从一所专科学校成长为综合性大学", "blocks": [
            text("{{ f.students0 | when }}，青岬大学的前身在临海的一片盐碱地上创办，首批学生{{ f.students0 }}。师生自己动手平整土地、修建校舍，白天上课，夜晚值守海堤，形成了艰苦创业、求真务实的办学传统。"),
            photo("P2"), photo("P12"),
            text("此后学校历经调整、合并和扩建，由单一工科逐步发展为工、理、医、经、文协调发展的综合性大学。到{{ f.students | when }}，在校学生达到{{ f.students }}（见{{ ref(\"fig-students\") }}），毕业校友{{ f.alumni }}，遍布各行各业和各个岗位。"),
            figure("fig-students"),
            text("七十年来，校址几经扩展，校训始终未变。一代代青岬大学人把个人理想融入国家需要，在造船、采油、治水、行医、任教的岗位上默默奉献，涌现出一大批先进典型。"),
        ]},
        {"id": "S2", "heading": "人才培养", "message": "专业结构持续优化，育人质量稳步提高", "blocks": [
            text("学校有本科专业{{ f.majors }}、博士学位授权点{{ f.doctoral }}，专任教师{{ f.teachers }}。各学院的学生、教师和专业情况见{{ ref(\"tab-colleges\") }}。"),
            table("tab-colleges"),
            heading("课程与实践"),
            text("学校压减重复课程，增设交叉模块和项目课程，高年级学生全部进入企业、医院或实验室实习。学生创新团队自选题目、自主管理经费，作品在展示周向市民开放。"),
            photo("P4"),
            heading("就业与发展"),
            text("毕业去向落实率{{ f.jobs }}（见{{ ref(\"fig-jobs\") }}）。就业指导从一年级开始，学院书记、院长走访用人单位，校友返校担任导师，对家庭困难的毕业生一人一策帮扶到位。"),
            figure("fig-jobs"),
        ]},
        {"id": "S3", "heading": "科学研究", "message": "平台、经费和成果同步增长", "blocks": [
            text("学校建有重点实验室{{ f.labs }}，科研经费{{ f.funds }}，授权发明专利{{ f.patents }}。围绕海洋装备、绿色化工和生命健康组织大团队攻关，一批成果在企业得到应用。"),
            photo("P6"), photo("P9"),
            text("科研评价突出实际贡献，不以论文数量论英雄。学校设立成果转化办公室，专人帮助教师完成专利申请、中试放大和合同谈判，转化收益主要归完成人及其团队。"),
            text("人文社会科学立足海洋文化、港口经济和乡村治理开展调查研究，定期向社会发布报告，为地方决策提供参考。校史档案整理工程收集了大批珍贵手稿和影像资料。"),
        ]},
        {"id": "S4", "heading": "社会服务与合作", "message": "服务地方和开放办学成效明显", "blocks": [
            text("学校与地方共建产业研究院、附属医院和附属中小学，每年派出科技特派员进渔村、进车间、进社区。合作院校{{ f.partners }}，师生互访、联合培养和共同研究日益密切。"),
            photo("P11"),
            text("附属医院承担周边海岛的巡回医疗任务，远程会诊覆盖全部卫生院。师生志愿者长期开展支教、护海和防灾科普，暑期社会实践队伍的足迹遍布城乡。"),
        ]},
        {"id": "S5", "heading": "校园与文化", "message": "湖、林、馆、场相映成趣", "blocks": [
            text("校园绿地率{{ f.trees }}，馆藏图书{{ f.books }}。图书馆全天开放，植物园、校史馆和艺术楼免费向市民开放，大学与城市共享美好空间。"),
            photo("P3"), photo("P5"), photo("P10"),
            text("体育和美育贯穿培养全过程，每名学生至少掌握一项运动技能、参加一个艺术社团。晨跑、帆船、合唱和话剧成为校园品牌，毕业歌会吸引校友带着家人回到母校。"),
            photo("P7"), photo("P8"),
            text("后勤服务坚持以学生为中心，食堂、公寓和浴室完成改造，心理健康服务全天候响应。平安校园建设扎实推进，师生的获得感、幸福感、安全感不断增强。"),
        ]},
        {"id": "S6", "heading": "治理与保障", "message": "依法治校和资源保障能力不断提升", "blocks": [
            text("学校完善章程和各项制度，教职工代表大会、学术委员会和学生代表大会依规履行职责。财务、招生、采购等重点领域信息主动公开，接受师生和社会监督。"),
            photo("P1"),
            text("人才队伍建设坚持引进和培养并重，青年教师过教学关、实践关，导师团队一对一帮带。住房、医疗和子女入学等服务不断改进，让教师安心从教、舒心从教。"),
            text("信息化建设统筹推进，办事大厅实现一次登录、全程网办。校友会和基金会运作规范，社会捐赠全部用于奖助学金、教席设立和校园建设，每年公布使用情况。"),
        ]},
        {"id": "S7", "heading": "面向未来", "message": "建设特色鲜明的高水平大学", "blocks": [
            text("站在建校{{ f.years }}的新起点上，学校将坚持立德树人根本任务，深化教育教学改革。到{{ f.goal | when }}，在校学生达到{{ f.goal }}（见{{ ref(\"fig-goal\") }}），研究生比重进一步提高。"),
            figure("fig-goal"),
            text("学校将聚焦海洋强国和健康中国建设，布局交叉学科，打造大科学装置，深化产教融合、医教协同，努力建设特色鲜明的高水平大学，不负时代，不负期望。"),
            text("主要办学指标汇总于附件（见{{ ref(\"tab-all\") }}）。"),
        ]},
    ]  # fmt: skip


def _report() -> dict[str, Any]:
    figures = [
        {"id": "fig-students", "kind": "then_now", "head": "在校学生", "unit": "人", "facts": ["students0", "students", "goal"], "highlight": "students", "caption": "在校学生的起点、现状与目标", "message": "规模持续扩大"},
        {"id": "fig-jobs", "kind": "share_bar", "head": "毕业去向落实率", "unit": "%", "facts": ["jobs"], "caption": "毕业去向落实率", "message": "落实率保持高位"},
        {"id": "fig-goal", "kind": "progress", "head": "在校学生", "unit": "人", "facts": ["students", "goal"], "highlight": "students", "caption": "在校学生与目标规模", "message": "距目标规模不远"},
        {"id": "fig-colleges", "kind": "bar", "data": "colleges", "series": [{"of": "在校学生"}], "head": "在校学生", "caption": "各学院在校学生", "message": "信息学院规模最大"},
    ]  # fmt: skip
    labels = {one["id"]: one["label"] for one in FACTS}
    rows = [
        [labels[key], f"{{{{ f.{key} | unit }}}}", f"{{{{ f.{key} | column }}}}", f"{{{{ f.{key} | when }}}}"]
        for key in labels
        if key not in ("years", "students0")
    ]
    tables = [
        {"id": "tab-colleges", "caption": "各学院学生、教师和专业", "data": "colleges"},
        {"id": "tab-all", "caption": "主要办学指标", "columns": [{"head": "指标"}, {"head": "单位"}, {"head": "数值", "align": "right"}, {"head": "时期"}], "rows": rows},
    ]  # fmt: skip
    annex = {"title": "主要办学指标一览", "blocks": [table("tab-all")]}
    return {"sections": _sections(), "figures": figures, "tables": tables, "annex": annex}


def _number(key: str) -> dict[str, str]:
    labels = {one["id"]: one["label"] for one in FACTS}
    return {"label": labels[key], "fact": key, "note": f"{{{{ f.{key} | when }}}}"}


SLIDES: list[dict[str, Any]] = [
    {"layout": "cover", "title": "弦歌七十载　向海再扬帆", "kicker": "青岬大学建校{{ f.years }}", "lead": "办学情况汇报"},
    {"layout": "agenda", "section": "S1", "kicker": "内容提要", "title": "七个方面看七十年办学", "notes": "先说明结构：历程、培养、科研、服务、校园、治理、未来。"},
    {"layout": "then_now", "section": "S1", "kicker": "办学历程", "title": "在校学生由{{ f.students0 }}增加到{{ f.students }}", "columns": ["建校之初", "目前"], "items": [{"head": "在校学生", "text": "{{ f.students0 }}\n{{ f.students }}"}, {"head": "办学层次", "text": "专科学校\n综合性大学"}, {"head": "学科门类", "text": "单一工科\n工理医经文"}], "notes": "逐行对照，先讲学生，再讲层次和门类。"},
    {"layout": "key_numbers", "section": "S1", "kicker": "办学历程", "title": "毕业校友{{ f.alumni }}，遍布各行各业", "heroes": [_number("students"), _number("alumni")], "cards": [_number("teachers"), _number("majors"), _number("doctoral")], "notes": "先讲学生和校友，再带过下面三项。"},
    {"layout": "photo", "section": "S1", "kicker": "办学历程", "title": "从盐碱地上建起第一座教学楼", "photos": ["P2"], "lead": "师生自己动手平整土地、修建校舍，形成艰苦创业的传统", "notes": "用一分钟讲建校的故事。"},
    {"layout": "chart_full", "section": "S2", "kicker": "人才培养", "title": "十二个学院中信息学院学生最多", "head": "在校学生", "unit": "（人）", "figure": "fig-colleges", "notes": "只讲规模，不作比较评价。"},
    {"layout": "big_number", "section": "S2", "kicker": "人才培养", "title": "毕业去向落实率达到{{ f.jobs }}", "heroes": [_number("jobs")], "items": [{"head": "课程", "text": "增设交叉模块和项目课程"}, {"head": "实习", "text": "高年级学生全部参加"}, {"head": "导师", "text": "校友返校担任导师"}], "notes": "先报数字，再讲三项做法。"},
    {"layout": "number_grid", "section": "S3", "kicker": "科学研究", "title": "科研经费达到{{ f.funds }}", "cards": [_number("funds"), _number("labs"), _number("patents")], "lead": "围绕海洋装备、绿色化工和生命健康组织攻关", "notes": "三个数字依次讲，最后讲方向。"},
    {"layout": "photo_facts", "section": "S3", "kicker": "科学研究", "title": "重点实验室增加到{{ f.labs }}", "photos": ["P6"], "cards": [_number("labs"), _number("patents"), _number("funds")], "notes": "先看观测站照片，再报数字。"},
    {"layout": "cards_3_4", "section": "S4", "kicker": "社会服务", "title": "科技特派员进渔村、进车间、进社区", "cards": [{"label": "进渔村", "lines": ["推广养殖技术", "培训渔民骨干"]}, {"label": "进车间", "lines": ["解决工艺难题", "共建中试基地"]}, {"label": "进社区", "lines": ["开展健康讲座", "组织志愿服务"]}], "lead": "大学与城市同频共振、共同成长", "notes": "依次讲三个去处。"},
    {"layout": "two_charts", "section": "S5", "kicker": "校园文化", "title": "校园绿地率{{ f.trees }}，馆藏{{ f.books }}", "heroes": [_number("trees"), _number("books")], "lead": "图书馆全天开放，植物园和校史馆免费向市民开放", "notes": "左边讲绿地，右边讲图书。"},
    {"layout": "photo_grid", "section": "S5", "kicker": "校园图景", "title": "六个画面看校园", "photos": ["P1", "P3", "P5", "P7", "P8", "P9"], "notes": "每张照片用一句话介绍。"},
    {"layout": "photo_grid", "section": "S5", "kicker": "校园图景", "title": "四个画面看教学和交流", "photos": ["P4", "P10", "P11", "P12"], "notes": "每张照片用一句话介绍。"},
    {"layout": "quote", "section": "S6", "kicker": "校友的话", "title": "校友怎么看母校", "lead": "在这里学会的不只是本领，还有把一件事做到底的韧劲。", "head": "一位毕业校友（虚构）", "date": "校友座谈会", "notes": "虚构的引语。"},
    {"layout": "roadmap", "section": "S7", "kicker": "面向未来", "title": "{{ f.goal | when }}目标：在校学生{{ f.goal }}", "heroes": [{"label": "在校学生", "fact": "goal", "figure": "fig-goal", "note": "目前{{ f.students }}"}], "lead": "建设特色鲜明的高水平大学", "roles": [{"head": "海洋", "text": "大科学装置"}, {"head": "健康", "text": "医教协同"}, {"head": "产业", "text": "产教融合"}], "notes": "先讲规模目标，再讲三个方向。"},
    {"layout": "closing", "section": "S7", "kicker": "说明", "title": "数据来源与口径说明", "items": [{"head": "数据来源", "text": "校史档案和学校办公室，均为虚构"}, {"head": "学生", "text": "在校学生含本科生和研究生"}, {"head": "限定词", "text": "超过不含本数"}], "notes": "答问时使用。"},
]  # fmt: skip


def make_pack(folder: Path) -> Path:
    """Write the pack into a folder that does not exist yet, and return it."""
    pack = {
        "id": "qingjia-70", "edition": "1", "title": "弦歌七十载　向海再扬帆", "title_lines": ["弦歌七十载", "向海再扬帆"], "occasion": "青岬大学建校{{ f.years }}",
        "subtitle": "办学情况报告", "report_subtitle": "——青岬大学建校{{ f.years }}办学情况", "short_title": "青岬大学七十周年", "organisation": "青岬大学校长办公室",
        "date": "2024年10月", "theme": "A", "numeral": "years", "allowed_numbers": ["2024年10月", "七十载", "一对一", "一人一策", "一年级", "十二个学院"], "band": ["students", "teachers", "alumni", "funds"],
        "sources": {_ARCHIVE: {"label": "青岬大学校史档案（虚构）"}, _OFFICE: {"label": "青岬大学校长办公室统计（虚构）"}},
        "data": [{"id": "colleges", "file": "tables/colleges.csv", "source": _OFFICE}],
    }  # fmt: skip
    return write_pack(folder, pack, FACTS, _report(), SLIDES, {"colleges": _colleges()}, PHOTOS)
