"""Pure functions of one item: no I/O, no clock, no randomness; from a capture to an article (``extract``).

Many items, and what they are to each other: ``nutgraf.engine``. Reading files: ``nutgraf.run``.
"""
