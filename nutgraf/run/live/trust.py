"""On whose behalf an address that is not public is called: trust belongs to a source, and is for its place alone."""

from collections.abc import Iterable

from nutgraf.net.address import is_own_network, origin
from nutgraf.records import Source

CLOSED = "is on your own network, where only a source that you name there leads, or fetching.allow_private = true"


class Trust:
    """Where the sources that it has learnt of may lead on one's own network.

    A source that the user named by its address is trusted at its own place (scheme, host and port), and so is a feed
    found on the page of such a source at the same place. What a list such as OPML or a page named is trusted nowhere.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._sources: dict[str, Source] = {}

    def learn(self, sources: Iterable[Source]) -> None:
        """Takes note of sources, as they are now."""
        self._sources |= {source.id: source for source in sources}

    def of(self, source: str | None) -> str | None:
        """The place where the source with that id is trusted, if there is one."""
        known = self._sources.get(source or "")
        if known is None or not (known.named_by == "user" or self._is_at_home(known)):
            return None
        return origin(known.url)

    def _is_at_home(self, source: Source) -> bool:
        page = self._sources.get(source.found_on or "")
        named = source.named_by == "page" and page is not None and page.named_by == "user"
        return named and page is not None and origin(page.url) == origin(source.url)

    def closes(self, source: str, url: str) -> bool:
        """Whether a page is on the user's own network where this source does not lead.

        Such a page is left to the source that does: an entry that names it is taken as one without a page.
        """
        return not self._allow_private and is_own_network(url) and origin(url) != self.of(source)
