"""Formats of the web as they come in: addresses, dates, encodings, XML, JSON, YAML, robots.txt, harmless fields.

Feeds: ``feeds``; files of articles: ``files``; characters, once they are text: ``text``.
"""
