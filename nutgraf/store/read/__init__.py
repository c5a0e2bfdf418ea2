"""What is asked of the tables; each function reads on the connection it is given.

What changes them: ``nutgraf.store.write``; articles by their words: ``nutgraf.store.search``.
"""

from nutgraf.store.read import affairs, articles, brought, captures, history, hits, log, names, stories

__all__ = ["affairs", "articles", "brought", "captures", "history", "hits", "log", "names", "stories"]
