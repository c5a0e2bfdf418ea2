"""What changes do to the tables.

What is decided, and so becomes a change: ``nutgraf.engine``; what is asked: ``nutgraf.store.read``.
"""
