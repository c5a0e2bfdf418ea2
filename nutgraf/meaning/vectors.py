"""What an article means, as a vector of signed bytes."""

from base64 import b85decode
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from nutgraf.meaning.model import load
from nutgraf.meaning.weights import Tensor
from nutgraf.meaning.words import words_of
from nutgraf.records import Article

_LARGEST = 127


class _Centre(msgspec.Struct):
    """``centre.json``; what else it says is for people."""

    half_floats: str


def meaning_of(article: Article) -> bytes:
    """What an article means, nothing where it has no words; the first call in a process loads the model.

    Raises InputError where that cannot be.
    """
    words = words_of(article)
    if not words:
        return b""
    mean = load().mean(words)
    apart = mean / np.linalg.norm(mean) - centre()
    return bytes((apart * (_LARGEST / np.abs(apart).max())).round().astype(np.int8).tobytes())


@cache
def centre() -> Tensor:
    """The mean of many vectors: all are so near to it that only what differs from it tells them apart."""
    told = files("nutgraf.meaning").joinpath("centre.json").read_bytes()
    return np.frombuffer(b85decode(msgspec.json.decode(told, type=_Centre).half_floats), "<f2").astype(np.float32)
