"""Lists of what a source publishes: feeds, sitemaps, OPML, and where a page names them.

XML as the web serves it: ``formats.xmltree``.
"""
