"""Content controls: those filled by their own tag, check boxes and lists among them, and placeholders that are none any more."""

from lxml import etree

from reportgen.template.tags.grammar import XML_SPACE, W
from reportgen.template.tags.lexer import Tag, has_tag, split_tags

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_CONTROL, _LOOK, _CONTENT, _TEXT, _RUN = (f"{{{W}}}{name}" for name in ("sdt", "sdtPr", "sdtContent", "t", "r"))
_VAL = f"{{{W}}}val"
_PLACEHOLDER = f"{{{W}}}showingPlcHdr"
_STYLE = f"{{{W}}}rPr/{{{W}}}rStyle"
_STATES = {"checkedState": "2612", "uncheckedState": "2610"}  # what Word shows where the control says nothing: ☒ and ☐


def fill_controls(root: etree._Element, placeholder_styles: frozenset[str]) -> None:
    """Write the tags of controls into what they show; a control that shows a value shows no placeholder."""
    for control in list(root.iter(_CONTROL)):
        look, content = control.find(_LOOK), control.find(_CONTENT)
        if look is None or content is None:
            continue
        tag = _own_tag(look)
        if tag is not None:
            _show(look, content, tag)
        if any(has_tag(text.text or "") for text in content.iter(_TEXT)):
            _no_placeholder(look, content, placeholder_styles)


def _own_tag(look: etree._Element) -> Tag | None:
    """The tag {{ … }} that stands in the tag or the title of a control; it leaves its name there."""
    for name in ("tag", "alias"):
        element = look.find(f"{{{W}}}{name}")
        pieces = [] if element is None else split_tags(element.get(_VAL, "").strip())
        if element is not None and len(pieces) == 1 and isinstance(pieces[0], Tag) and pieces[0].kind == "output":
            element.set(_VAL, pieces[0].code[:64])
            return pieces[0]
    return None


def _show(look: etree._Element, content: etree._Element, tag: Tag) -> None:
    box = look.find(f"{{{_W14}}}checkbox")
    items = list(look.iter(f"{{{W}}}listItem"))
    if box is not None:
        checked = box.find(f"{{{_W14}}}checked")
        if checked is None:
            checked = etree.Element(f"{{{_W14}}}checked")
            box.insert(0, checked)
        checked.set(f"{{{_W14}}}val", f"{{{{ 1 if ({tag.code}) else 0 }}}}")
        on, off = (_state(box, name) for name in _STATES)
        _write(content, f"{{{{ '{on}' if ({tag.code}) else '{off}' }}}}")
    elif items:
        shown = {item.get(_key("value"), ""): item.get(_key("displayText"), "") for item in items}
        pairs = ", ".join(f"{_quoted(key)}: {_quoted(text or key)}" for key, text in shown.items())
        _write(content, f"{{{{ {{{pairs}}}.get({tag.code}, {tag.code}) }}}}")
    else:
        _write(content, tag.written)


def _key(name: str) -> str:
    return f"{{{W}}}{name}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _state(box: etree._Element, name: str) -> str:
    state = box.find(f"{{{_W14}}}{name}")
    return chr(int((None if state is None else state.get(f"{{{_W14}}}val")) or _STATES[name], 16))


def _write(content: etree._Element, text: str) -> None:
    """Put text into the first run of a control, and nothing into its other texts."""
    texts = list(content.iter(_TEXT))
    if not texts:
        run = next(content.iter(_RUN), None)
        paragraph = next(content.iter(f"{{{W}}}p"), content)
        run = etree.SubElement(paragraph, _RUN) if run is None else run
        texts = [etree.SubElement(run, _TEXT)]
    for element in texts:
        element.text = ""
    texts[0].text = text
    texts[0].set(XML_SPACE, "preserve")


def _no_placeholder(look: etree._Element, content: etree._Element, styles: frozenset[str]) -> None:
    for mark in look.findall(_PLACEHOLDER):
        look.remove(mark)
    for run in content.iter(_RUN):
        style = run.find(_STYLE)
        if style is not None and style.get(_VAL) in styles:
            style.getparent().remove(style)  # type: ignore[union-attr]
