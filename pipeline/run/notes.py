"""What a run notes for the next one, beside the work in progress: hints, with a hash that tells damage.

Nothing is lost with a note that is missing, damaged, or of another release: it is found out anew.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.publish.stores.base import SnapshotStore


def load_note(store: SnapshotStore, name: str) -> dict[str, Any]:
    """What was noted, by name; nothing where the note is not what was written."""
    try:
        with store.open_work(name) as file:
            digest, _, told = file.read().partition(b"\n")
        if digest.decode("ascii", "replace") != sha256(told).hexdigest():
            return {}
        found = json.loads(told)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def save_note(store: SnapshotStore, name: str, told: dict[str, Any]) -> None:
    """Notes it in place of what was noted before."""
    content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    store.write_work(name, sha256(content).hexdigest().encode() + b"\n" + content)
