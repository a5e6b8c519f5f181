"""The one door to the disk: files written whole, folders exchanged, locks, caches, the record of what was written, own templates."""

from reportgen.files.cache import cache_folder, code_hash, write_cached
from reportgen.files.drafts import is_draft
from reportgen.files.exchange import exchange
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
from reportgen.files.lock import ProcessLock
from reportgen.files.rewrite import rewrite
from reportgen.files.shipped import shipped, template_path
from reportgen.files.signed import read_signed, write_signed
from reportgen.files.stores import Store, store_error
from reportgen.files.whole import cannot_write, cause_of, check_folder, write_files, write_whole
from reportgen.files.written import RECORD, known, remember, sha256, shorten

__all__ = [
    "RECORD",
    "OnChange",
    "ProcessLock",
    "Store",
    "back_up",
    "backup_path",
    "beside",
    "cache_folder",
    "cannot_write",
    "cause_of",
    "changed",
    "changed_by_hand",
    "check_folder",
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
    "write_cached",
    "write_files",
    "write_signed",
    "write_whole",
]
