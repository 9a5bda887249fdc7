"""A folder of values kept by content: private, written by rename, ignored with a word where it cannot be trusted."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

KEPT = 4


def cache_folder() -> Path:
    """The user's cache folder of this program (``CODER_ADVISOR_CACHE`` overrides it)."""
    chosen = os.environ.get("CODER_ADVISOR_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "coder-advisor"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "coder-advisor"


class Store:
    """Bytes by key; *warn* is told in one line what is ignored."""

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        self._folder = folder
        self._warn = warn

    def get(self, key: str) -> bytes | None:
        """The value of *key*; None where there is none that can be trusted."""
        path = self._folder / f"{key}.kept"
        try:
            if not self._is_own(self._folder) or not self._is_own(path):
                self._warn(f"{path}: the cache belongs to someone else or is open to others; it is ignored")
                return None
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._warn(f"{path}: the cache cannot be read ({error.strerror}); it is ignored")
            return None
        digest, _, value = data.partition(b"\n")
        if digest.decode("ascii", "replace") != hashlib.sha256(value).hexdigest():
            self._warn(f"{path}: the cache is corrupt; it is ignored and made anew")
            return None
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep *value*; where that fails, say so and go on."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_own(self._folder):
                return
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".part-")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(value).hexdigest().encode() + b"\n" + value)
            os.replace(name, self._folder / f"{key}.kept")
            self._drop_old()
        except OSError as error:
            self._warn(f"{self._folder}: the cache cannot be written ({error.strerror}); the start stays slow")

    def _is_own(self, path: Path) -> bool:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return False
        if not hasattr(os, "getuid"):
            return True
        return status.st_uid == os.getuid() and not status.st_mode & 0o022

    def _drop_old(self) -> None:
        kept = sorted(self._folder.glob("*.kept"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[KEPT:]:
            path.unlink(missing_ok=True)
