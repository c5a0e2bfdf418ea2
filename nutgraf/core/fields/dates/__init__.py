"""When an article was published and changed, by what its page says.

How a date is written: ``formats.dates``.
"""
