"""What is asked of the tables; each function reads on the connection it is given."""

from nutgraf.store.read import affairs, articles, brought, captures, history, hits, log, stories

__all__ = ["affairs", "articles", "brought", "captures", "history", "hits", "log", "stories"]
