"""The posts of a live blog, with their times.

How a time is written: ``formats.dates``.
"""
