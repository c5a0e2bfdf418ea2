"""A page, parsed once: its boxes and blocks, and which of them are the text of the article.

Bytes to characters, and what is tamed before parsing: ``formats``.
"""
