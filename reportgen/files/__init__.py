"""The one door to the disk: files written whole, folders exchanged, locks, caches, the record of what was written, own templates."""

from reportgen.files.cache import cache_folder, code_hash, write_cached
from reportgen.files.exchange import exchange
from reportgen.files.lock import ProcessLock
from reportgen.files.shipped import shipped, template_path
from reportgen.files.whole import cannot_write, check_folder, write_files, write_whole

__all__ = [
    "ProcessLock",
    "cache_folder",
    "cannot_write",
    "check_folder",
    "code_hash",
    "exchange",
    "shipped",
    "template_path",
    "write_cached",
    "write_files",
    "write_whole",
]
