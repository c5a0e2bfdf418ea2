"""One module a version of the tables, each from the one before it.

The tables as they are now: ``nutgraf.store.schema``.
"""
