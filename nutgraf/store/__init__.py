"""Where decisions are kept: one protocol, one implementation for SQLite and PostgreSQL.

What is decided, and in which order it is written: ``nutgraf.engine``, ``nutgraf.run``. The values: ``nutgraf.records``.
"""
