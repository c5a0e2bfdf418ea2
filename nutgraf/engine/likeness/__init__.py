"""How alike an article and a story are, as numbers and as one probability.

Compiled where there is a C compiler (tools/compile.py): with most articles, this is where deciding spends its time.
"""
