"""What a part is made of, each by its own name: what it says, its template, and the program."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MadeOf:
    """What a part was made of.

    `facts` is the hash of all that it says: facts, texts, the recipient. `template` is the hash of a template of the pack and its
    theme; templates that come with the program have the program's version. `program` is that version. "" is unknown.
    """

    facts: str = ""
    template: str = ""
    program: str = ""

    @property
    def key(self) -> str:
        """The name of the file's content, for a part that is made again only if this has changed."""
        return f"{self.facts} {self.template} {self.program}"

    def differs_by(self, other: "MadeOf") -> str:
        """Return in words what two parts with the same facts differ by."""
        if self.template != other.template and self.template and other.template:
            return "other template"
        return f"other program ({other.program or 'an earlier one'})"


UNKNOWN = MadeOf()
