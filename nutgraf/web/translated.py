"""Reports of a story that are likely translations, as its page shows them."""

from collections.abc import Mapping, Sequence

from nutgraf.engine.copies.translations import Likely, likely_translations
from nutgraf.records import Filed, Story
from nutgraf.store.protocol import Store
from nutgraf.web.lines import outlet_of
from nutgraf.web.shown import Part, View, reasons

_MOST_READ = 120  # of which not all have what it takes to be compared


class Translated(View, frozen=True):
    """What a report is likely a translation of, and why."""

    of: str
    outlet: str
    reasons: tuple[Part, ...]


def translations_in(store: Store, story: Story, members: Sequence[Filed]) -> dict[str, Likely]:
    """The likely translations among a story's reports; texts are read only where there are two languages."""
    if len(story.languages) < 2:  # noqa: PLR2004 - within one language there is none
        return {}
    dated = [filed.article for filed in members if filed.article.published and filed.copy is None]
    early = [article.id for article in sorted(dated, key=lambda one: (one.published or one.seen, one.id))[:_MOST_READ]]
    meanings = {name: one.fingerprint.meaning for name, one in store.known(early).items()}
    return likely_translations(store.articles(early), meanings)


def translated(found: Mapping[str, Likely], members: Sequence[Filed]) -> dict[str, Translated]:
    """Likely translations as a page shows them, by article."""
    outlets = {filed.article.id: outlet_of(filed.article) for filed in members}
    return {
        name: Translated(of=one.of, outlet=outlets[one.of], reasons=reasons(one.reasons)) for name, one in found.items()
    }
