"""The only network and archive I/O: fetching within limits, and WARC files.

When and what is fetched: ``nutgraf.run``. robots.txt and waiting: ``nutgraf.core.formats.politeness``.
"""
