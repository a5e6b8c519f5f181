"""Choosing channels by their names. In: a batch, settings; out: the channels that its parcels need."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.distribute.batch_manifest import BatchManifest
from reportgen.distribute.send.channel import Channel
from reportgen.distribute.send.chat import ChatChannel
from reportgen.distribute.send.folder import FolderChannel
from reportgen.distribute.send.mail import MailChannel, MailSettings
from reportgen.distribute.send.message import MailTexts
from reportgen.distribute.send.run import Channels
from reportgen.distribute.send.secrets import Secrets


def channels_by_environment(base: str, secrets: Secrets, pack_dir: Path | None, *, send: bool) -> Channels:
    """Return what makes the channels of a batch; a dry run asks for no mail server."""

    def make(batch: BatchManifest, names: frozenset[str]) -> Mapping[str, Channel]:
        found: dict[str, Channel] = {}
        if "folder" in names:
            found["folder"] = FolderChannel(base, secrets)
        if "mail" in names:
            unset = MailSettings("a server yet to be named (REPORTGEN_SMTP_HOST)", 0, "")
            there = bool(secrets.get("REPORTGEN_SMTP_HOST"))
            settings = MailSettings.of(secrets) if send or there else unset
            languages = {parcel.language for parcel in batch.parcels}
            texts = {language: MailTexts.of(pack_dir, language) for language in sorted(languages)}
            found["mail"] = MailChannel(settings, batch, secrets, texts)
        if "chat" in names:
            found["chat"] = ChatChannel(batch, secrets)
        return found

    return make
