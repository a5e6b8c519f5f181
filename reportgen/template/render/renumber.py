"""Values for the ids that were repeated or brought along: each round its own, and what refers to them follows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import count

from reportgen.model.numbers.numerals import chinese_number
from reportgen.ooxml.package import Member
from reportgen.private_use import LATER, LATER_END, NOTE, NOTE_END, NOTE_HEAD, SCOPE, SCOPE_END, STOP, VALUE, VALUE_END
from reportgen.template.program.program import Key
from reportgen.template.tags.references import FOREIGN, NOTES

_MARK = re.compile(
    f"{SCOPE}([+]?\\d+){STOP}|({SCOPE_END})|{VALUE}(\\w+):([^{VALUE_END}]*){VALUE_END}"
    f"|{NOTE}(\\w+):([^{NOTE_HEAD}]*){NOTE_HEAD}|({NOTE_END})"
)
_NAMED = re.compile(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"')
_VML_ID = re.compile(r'<v:\w+ [^>]*?\bid="([^"]*)"')
_NUMBERED_SHAPE = re.compile(r"_x0000_([si])(\d+)$")
_RESULT = re.compile(f"{LATER}([^|{LATER_END}]*)\\|([^{LATER_END}]*){LATER_END}")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_LONGEST_NAME = 40  # of a bookmark
_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


@dataclass
class Identities:
    """What a whole document has given out: numbers, names, lists, and copies of its notes."""

    members: Mapping[str, Member]
    numbers: Iterator[int] = field(default_factory=count)
    copies: list[tuple[str, str, str]] = field(default_factory=list)  # kind of a note, its id, the id of its copy
    lists: list[tuple[str, str]] = field(default_factory=list)  # a list, and a new one that begins anew like it
    notes: dict[str, list[str]] = field(
        default_factory=dict
    )  # XML of notes that were filled where they are referred to
    gone: set[Key] = field(default_factory=set)  # notes that nothing refers to any more
    _taken: dict[str, set[str]] = field(default_factory=dict)

    @property
    def has_notes(self) -> bool:
        """Whether notes or lists have to be written."""
        return bool(self.notes or self.copies or self.lists or self.gone)

    def forget_notes(self) -> None:
        """Forget the notes and lists that are written."""
        self.notes, self.copies, self.lists, self.gone = {}, [], [], set()

    def fresh(self, kind: str, old: str) -> str:
        """Return a value that nothing in the document has."""
        if kind in ("name", "move"):
            return self._name(old)
        shape = _NUMBERED_SHAPE.match(old)
        if shape and kind in ("vml", "spid"):
            return self._free("vml", (f"_x0000_{shape.group(1)}{n}" for n in count(int(shape.group(2)) + 1)))
        if kind in ("vml", "spid"):
            return self._free("vml", (f"{old}_{n}" for n in count(2)))
        return str(next(self.numbers))

    def is_free(self, kind: str, value: str) -> bool:
        """Take a name that comes from another document, if the document has none like it."""
        if kind not in ("name", "vml"):
            return False
        key = value.lower() if kind == "name" else value
        taken = self._known(kind)
        free = key not in taken
        taken.add(key)
        return free

    def _name(self, old: str) -> str:
        tries = (f"{old[: _LONGEST_NAME - 1 - len(str(n))]}_{n}" for n in count(2))
        return self._free("name", tries)

    def _free(self, kind: str, tries: Iterator[str]) -> str:
        taken = self._known(kind)
        value = next(value for value in tries if (value.lower() if kind == "name" else value) not in taken)
        taken.add(value.lower() if kind == "name" else value)
        return value

    def _known(self, kind: str) -> set[str]:
        """The names that the document has: looked for when the first new one is needed."""
        if kind not in self._taken:
            pattern = _NAMED if kind == "name" else _VML_ID
            parts = [m.content.decode("utf-8", "replace") for n, m in self.members.items() if _may_name(n)]
            found = {unescape(name) for part in parts for name in pattern.findall(part)}
            self._taken[kind] = {name.lower() for name in found} if kind == "name" else found
        return self._taken[kind]


def _may_name(name: str) -> bool:
    return name.endswith(".xml") and name.startswith("word/") and "/theme/" not in name


@dataclass
class _Scope:
    """A round: the values of its ids, and which of them a round inside has taken over."""

    values: dict[Key, str]
    handed: set[Key] = field(default_factory=set)


class Renumbering:
    """Resolves the marks of one part, in the order of the document."""

    def __init__(
        self, identities: Identities, scopes: Sequence[Sequence[Key]], copy: Callable[[str], str] | None = None
    ) -> None:
        self.identities = identities
        self._copy = copy  # of what a relationship leads to
        self._made: dict[str, str] = {}  # relationships of the copies, by the provisional ids of those they come from
        self._scopes = scopes
        self.brought: list[Sequence[Key]] = []  # the ids of each document that has come into the part
        self.has_sections = False  # whether a document has brought sections into the part
        self._open: list[_Scope] = []
        self._handed: set[Key] = set()
        self._counts: dict[str, int] = {}
        self._unused: dict[Key, str] = {}  # new ids that do not stand in the text yet, with those they come from

    def foreign(self, keys: Sequence[Key], xml: str) -> str:
        """Return the XML of another document as a scope of its own."""
        self.brought.append(keys)
        return f"{SCOPE}{FOREIGN}{len(self.brought) - 1}{STOP}{xml}{SCOPE_END}"

    def resolve(self, xml: str) -> str:
        """Return XML in which every mark has become a value; notes go to the identities."""
        if not _MARK.search(xml):
            return xml
        out: list[str] = []
        around: list[tuple[list[str], str, str]] = []
        end = 0
        for match in _MARK.finditer(xml):
            out.append(xml[end : match.start()])
            end = match.end()
            scope, close, kind, value, note, note_id, note_end = match.groups()
            if scope:
                self._enter(scope)
            elif close:
                self._open.pop()
            elif kind:
                out.append(self._value(kind, value))
            elif note:
                around.append((out, note, note_id))
                out = []
            elif note_end:
                content, (out, kind, value) = "".join(out), around.pop()
                self.identities.notes.setdefault(kind, []).append(_with_id(content, self._value(kind, value)))
        out.append(xml[end:])
        return _with_results("".join(out))

    def _enter(self, number: str) -> None:
        if number.startswith(FOREIGN):
            keys = self.brought[int(number[1:])]
            values = {key: self._brought(*key) for key in keys}
        else:
            values = {key: self._of_round(key) for key in self._scopes[int(number)]}
        self._open.append(_Scope(values))

    def _brought(self, kind: str, value: str) -> str:
        return value if self.identities.is_free(kind, value) else self.identities.fresh(kind, value)

    def _of_round(self, key: Key) -> str:
        """The value of an id in a new round: that of the round around it for the first one, a fresh one afterwards."""
        for scope in reversed(self._open):
            if key in scope.values:
                if key in scope.handed:
                    return self._fresh(key)
                scope.handed.add(key)
                return scope.values[key]
        if key in self._handed:
            return self._fresh(key)
        self._handed.add(key)
        return key[1]

    def _fresh(self, key: Key) -> str:
        kind, old = key
        new = f"{old}~{next(self.identities.numbers)}" if kind == "part" else self.identities.fresh(kind, old)
        self._unused[(kind, new)] = old
        return new

    def _value(self, kind: str, value: str) -> str:
        if kind == "seq":
            return self._counted(value)
        if kind == "ref":
            name, _, cached = value.partition("|")
            return f"{LATER}{self._value('name', name)}|{cached}{LATER_END}"
        plain = unescape(value)
        for scope in reversed(self._open):
            if (kind, plain) in scope.values:
                return escape(self._used(kind, scope.values[(kind, plain)]))
        return value

    def _used(self, kind: str, new: str) -> str:
        """Remember the note or list that has to be copied, once its new id stands in the text."""
        old = self._unused.pop((kind, new), None)
        if old is not None and kind in NOTES:
            self.identities.copies.append((kind, old, new))
        elif old is not None and kind == "num":
            self.identities.lists.append((old, new))
        elif old is not None and kind == "part" and self._copy is not None:
            self._made[new] = self._copy(old.partition("~")[0])
        return self._made.get(new, new)

    def _counted(self, value: str) -> str:
        """The number of a caption: one more than the last of its label, or where the field says that it begins."""
        label, form, start = value.split("|")
        self._counts[label] = int(start) if start else self._counts.get(label, 0) + 1
        return numeral(self._counts[label], form)


def numeral(number: int, form: str) -> str:
    """Return a number as a field writes it: ARABIC, ROMAN, roman, ALPHABETIC, alphabetic, CHINESENUM3."""
    if form.upper() == "ROMAN":
        rest, out = number, ""
        for value, letters in _ROMAN.items():
            times, rest = divmod(rest, value)
            out += letters * times
        return out if form.isupper() else out.lower()
    if form.upper() == "ALPHABETIC":
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form.isupper() else letters.lower()
    if form.upper().startswith("CHINESENUM"):
        return chinese_number(number)
    return str(number)


def _with_id(note: str, value: str) -> str:
    return re.sub(r'(<w:\w+ [^>]*?w:id=")[^"]*', lambda match: match.group(1) + value, note, count=1)


def _with_results(xml: str) -> str:
    """What fields show of bookmarks: the text that the bookmark has now; what the template shows, where there is none."""
    if LATER not in xml:
        return xml
    return _RESULT.sub(lambda match: _bookmarked(xml, match.group(1)) or match.group(2), xml)


def _bookmarked(xml: str, name: str) -> str:
    start = re.search(rf'<w:bookmarkStart [^>]*?w:name="{re.escape(name)}"[^>]*>', xml)
    number = re.search(r'w:id="([^"]*)"', start.group()) if start else None
    if start is None or number is None:
        return ""
    end = re.compile(rf'<w:bookmarkEnd [^>]*?w:id="{re.escape(number.group(1))}"').search(xml, start.end())
    text = "".join(_TEXT.findall(xml[start.end() : end.start()])) if end else ""
    return _RESULT.sub(lambda match: match.group(2), text)
