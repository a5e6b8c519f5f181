"""The pack: everything one edition says."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from reportgen.model.base import ModelBase
from reportgen.model.data_table import DataTable
from reportgen.model.facts.fact import Fact
from reportgen.model.facts.layer import Layer
from reportgen.model.facts.notice import Notice
from reportgen.model.facts.relation import Relation
from reportgen.model.figure import Figure
from reportgen.model.photo import Photo
from reportgen.model.section import Annex, Block, Section
from reportgen.model.slide import Slide
from reportgen.model.suppression import Suppression
from reportgen.model.table import Table


class Templates(ModelBase):
    """Templates of the pack's own, relative to the pack; those of reportgen where none are named."""

    report: str | None = None
    deck: str | None = None


class Source(ModelBase):
    """Where facts come from: who says it, in which paper, when, on which page. `rank` 1 is the most trusted.

    `label` is how it is printed under a figure; without one that is the organisation and the title.
    """

    label: str = ""
    organisation: str | None = None
    title: str | None = None
    url: str | None = None
    date: str | None = None
    page: str | None = None
    rank: int | None = Field(default=None, ge=1)
    sha256: str | None = None
    year_stated: bool = True

    @model_validator(mode="after")
    def _has_a_name(self) -> "Source":
        if not (self.label or self.organisation or self.title):
            raise ValueError("a source has `label`, or `organisation` and `title`")
        return self

    def name(self) -> str:
        """Return how the source is printed under a figure."""
        title = f"《{self.title}》" if self.title and not self.title.startswith("《") else self.title or ""
        return self.label or f"{self.organisation or ''}{title}"

    def full_name(self) -> str:
        """Return the source as a list of sources has it: 某市统计局《年度公报》，2024年3月，第12页，address."""
        title = f"《{self.title}》" if self.title and not self.title.startswith("《") else self.title or ""
        said = f"{self.organisation or ''}{title}"
        head = said if not self.label or self.label in said else f"{self.label}：{said}" if said else self.label
        page = f"第{self.page}页" if self.page and self.page[0].isdigit() else self.page
        return "，".join(part for part in (head, self.date, page, self.url) if part)


class Pack(ModelBase):
    """Everything one edition says."""

    schema_version: Literal[1] = 1
    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    edition: str = Field(default="draft", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str
    title_lines: tuple[str, ...] = Field(default=(), max_length=2)  # the cover of the deck holds two lines
    occasion: str = ""
    subtitle: str = ""
    report_subtitle: str = ""
    short_title: str
    organisation: str
    source_label: str = "数据来源"
    language: str = "zh-CN"
    theme: Literal["A", "B"] = "A"
    numeral: str | None = None
    date: str | None = None
    templates: Templates = Templates()
    sources: dict[str, Source] = {}
    facts: dict[str, Fact] = {}
    layers: tuple[Layer, ...] = ()
    relations: tuple[Relation, ...] = ()
    allowed_numbers: tuple[str, ...] = ()  # words with numbers that are no facts: names, telephone numbers
    band: tuple[str, ...] = Field(default=(), max_length=4)
    sections: tuple[Section, ...] = ()
    annex: Annex | None = None
    figures: dict[str, Figure] = {}
    tables: dict[str, Table] = {}
    data: dict[str, DataTable] = {}  # tables whose numbers are facts; in pack.yaml their sources
    photos: tuple[Photo, ...] = ()
    slides: tuple[Slide, ...] = ()
    past: dict[str, str] = {}  # editions before this one that its texts and figures repeat, with their hashes
    notices: tuple[Notice, ...] = ()  # what its sources hold that nothing takes
    written: dict[str, str] = Field(default={}, exclude=True)  # where each fact and relation stands: facts.yaml:12
    suppress: tuple[Suppression, ...] = ()  # findings that are accepted, each with its reason

    def own_facts(self) -> dict[str, Fact]:
        """Return the facts that the pack keeps itself: not those of tables and figures, nor of editions before."""
        cells = {key for table in self.data.values() for key in table.fact_ids()}
        cells |= {key for figure in self.figures.values() for key in figure.own_fact_ids()}
        return {
            key: fact
            for key, fact in self.facts.items()
            if key not in cells and fact.edition is None and fact.movement is None
        }

    def source_names(self, fact_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the sources of facts as they are printed, in the order of the facts, each once."""
        keys = dict.fromkeys(key for fact_id in fact_ids for key in self.source_keys(fact_id))
        return tuple(dict.fromkeys(self.sources[key].name() if key in self.sources else key for key in keys))

    def source_keys(self, fact_id: str) -> tuple[str, ...]:
        """Return the sources of one fact; those of what it is computed from where it names none itself.

        The only source of a pack is that of all its facts; a number set by hand has none.
        """
        fact = self.facts.get(fact_id)
        if fact is None:
            return ()
        if fact.source:
            return (fact.source,)
        if fact.made_of:
            return tuple(dict.fromkeys(key for part in fact.made_of for key in self.source_keys(part)))
        if fact.manual or len(self.sources) > 1:
            return ()
        return tuple(self.sources) or (self.organisation,)

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of the report in their order, those of the annex last."""
        annex = self.annex.blocks if self.annex else ()
        return (*(block for section in self.sections for block in section.blocks), *annex)
