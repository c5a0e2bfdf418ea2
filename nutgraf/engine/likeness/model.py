"""Trees that judge whether an article belongs to a story, as bench/train_grouping.py wrote them; do not edit."""

BASE = 0
ROOTS: tuple[int, ...] = ()
FEATURES: tuple[int, ...] = ()
THRESHOLDS: tuple[float, ...] = ()
MISSING_LEFT: tuple[bool, ...] = ()
BRANCHES: tuple[int, ...] = ()
VALUES: tuple[int, ...] = ()
