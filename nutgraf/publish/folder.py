"""The folder a site is published into: written file by file, each whole or not at all.

Which files are nutgraf's stands in ``.nutgraf-published``, one path a line; only those are ever removed. A path is
noted there before its file is written, so that a publication that was cut short leaves nothing unknown behind.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EINVAL
from pathlib import Path

from nutgraf.errors import OutputError

MANIFEST = ".nutgraf-published"
_PART = ".nutgraf-part"
# Whatever stands in the manifest, nothing but what nutgraf could have written is removed.
_REMOVABLE = re.compile(r"_news/[^/\0]+\.md|(?:api/news/(?:(?!\.\.?/)[^/\0]+/)*)?(?:index\.json|feed\.xml|feed\.json)")


class Folder:
    """One publication into a folder: ``put`` each file, then ``finish``.

    Everything raises OutputError, naming the path, where the folder cannot be read or written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._put: set[str] = set()
        self.written = 0
        with naming(root):
            root.mkdir(parents=True, exist_ok=True)
        self._known = self._read_manifest()

    def put(self, path: str, text: str) -> None:
        """Writes a file, unless it already holds just this text."""
        self._put.add(path)
        if path not in self._known:
            self._note(path)
        target = self._root / path
        with naming(target):
            self.written += write_file(target, text)

    def finish(self) -> int:
        """Removes what earlier publications wrote and this one did not; returns how many files that were."""
        gone = sorted(path for path in self._known - self._put if _REMOVABLE.fullmatch(path))
        removed = sum(self._remove(path) for path in gone)
        manifest = self._root / MANIFEST
        with naming(manifest):
            write_file(manifest, "".join(f"{path}\n" for path in sorted(self._put)))
        return removed

    def _read_manifest(self) -> set[str]:
        manifest = self._root / MANIFEST
        with naming(manifest):
            return set(_content(manifest).decode("utf-8", "replace").split("\n")) if manifest.exists() else set()

    def _note(self, path: str) -> None:
        manifest = self._root / MANIFEST
        with naming(manifest), manifest.open("a", encoding="utf-8", newline="\n") as notes:
            notes.write(f"{path}\n")
        self._known.add(path)

    def _remove(self, path: str) -> bool:
        target = self._root / path
        with naming(target):
            found = target.is_file() or target.is_symlink()
            target.unlink(missing_ok=True)
        with suppress(OSError):  # a folder that holds something else stays
            for folder in target.relative_to(self._root).parents[:-1]:
                (self._root / folder).rmdir()
        return found


def write_file(target: Path, text: str) -> bool:
    """Writes a file, whole or not at all; says whether it had to be written. Raises OSError."""
    content = text.encode()
    with suppress(FileNotFoundError):
        if _content(target) == content:
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.parent / _PART
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    return True


def _content(path: Path) -> bytes:
    """What a file holds; a pipe or a device, from which nothing might ever come, is no file. Raises OSError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(EINVAL, "it is no file")
    return path.read_bytes()


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Makes an OSError within an OutputError that names the path."""
    try:
        yield
    except OSError as e:
        raise OutputError(str(path), f"cannot be written: {e.strerror or e}") from e
