"""The channels by which a recipient is reached: the table of their names, and what an address of each is.

The channel `chat` is the file `distribute/send/chat.py`, which has its sender; a test says what is missing where one stands alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.model.recipients.addresses import AddressFault, chat_fault, folder_fault, mail_fault


@dataclass(frozen=True)
class ChannelKind:
    """One channel: its name, what is wrong with an address, what an address is, and whether it takes copies."""

    name: str
    fault: Callable[[str], AddressFault | None]
    address: str
    copies: bool = False


CHANNELS = {
    kind.name: kind
    for kind in (
        ChannelKind("folder", folder_fault, "a folder inside the delivery folder, or the URL of a store"),
        ChannelKind("mail", mail_fault, "an e-mail address", copies=True),
        ChannelKind("chat", chat_fault, "a name; the environment variable REPORTGEN_CHAT_<NAME> holds the URL"),
    )
}
if TYPE_CHECKING:
    ChannelName = str
else:
    ChannelName = Literal[tuple(CHANNELS)]


def channel_names() -> str:
    """Return the names of the channels, as a sentence lists them: folder, mail or chat."""
    *first, last = CHANNELS
    return f"{', '.join(first)} or {last}"


def address_fault(channel: str, address: str) -> AddressFault | None:
    """Return what is wrong with an address, or None."""
    kind = CHANNELS.get(channel)
    return kind.fault(address) if kind else (f"the channel {channel!r} is unknown", f"use {channel_names()}")
