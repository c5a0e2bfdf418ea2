"""What quotations mean, where a story is in several languages: a map of its own, once what is pending is decided.

    stories that changed -> quotations that nobody told -> what each means (in parallel) -> store

Nothing is decided by it: the vectors tell whoever reads a story which of its quotations are translations of others.
What a process that was killed left undone, the next that settles does.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from nutgraf.engine.pipeline.prepare import meaning_told
from nutgraf.engine.statements.said import telling
from nutgraf.meaning.vectors import get_ready, meaning_of_words
from nutgraf.records import Filed, QuotesMeant, Story
from nutgraf.run.events import Clock
from nutgraf.run.processes.batch import ordered_map
from nutgraf.store.protocol import Store

_STORIES = 20  # told in one transaction; chosen, not measured


class _Untold(NamedTuple):
    """A story with those of its articles of which nobody told what their quotations mean."""

    story: Story
    articles: Sequence[Filed]


def tell_quotations(store: Store, jobs: int, clock: Clock) -> None:
    """Tells what the quotations mean that nobody told, in all stories in several languages that changed."""
    until, after = store.last(), ""
    while stories := store.quotes_due(_STORIES, after):
        after = stories[-1].id
        untold = [_untold(store, story) for story in stories]
        with_text = (words for one in untold for filed in one.articles for words in telling(filed))
        _keep(store, untold, _meanings(with_text, jobs), until, clock())


def _untold(store: Store, story: Story) -> _Untold:
    told = store.quote_meanings(story.articles)
    return _Untold(story, store.articles([article for article in story.articles if article not in told]))


def _meanings(texts: Iterable[str], jobs: int) -> dict[str, bytes]:
    """What each text means; what copies quote, too, is told once."""
    telling_each = partial(meaning_told, meaning=meaning_of_words)
    different = dict.fromkeys(filter(None, texts))
    return dict(ordered_map(telling_each, different, jobs, lambda _, __: b"", begin=get_ready))


def _keep(store: Store, untold: Sequence[_Untold], meanings: dict[str, bytes], until: int, now: datetime) -> None:
    """Keeps what was told, but for articles that were revised meanwhile: their stories changed, and come again."""
    with store.alone() as alone:
        changes = []
        for story, articles in untold:
            present = {
                filed.article.id: filed.revisions for filed in alone.listed([one.article.id for one in articles])
            }
            same = [filed for filed in articles if present.get(filed.article.id) == filed.revisions]
            told = {filed.article.id: tuple(meanings.get(text, b"") for text in telling(filed)) for filed in same}
            changes.append(QuotesMeant(story=story.id, until=until, meanings=told))
        alone.apply(changes, now)
