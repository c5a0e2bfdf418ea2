"""The trees that judge a block: ``trees.json``, as bench/train_extractor.py wrote it."""

from importlib.resources import files
from typing import Final

from nutgraf.core.forest import Forest

_FOREST: Final = Forest(files(__package__).joinpath("trees.json").read_text("utf-8"))


def score(row: tuple[float, ...], *, whole: bool = False) -> float:
    """The logarithm of the odds that a block with these numbers (features.NAMES) is of the article.

    ``whole`` asks all trees, those too that cannot save a hopeless block any more.
    """
    return _FOREST.log_odds(row, whole=whole) / 1000
