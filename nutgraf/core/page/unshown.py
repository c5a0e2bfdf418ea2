"""A page as it is where no scripts run."""

import re
from typing import Final

from nutgraf.core.page.parsed import Page

_NOSCRIPT: Final = re.compile(r"</?noscript\b[^>]{0,200}>", re.IGNORECASE)


def without_scripts(page: Page) -> Page | None:
    """The page with its noscript elements opened; None where it has none."""
    opened, many = _NOSCRIPT.subn("", page.html)
    return Page(opened, page.url) if many else None
