"""Who wrote an article: names out of bylines, wherever they are printed.

Who is quoted in it: ``nutgraf.core.quotes``.
"""
