"""Rendering stories and articles for the public, and pages that explain; pure, but for one writer (``folder``).

The desk and the API: ``nutgraf.web``. Reading records again: ``nutgraf.core.files``.
"""
