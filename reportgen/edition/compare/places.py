"""Many places of one fact in one line of Chinese, file by file: 报告：一、总体成效 第2、3段，表格2处；演示文稿：第3、4张幻灯片."""

from collections.abc import Iterable

from reportgen.findings import Place

FILES = {"report.docx": "报告", "deck.pptx": "演示文稿"}


def summary(places: Iterable[Place]) -> str:
    """Return the places of a fact."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.file, []).append(place)
    return "；".join(f"{FILES.get(file, file)}：{_of_file(own)}" for file, own in found.items())


def _of_file(places: list[Place]) -> str:
    words = []
    paragraphs: dict[str, dict[int, None]] = {}
    for place in places:
        if place.paragraph and not place.table and not place.region:
            key, number = (place.heading, place.under) if place.heading and place.under else ("", place.paragraph)
            paragraphs.setdefault(key, {})[number] = None
    for heading, numbers in paragraphs.items():
        words.append(f"{heading}{' ' if heading else ''}第{'、'.join(map(str, numbers))}段")
    slides = dict.fromkeys(place.number for place in places if place.part == "slide")
    if slides:
        words.append(f"第{'、'.join(map(str, slides))}张幻灯片")
    others = (
        ("表格", sum(1 for place in places if place.table and not place.region)),
        ("替代文字", sum(1 for place in places if place.region.startswith("alt ") and place.part != "slide")),
    )
    words += [f"{name}{count}处" for name, count in others if count]
    return "，".join(words) or f"{len(places)}处"
