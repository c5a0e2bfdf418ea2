"""Which blocks of a page are its article. Nearly all of a page's time goes here, so mypyc compiles this package.

What comes of the blocks: ``nutgraf.core.page.maintext``; why, in words: ``nutgraf.core.explain``.
"""
