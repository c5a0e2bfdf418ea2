"""How rare words are among articles, from a background that is the same for all: ``common_words.txt`` tells whence."""

from functools import cache
from importlib.resources import files

RAREST = 5.0  # natural logarithm of one by the share of articles; measured: beyond it, rarer tells nothing more
_UNIT = 8  # the table's numbers are eighths


def rarity(word: str) -> float:
    """The natural logarithm of one by the share of articles that hold a word: eighths, at most RAREST."""
    return _common_words().get(word, RAREST)


@cache
def _common_words() -> dict[str, float]:
    text = files("nutgraf.core.fingerprint").joinpath("common_words.txt").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: int(level) / _UNIT for level, words in lines for word in words.split()}
