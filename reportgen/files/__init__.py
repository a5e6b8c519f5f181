"""The one door to the disk: files written whole, folders exchanged, locks, caches, the record of what was written, own templates.

Names are imported when they are first asked for: most commands need only a few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportgen.files.exchange import exchange  # the module has the same name, so it cannot wait

if TYPE_CHECKING:
    from reportgen.files.cache import cache_folder, code_hash, write_cached
    from reportgen.files.cache_size import CacheEntry, bound_cache, cache_entries, cache_limit, clear_cache, trim_cache
    from reportgen.files.drafts import is_draft
    from reportgen.files.guard import (
        OnChange,
        back_up,
        backup_path,
        beside,
        changed,
        changed_by_hand,
        refuse_folder,
        refuse_inputs,
        save_file,
        save_files,
    )
    from reportgen.files.lock import Busy, ProcessLock
    from reportgen.files.rewriting import rewrite
    from reportgen.files.schema import check_schema
    from reportgen.files.signed import read_signed, write_signed
    from reportgen.files.stores import Store, checked_text, store_error
    from reportgen.files.templates import shipped, template_path
    from reportgen.files.whole import cannot_write, cause_of, check_folder, write_files, write_whole
    from reportgen.files.written import RECORD, known, remember, sha256, shorten

_HOMES = {
    "back_up": "guard",
    "backup_path": "guard",
    "beside": "guard",
    "bound_cache": "cache_size",
    "Busy": "lock",
    "cache_entries": "cache_size",
    "cache_folder": "cache",
    "cache_limit": "cache_size",
    "cannot_write": "whole",
    "cause_of": "whole",
    "changed": "guard",
    "changed_by_hand": "guard",
    "check_folder": "whole",
    "check_schema": "schema",
    "checked_text": "stores",
    "clear_cache": "cache_size",
    "code_hash": "cache",
    "CacheEntry": "cache_size",
    "is_draft": "drafts",
    "known": "written",
    "OnChange": "guard",
    "ProcessLock": "lock",
    "read_signed": "signed",
    "RECORD": "written",
    "refuse_folder": "guard",
    "refuse_inputs": "guard",
    "remember": "written",
    "rewrite": "rewriting",
    "save_file": "guard",
    "save_files": "guard",
    "sha256": "written",
    "shipped": "templates",
    "shorten": "written",
    "Store": "stores",
    "store_error": "stores",
    "template_path": "templates",
    "trim_cache": "cache_size",
    "write_cached": "cache",
    "write_files": "whole",
    "write_signed": "signed",
    "write_whole": "whole",
}
__all__ = [
    "RECORD",
    "Busy",
    "CacheEntry",
    "OnChange",
    "ProcessLock",
    "Store",
    "back_up",
    "backup_path",
    "beside",
    "bound_cache",
    "cache_entries",
    "cache_folder",
    "cache_limit",
    "cannot_write",
    "cause_of",
    "changed",
    "changed_by_hand",
    "check_folder",
    "check_schema",
    "checked_text",
    "clear_cache",
    "code_hash",
    "exchange",
    "is_draft",
    "known",
    "read_signed",
    "refuse_folder",
    "refuse_inputs",
    "remember",
    "rewrite",
    "save_file",
    "save_files",
    "sha256",
    "shipped",
    "shorten",
    "store_error",
    "template_path",
    "trim_cache",
    "write_cached",
    "write_files",
    "write_signed",
    "write_whole",
]


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for."""
    if name in _HOMES:
        found = getattr(import_module(f"reportgen.files.{_HOMES[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'reportgen.files' has no attribute {name!r}")
