"""Delivery to chat groups by Apprise (WeCom, DingTalk, Feishu …). In: parcel; out: a message with the file or a link.

The URL of a chat is a secret: the list holds a name, the environment the URL, and no library may log it.
"""

import logging
import posixpath
import tempfile
from pathlib import Path
from urllib.parse import quote

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.distribute.send.channel import Acceptance, InDoubt, NotSent, PointOfNoReturn, Surroundings
from reportgen.distribute.send.secrets import Secrets


class ChatChannel:
    """Posts to chats; with REPORTGEN_LINK_BASE a link, otherwise the file where the service takes one."""

    repeatable = False

    def __init__(self, batch: BatchManifest, secrets: Secrets) -> None:
        self.batch, self.secrets = batch, secrets

    def where(self, parcel: Parcel) -> str:
        """Return the name of the chat, and whether its URL is set."""
        variable = variable_of(parcel.address)
        return f"chat {parcel.address}" + ("" if self.secrets.get(variable) else f" ({variable} is not set)")

    def send(self, parcel: Parcel, content: bytes, round_: int, no_return: PointOfNoReturn) -> Acceptance:
        """Post one message."""
        variable = variable_of(parcel.address)
        url = self.secrets.get(variable)
        if not url:
            raise NotSent(f"{variable} is not set; it holds the URL of the chat")
        try:
            import apprise
        except ImportError as error:
            raise NotSent("chat needs Apprise: pip install 'reportgen[deliver]'") from error
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it logs URLs
        chat = apprise.Apprise()
        if not chat.add(url):
            raise NotSent(f"{variable} is not a URL that Apprise supports")
        base = self.secrets.get("REPORTGEN_LINK_BASE")
        takes_files = not base and all(getattr(service, "attachment_support", False) for service in chat)
        title, body = _words(self.batch, parcel)
        if base:
            body += f"\n{base.rstrip('/')}/{quote(parcel.file)}"
        with tempfile.TemporaryDirectory(prefix="reportgen-chat-") as folder:
            attachment = None
            if takes_files:
                path = Path(folder, posixpath.basename(parcel.file))
                path.write_bytes(content)
                attachment = str(path)
            elif not base:
                raise NotSent("this chat takes no files; set REPORTGEN_LINK_BASE to where they can be fetched")
            no_return()
            done = chat.notify(title=title, body=body, attach=attachment)
        if not done:
            # Apprise does not tell a refusal from an answer that never came
            raise InDoubt("the chat did not confirm the message")
        return Acceptance(f"chat {parcel.address}", "link" if base else "file")

    def close(self) -> None:
        """Nothing stays open."""


def _words(batch: BatchManifest, parcel: Parcel) -> tuple[str, str]:
    title, _ = batch.words_for(parcel.language)
    file, digest = posixpath.basename(parcel.file), parcel.sha256[:16]
    if parcel.language.startswith("zh"):
        return f"{title}（第{batch.edition}版）：{parcel.name}", f"{file}\n校验值 {digest}"
    return f"{title} (edition {batch.edition}): {parcel.name}", f"{file}\nchecksum {digest}"


def variable_of(address: str) -> str:
    """Return the environment variable that holds the URL of a chat."""
    return "REPORTGEN_CHAT_" + address.upper().replace("-", "_")


def channel(around: Surroundings) -> ChatChannel:
    """Return the channel of a batch."""
    return ChatChannel(around.batch, around.secrets)
