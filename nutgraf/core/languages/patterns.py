"""Regular expressions over what all languages have at some key of their files."""

import re
from functools import cached_property

from nutgraf.core.languages.alternatives import gathered
from nutgraf.core.languages.tables import any_of

_KEY = re.compile(r"%([a-z_]+)")


class Pattern:
    """A regular expression in which ``%key`` stands for what any language has there, compiled when it is first used.

    One that many lines of each page are held against, be it in any case of letters, is worth compiling ``for_many``.
    """

    def __init__(self, section: str, expression: str, flags: int = 0, *, for_many: bool = False) -> None:
        self._section = section
        self._expression = expression
        self._flags = flags
        self._for_many = for_many

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression with the alternatives of all languages in it, each key's as a group."""
        return re.compile(_KEY.sub(lambda key: f"(?:{self._any_of(key[1])})", self._expression), self._flags)

    def _any_of(self, key: str) -> str:
        alternatives = any_of(self._section, key)
        return gathered(alternatives) if self._for_many else alternatives

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """The beginning of a text."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A whole text."""
        return self.compiled.fullmatch(text)

    def split(self, text: str) -> list[str]:
        """What stands between the places in a text."""
        return self.compiled.split(text)

    def sub(self, by: str, text: str) -> str:
        """The text with all places replaced."""
        return self.compiled.sub(by, text)
