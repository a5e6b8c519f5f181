"""The loops around a place while a part is compiled, and over which of them a cell is merged."""

import re
from dataclasses import dataclass, field

from reportgen.template.program.pieces import Codes, Step

_FOR = re.compile(r"^for\s+(.+?)\s+in\s", re.DOTALL)
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Loops:
    """The loops that are open, outermost first: their variables, and the number of the code that opens each."""

    around: list[tuple[set[str], int]] = field(default_factory=list)

    def meet(self, code: str, number: int) -> None:
        """Go on to the next block tag of the part."""
        match = _FOR.match(code)
        if match:
            self.around.append((set(_NAME.findall(match.group(1))), number))
        elif code.startswith("endfor") and self.around:
            self.around.pop()

    def first(self, name: str, text: str, codes: Codes) -> tuple[str, str]:
        """Return the test that a cell begins its merged area, and what is wrong with the name that its tag gives.

        `{% vm a %}` merges over all rows of one `a`; without a name it is the loop whose variable the cell shows.
        """
        shown = self._shown(text)
        if name and not any(name in names for names, _ in self.around):
            return "loop.first", f"names {name}, and no loop around it has this variable"
        level = max(
            (n for n, (names, _) in enumerate(self.around) if (name in names if name else names & shown)), default=-1
        )
        inner = self.around[level + 1 :] if level >= 0 else []
        if len(inner) < 2:
            return (
                "loop.first",
                "" if not name or inner else "is merged over the rows of one item, and there is one row",
            )
        return " and ".join(self._handle(number, codes) for _, number in inner), ""

    def _shown(self, text: str) -> set[str]:
        found: set[str] = set()
        for code in _TAG.findall(text):
            found.update(_NAME.findall(_QUOTED.sub("", code)))
        return found

    def _handle(self, number: int, codes: Codes) -> str:
        """The name under which a loop is known to the loops inside it."""
        name = f"_loop{number}"
        pieces, tag = codes[number]
        named = Step(f"set {name} = loop")
        if named not in pieces:
            codes[number] = ((*pieces, named), tag)
        return f"{name}.first"
