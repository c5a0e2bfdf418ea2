"""What is kept of an article's words to find its copies, its revisions and its story.

What follows from them: ``nutgraf.engine``.
"""
