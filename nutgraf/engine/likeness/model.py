"""The trees that judge whether an article belongs to a story: ``model.json``, as bench/train_grouping.py wrote it."""

from nutgraf.engine.likeness.judge import FOREST


def log_odds(row: list[float]) -> int:
    """The thousandths of log-odds that an article and a story with these numbers belong together."""
    return FOREST.log_odds(row)
