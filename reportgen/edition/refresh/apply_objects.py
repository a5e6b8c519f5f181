"""Writing new data into charts and new drawings into pictures, at the size, crop and formatting that the person gave them."""

from collections.abc import Mapping, Sequence

from reportgen.documents.reading.passage import Passage
from reportgen.edition.refresh.apply import Applied
from reportgen.edition.refresh.chart_refill import refill_chart, replace_workbook
from reportgen.edition.refresh.objects import ChartSaid, ObjectChange, charts_of
from reportgen.edition.refresh.plan import Item
from reportgen.edition.refresh.text_places import OpenParts
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import parse_xml


class ObjectWriter:
    """Writes the objects of one file; `new` is the file as it is printed now."""

    def __init__(
        self,
        parts: OpenParts,
        theirs: Sequence[Passage],
        printed: Sequence[Passage],
        new: Opened,
        fresh: Sequence[Passage],
    ) -> None:
        self.parts, self.new = parts, new
        self._mine = {chart.part: chart for chart in charts_of(theirs)}
        self._printed = {chart.part: chart for chart in charts_of(printed)}
        self._fresh = {chart.part: chart for chart in charts_of(fresh)}

    def apply(self, items: Sequence[Item], changes: Mapping[int, ObjectChange]) -> Applied:
        """Write the items that name an object."""
        result = Applied()
        for item in items:
            change = changes[item.passage]
            done = self._picture(change) if change.kind == "picture" else self._chart(change)
            (result.done if done else result.failed).append(item)
        return result

    def _picture(self, change: ObjectChange) -> bool:
        if (
            change.new not in self.new
            or change.theirs.rpartition(".")[2].lower() != change.new.rpartition(".")[2].lower()
        ):
            return False
        self.parts.replaced[change.theirs] = self.new[change.new].content
        return True

    def _chart(self, change: ObjectChange) -> bool:
        mine, printed, now = self._mine[change.theirs], self._printed[change.base], self._fresh[change.new]
        root = self.parts.tree(change.theirs)
        fresh = parse_xml(self.new[change.new].content)
        refill_chart(root, fresh, mine, printed, now)
        book = self.new.arrows(change.new).target("package")
        if book is not None and book in self.new and _may_replace(mine, printed):
            content = self.new[book].content
            self.parts.add(replace_workbook(self.parts.members, change.theirs, root, content))
        return True


def _may_replace(mine: ChartSaid, printed: ChartSaid) -> bool:
    """Whether the workbook holds nothing of the person: it is gone, or as it was printed."""
    return not mine.workbook or all(printed.workbook.get(cell) in (text, None) for cell, text in mine.workbook.items())
