"""What is written like a quantity and is none: it is no finding; and beside it a real number still is."""

import pytest

from reportgen.check.numbers.audit import audit
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Pack
from tests.conftest import ROOT

NONE = [
    "联系电话：0931-8250000", "电话 010-66012345 转 801", "手机13912345678", "+44 20 7946 0958", "拨打12345热线", "传真：(0931)8250001",
    "邮编：730070", "地址：中川街88号", "会议在3号楼6层召开", "执行GB/T 9704—2012标准", "依据ISO 9001:2015", "按国发〔2012〕12号文件",
    "会议8:30开始", "上午9时30分开会", "下午3点半结束", "系统升级到V2.1.3", "政务平台3.0版", "G312线通车", "主要指标列前三位",
    "引进一艘船", "组建一套班子", "连续三年增长", "近五年来稳步发展", "签约309户", "合约38项已办结", "见图1 人口主要指标", "表2 户籍情况",
    "附件3 家庭名单", "图1 天气", "推进五大工程", "打造千亿级产业集群", "共建“一带一路”", "每一天", "一站式服务", "www.example12.cn",
    "邮箱 office88@example.cn", "全省百强企业", "亿万群众", "十四五规划", "进入全国前十名",
    "执行GB 50016—2014（2018年版）标准", "党的二十大精神", "二十届三中全会", "五位一体总体布局", "身份证号110101199003071234",
    "ISBN 978-7-5000-0000-0", "统一社会信用代码91620000MA00000000", "东经103°40′，北纬36°30′", "COVID-19疫情结束", "一五一十汇报",
    "合同编号：2024088号", "在会议室301召开", "第1页共12页", "百年未有之大变局", "985高校、211工程", "产业倍增计划", "减半征收",
    "收入成倍增长", "水质达到Ⅲ类标准", "八个点位", "经过千家万户", "对折叠屏",
]  # fmt: skip
SOME = [
    "电话0931-8250000，引进88个项目", "列前三位，完成97亿元", "V2.1，覆盖46万户", "8:30开会，共到会331人", "三号楼面积9.7万平方米",
    "签约合同38项，其中97亿元", "占三分之二", "实现翻番", "达半数以上", "上亿元", "比例5:3", "⑧万亩", "壹佰贰拾万元", "约七成", "打八折",
    "企业中½为外资企业", "产能达Ⅻ万吨", "十之八九的企业盈利", "十有八九的企业盈利", "数以万计的群众受益", "投资实现倍增", "用地减半",
    "新增就业万余人", "新增就业人数逾千", "完成投资1.2e3亿元", "完成投资一百来亿元", "投资上百亿元", "占比四六开", "比例为五比三",
    "增长千分之八", "增长八个点", "户均存款近万元", "八五折优惠", "打对折。", "产值腰斩", "产值翻了几番", "三分天下有其二", "合格率百分百",
    "Eighty-eight thousand people live here.", "Three quarters of the firms", "Output doubled.", "Output rose threefold.",
]  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(ROOT / "data" / "lanzhou-12")


def rules(pack: Pack, text: str) -> list[str]:
    passage = Passage(Place("report.docx", "body", paragraph=1), "text", text)
    return [f"{finding.rule} {finding.what}" for finding in audit(pack, {"report.docx": [passage]}).findings]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity_is_no_finding(pack: Pack, text: str) -> None:
    found = rules(pack, text)
    assert not [one for one in found if not one.startswith("F01 “309户”") and not one.startswith("F01 “38项”")], found


@pytest.mark.parametrize("text", SOME)
def test_a_quantity_beside_it_or_in_another_writing_is(pack: Pack, text: str) -> None:
    assert rules(pack, text)


def test_a_word_before_a_number_is_no_bound_of_it(pack: Pack) -> None:
    for text, said in (("全年签约309户。", "309户"), ("合约38项已经办结", "38项"), ("这里约309户", "约309户")):
        assert rules(pack, text) == [f"F01 “{said}” is not a fact of the pack"], text


@pytest.mark.parametrize("text", ["+44 20 7946 0958", "(a+b)*[1", "C:\\\\88"])
def test_allowed_numbers_are_plain_text(pack: Pack, text: str) -> None:
    allowed = pack.model_copy(update={"allowed_numbers": (text,)})
    assert rules(allowed, f"说明{text}。") == []
