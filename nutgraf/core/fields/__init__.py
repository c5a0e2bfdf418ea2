"""What is said of an article, field by field: each module decides one, and says where it took it from.

What metadata claim: ``claims``; the text: ``page``. Who wrote it, when, and live blogs have rooms of their own.
The id of an article: ``page_fields`` and ``entry_fields``.
"""
