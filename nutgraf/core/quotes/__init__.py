"""Direct quotations and who said them.

The words that each language has for it: ``languages``. Which quotations are one statement: ``nutgraf.engine``.
"""
