"""What an article means, as a vector of signed bytes."""

from base64 import b85decode
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from nutgraf.meaning.words import words_of
from nutgraf.records import Article

if TYPE_CHECKING:
    from nutgraf.meaning.model import Model
    from nutgraf.meaning.weights import Tensor

_LARGEST = 127


class _Centre(msgspec.Struct):
    """``centre.json``; what else it says is for people."""

    half_floats: list[str]


def get_ready() -> "Model":
    """Loads the model, once in a process. Raises InputError where that cannot be."""
    from nutgraf.meaning.model import load  # noqa: PLC0415 - what it brings is needed only in processes that prepare

    return load()


def meaning_of(article: Article) -> bytes:
    """What an article means, nothing where it has no words; the first call in a process loads the model."""
    import numpy as np  # noqa: PLC0415 - as above

    words = words_of(article)
    if not words:
        return b""
    mean = get_ready().mean(words)
    apart = mean / np.linalg.norm(mean) - centre()
    return bytes((apart * (_LARGEST / np.abs(apart).max())).round().astype(np.int8).tobytes())


def teller(*, wanted: bool) -> tuple[Callable[[Article], bytes] | None, Callable[[], object] | None]:
    """What tells the meaning of an article, and what a process calls before; neither where it is not wanted."""
    return (meaning_of, get_ready) if wanted else (None, None)


@cache
def centre() -> "Tensor":
    """The mean of many vectors: all are so near to it that only what differs from it tells them apart."""
    import numpy as np  # noqa: PLC0415 - as above

    told = files("nutgraf.meaning").joinpath("centre.json").read_bytes()
    digits = "".join(msgspec.json.decode(told, type=_Centre).half_floats)
    return np.frombuffer(b85decode(digits), "<f2").astype(np.float32)
