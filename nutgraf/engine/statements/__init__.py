"""Which quotations of a story are one statement, in whatever language they are printed.

quotations -> one statement by their words -> and across languages, by what they mean and who says so
"""
