"""The option --topic: a name that no topic has is an error that names some that are."""

from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches

from nutgraf.config import Settings
from nutgraf.errors import NotFound, SettingsError
from nutgraf.run.topic_files import topics_of
from nutgraf.store.protocol import Store

_NAMED = 12
_EVERY = 1_000_000


def check_topic(store: Store, settings: Settings, name: str) -> None:
    """Raises NotFound where neither an article is on a topic of that name nor the topic files have one."""
    known = dict.fromkeys(_names(store, settings))
    folded = {one.casefold(): one for one in known}
    if name.casefold() in folded:
        return
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, _NAMED)]
    named = near or list(known)[:_NAMED]
    more = "" if near or len(known) == len(named) else f", and {len(known) - len(named):,} more"
    told = f"there is {', '.join(named)}{more}" if named else "nothing is on any topic yet"
    raise NotFound(name, f"no topic has this name; {told}")


def _names(store: Store, settings: Settings) -> Iterator[str]:
    """Those of the topic files, which the editor knows, then those of articles, the most frequent first."""
    with suppress(SettingsError):
        files = topics_of(settings, lambda _: None)
        yield from (topic.name for topic in (files.topics if files else ()))
    yield from (topic.name for topic in store.topics(_EVERY))
