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


class _Told(msgspec.Struct):
    """``centre.json`` and ``projection.json``; what else they say is for people."""

    half_floats: list[str]


def teller(*, wanted: bool) -> tuple[Callable[[Article], bytes] | None, Callable[[], object] | None]:
    """What tells the meaning of an article, and what a process calls before; neither where it is not wanted."""
    return (meaning_of, get_ready) if wanted else (None, None)


def get_ready() -> "Model":
    """Loads the model, once in a process. Raises InputError where that cannot be."""
    from nutgraf.meaning.model import load  # noqa: PLC0415 - what it brings is needed only in processes that prepare

    return load()


def meaning_of(article: Article) -> bytes:
    """What an article means, nothing where it has no words; the first call in a process loads the model."""
    return meaning_of_words(words_of(article))


def meaning_of_words(words: str) -> bytes:
    """What some words mean, nothing where there are none."""
    return in_bytes(projection() @ _centred(words)) if words else b""


def plain_meaning_of(article: Article) -> bytes:
    """The same before what is no matter of the event is taken away: what ``projection`` is learned from."""
    words = words_of(article)
    return in_bytes(_centred(words)) if words else b""


def in_bytes(vector: "Tensor") -> bytes:
    """A vector as signed bytes, the largest of them 127 or -127."""
    import numpy as np  # noqa: PLC0415 - as above

    return bytes((vector * (_LARGEST / np.abs(vector).max())).round().astype(np.int8).tobytes())


def _centred(words: str) -> "Tensor":
    import numpy as np  # noqa: PLC0415 - as above

    mean = get_ready().mean(words)
    centred: Tensor = mean / np.linalg.norm(mean) - centre()
    return centred


@cache
def centre() -> "Tensor":
    """The mean of many vectors: all are so near to it that only what differs from it tells them apart."""
    return _told("centre.json")


@cache
def projection() -> "Tensor":
    """The symmetric matrix that takes away the language of a text, and tones down in what reports of one event differ.

    Learned by bench/projection.py: within-class covariance normalisation (Hatch, Kajarekar and Stolcke, 2006).
    """
    import numpy as np  # noqa: PLC0415 - as above

    width = len(centre())
    found = np.zeros((width, width), np.float32)
    found[np.triu_indices(width)] = _told("projection.json")
    symmetric: Tensor = found + np.triu(found, 1).T
    return symmetric


def _told(name: str) -> "Tensor":
    import numpy as np  # noqa: PLC0415 - as above

    told = files("nutgraf.meaning").joinpath(name).read_bytes()
    digits = "".join(msgspec.json.decode(told, type=_Told).half_floats)
    return np.frombuffer(b85decode(digits), "<f2").astype(np.float32)
