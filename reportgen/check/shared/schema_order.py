"""The rule that children stand in the order of the schema (W07), for the elements where writers get it wrong."""

from collections.abc import Iterator

from lxml import etree

from reportgen.findings import Finding, Place, Rule

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ORDERS = {
    f"{W}pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    f"{W}rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    f"{W}tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders "
    "shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    f"{W}tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    f"{W}sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    f"{A}pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buSzPts buFontTx buFont buNone buAutoNum buChar buBlip tabLst defRPr extLst",
    f"{A}rPr": "ln noFill solidFill gradFill blipFill pattFill grpFill effectLst effectDag highlight uLnTx uLn uFillTx uFill latin ea cs sym "
    "hlinkClick hlinkMouseOver rtl extLst",
}
_RANKS = {tag: {name: rank for rank, name in enumerate(order.split())} for tag, order in _ORDERS.items()}
_FREE = ("headerReference", "footerReference")  # these two may mix
VALID = Rule("W07", "error", "the package and the order of its elements are valid")


def order_faults(place: Place, root: etree._Element) -> Iterator[Finding]:
    """Yield the first element of each kind whose children are out of order."""
    told: set[str] = set()
    for element in root.iter(*_RANKS):
        tag = str(element.tag)
        if tag in told or len(element) < 2:
            continue
        ranks = _RANKS[tag]
        last, before = -1, ""
        for child in element:
            name = str(child.tag).rpartition("}")[2]
            rank = ranks.get(name, last)
            if rank < last and name not in _FREE:
                told.add(tag)
                what = f"{tag.rpartition('}')[2]}: {name} stands after {before}"
                yield VALID.at(place, what, "put the elements in the order of the schema")
                break
            last, before = rank, name
