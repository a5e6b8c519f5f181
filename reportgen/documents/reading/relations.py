"""Relationships that lead to something no reader here knows; what is known to hold no words is left out."""

from collections.abc import Iterator

from reportgen.documents.reading.passage import Unread
from reportgen.findings import Place
from reportgen.ooxml.parsed_package import Opened

_KNOWN_TO_READERS = (
    "officeDocument core-properties extended-properties custom-properties header footer footnotes endnotes comments aFChunk slide notesSlide "
    "slideLayout slideMaster notesMaster chart chartEx diagramData diagramDrawing image package chartUserShapes"
)
_WITHOUT_WORDS = (
    "styles stylesWithEffects numbering settings webSettings fontTable font theme themeOverride thumbnail customXml customXmlProps "
    "hyperlink attachedTemplate printerSettings presProps viewProps tableStyles tags commentAuthors authors people commentsExtended "
    "commentsIds commentsExtensible glossaryDocument handoutMaster diagramLayout diagramQuickStyle diagramColors chartStyle "
    "chartColorStyle vbaProject wordVbaData keyMapCustomizations attachedToolbars recipientData mailMergeSource "
    "mailMergeHeaderSource vmlDrawing legacyDiagramText slideUpdateInfo changesInfo revisionInfo origin signature certificate "
    "oleObject video audio media control activeXControlBinary ink classificationlabels documenttasks transform externalLinkPath "
    "calcChain worksheet sharedStrings customData hdphoto model3d ctrlProp"
)
_KNOWN = frozenset((*_KNOWN_TO_READERS.split(), *_WITHOUT_WORDS.split()))


def unknown_relations(place: Place, members: Opened) -> Iterator[Unread]:
    """Yield each kind of part that is unknown, once."""
    seen: set[str] = set()
    waiting, visited = [""], {""}
    while waiting:
        for item in members.arrows(waiting.pop()).items:
            if item.external or item.target not in members:
                continue
            kind = item.type.rpartition("/")[2]
            if kind not in _KNOWN and kind not in seen:
                seen.add(kind)
                yield Unread(place, f"a part of the kind {kind} ({item.target})")
            if item.target not in visited:
                visited.add(item.target)
                waiting.append(item.target)
