"""Direct quotations and who said them.

``find`` goes through a text; ``attribution`` finds the clause that says who speaks, ``subjects`` the one in it, and
``speakers`` whom a pronoun or a surname means. The words of each language: ``languages``. Which quotations are one
statement: ``nutgraf.engine``.
"""
