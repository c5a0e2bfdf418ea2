"""Articles as files that other programs wrote: published records, JSON pages, rows, text saved from a page.

Which of them a file is: ``nutgraf.run`` (inputs) and ``formats.sniff``. Writing records: ``nutgraf.publish``.
"""
