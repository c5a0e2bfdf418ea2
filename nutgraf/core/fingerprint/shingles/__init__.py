"""Runs of words as numbers, their index, and what two texts share of them.

Compiled by mypyc where there is a compiler; plain Python gives the same answers.
"""
