"""What the metadata of a page claim of its article, in one form for all kinds of metadata.

Which claim is believed: ``fields``.
"""
