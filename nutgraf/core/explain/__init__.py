"""Why an article is what it is, in words: each field, each block of its page.

What is decided there: ``fields``, ``page``.
"""
