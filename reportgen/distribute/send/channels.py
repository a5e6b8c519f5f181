"""Choosing channels by their names. In: a batch, settings; out: the channels that its parcels need."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from reportgen.distribute.batch_manifest import BatchManifest
from reportgen.distribute.send.channel import Channel, ChannelMaker, Surroundings
from reportgen.distribute.send.run import Channels
from reportgen.distribute.send.secrets import Secrets


def channels_by_environment(base: str, secrets: Secrets, pack_dir: Path | None, *, send: bool) -> Channels:
    """Return what makes the channels of a batch; a dry run asks for no mail server."""

    def make(batch: BatchManifest, names: frozenset[str]) -> Mapping[str, Channel]:
        around = Surroundings(batch, base, secrets, pack_dir, send)
        return {name: maker(name)(around) for name in sorted(names)}

    return make


def maker(name: str) -> ChannelMaker:
    """Return what makes a channel: `channel` in the module of its name."""
    made: ChannelMaker = import_module(f"reportgen.distribute.send.{name}").channel
    return made
