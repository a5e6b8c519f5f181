"""The few phrases that a batch itself adds to a document, in Chinese and in English."""

from dataclasses import dataclass

_INNER = str.maketrans("（）()", "〔〕[]")


@dataclass(frozen=True)
class Phrases:
    """Words for the cover, for a recipient's own numbers, and for the annex."""

    addressee: str
    own_heading: str
    own_message: str
    own_text: str
    own_title: str
    own_note: str
    own_notes: str
    own_source: str
    heads: tuple[str, str, str]
    annex: str
    remarks: str
    between: str
    comma: str
    stop: str

    def addressed_to(self, name: str) -> str:
        """Return the phrase that names the recipient on the cover; brackets of the name become inner ones."""
        return self.addressee.format(name=name.translate(_INNER))


_ZH = Phrases(
    addressee="（送{name}）",
    own_heading="收件单位数据",
    own_message="由收件单位填报，仅发该单位",
    own_text="收件单位填报的指标见{table}。",
    own_title="以下指标由收件单位填报",
    own_note="本表数据由收件单位填报",
    own_notes="本张数据由收件单位填报，仅发该单位，讲解时以该单位口径为准。",
    own_source="收件单位填报",
    heads=("指标", "数值", "来源"),
    annex="{title}见附件{table}",
    remarks="有关说明",
    between="、",
    comma="，",
    stop="。",
)
_EN = Phrases(
    addressee=" (for {name})",
    own_heading="Your own figures",
    own_message="Reported by you, sent to you alone",
    own_text="The figures that you reported are in {table}.",
    own_title="The figures that you reported",
    own_note="The numbers of this table were reported by the recipient.",
    own_notes="The numbers of this slide were reported by the recipient and are sent to no other.",
    own_source="Reported by you",
    heads=("Indicator", "Value", "Source"),
    annex="{title}: see {table} in the annex",
    remarks="Notes",
    between=", ",
    comma="; ",
    stop=".",
)


def phrases_for(language: str) -> Phrases:
    """Return the phrases of a language; a language that has none reads English."""
    return _ZH if language.startswith("zh") else _EN
