"""Addresses of links that hold tags: Office writes them as relationships, with the braces as %7B%7B."""

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.program.pieces import Call, Expression
from reportgen.template.tags.lexer import Tag, decoded_address, has_tag, split_tags

Addresses = dict[str, str]  # id of a relationship, and its address with tags as they were typed
NO_ADDRESSES: Addresses = {}


def take_addresses(part: str, members: dict[str, Member]) -> Addresses:
    """Return the addresses of a part that hold tags, and take their relationships out: filling makes new ones."""
    relationships = Relationships.of(part, members)
    found = {
        item.id: address
        for item in relationships.items
        if item.external and has_tag(address := decoded_address(item.target))
    }
    if found:
        relationships.items = [item for item in relationships.items if item.id not in found]
        rels = relationships.member()
        members[rels.name] = rels
    return found


def address_code(address: str, number: int) -> tuple[Call, list[Tag]]:
    """Return the code that gives the relationship of an address, and the block tags in it, which it cannot have."""
    pieces: list[str | Expression] = []
    blocks: list[Tag] = []
    for piece in split_tags(address):
        if isinstance(piece, str):
            pieces.append(piece)
        elif piece.kind == "output":
            pieces.append(Expression(piece.code))
        elif piece.kind == "raw":
            pieces.append(piece.code)
        elif piece.kind == "block":
            blocks.append(piece)
    return Call("_link", (number, *pieces)), blocks
