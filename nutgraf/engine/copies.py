"""Decides which articles are copies of which: candidates by their hashes, confirmed on the sketches, linked."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from nutgraf.core.score import as_copy
from nutgraf.engine.copy_index import CopyIndex
from nutgraf.engine.nearest import nearest_copy
from nutgraf.engine.original import original_of
from nutgraf.engine.overlap import copy_reasons, is_copy, outlet, overlap, share_of
from nutgraf.records import Change, CopyLink, CopyLinked, CopyUnlinked, Known

MOST_TURNED = 500  # copies of one text, from which its original stays what it is; chosen, not measured


class Articles(Protocol):
    """The articles among which copies are linked, with the changes made so far."""

    @property
    def copy_index(self) -> CopyIndex:
        """Finds candidates among the articles that were there before."""

    def known(self, article: str) -> Known:
        """What is known of an article that there must be."""

    def all(self, articles: Iterable[str]) -> list[Known]:
        """What is known of these, in order of arrival."""

    def group(self, original: str) -> list[Known]:
        """An original and its copies, in order of arrival; nothing when the article is not known."""

    def copy_count(self, original: str) -> int:
        """How many copies an article has, about."""

    def add(self, change: Change) -> None:
        """Makes a change."""


def link_copies(articles: Articles, article: str) -> list[Known]:
    """Links an article that was added, or whose text changed, with those that share its text.

    Gives its copy group afterwards, in order of arrival: the article alone when it shares its text with none; of a very
    large group it and the original. A copy whose text changed leaves its group when it matches nothing in it; an
    original keeps the copies of what it said.
    """
    known = articles.known(article)
    roots = list(dict.fromkeys(map(_root, _matches(articles, known))))
    large = next((root for root in roots if articles.copy_count(root) >= MOST_TURNED and root != article), None)
    if large is not None:
        if articles.copy_count(article):
            return articles.all({article, large})
        group = articles.all({article, large})
        original = articles.known(large)
    else:
        group = _group(articles, known, roots)
        original = original_of(group)
    if len(group) == 1:
        _unlink(articles, known)
        return group
    _unlink(articles, original)
    for one in group:
        is_current = one.copy and one.copy.of == original.article.id and one.article.id != article
        if one.article.id != original.article.id and not is_current:
            _link(articles, one, original, group)
    return articles.all({one.article.id for one in group})


def _root(known: Known) -> str:
    return known.copy.of if known.copy else known.article.id


def _group(articles: Articles, known: Known, roots: Sequence[str]) -> list[Known]:
    ids = {known.article.id}
    if known.copy is None and known.article.id not in roots:
        ids.update(one.article.id for one in articles.group(known.article.id))
    for root in roots:
        ids.update(one.article.id for one in articles.group(root))
    return articles.all(ids)


def _matches(articles: Articles, known: Known) -> list[Known]:
    found = articles.copy_index.candidates(known.article, known.fingerprint)
    others = articles.all(one for one in found if one != known.article.id)
    return [other for other in others if is_copy(known, other, overlap(known, other))]


def _link(articles: Articles, copy: Known, original: Known, group: Sequence[Known]) -> None:
    """Links a copy to its original, on the evidence of another of its copies where the two have little in common."""
    compared, found = original, overlap(copy, original)
    if not is_copy(copy, original, found):
        witnesses = ((other, overlap(copy, other)) for other in group if other is not copy)
        sharing = [pair for pair in witnesses if is_copy(copy, *pair)]
        compared, found = max(sharing, key=lambda pair: pair[1].containment, default=(compared, found))
    reasons = copy_reasons(copy, compared, original, found)
    own = outlet(copy.article) == outlet(original.article)
    near = None if own else nearest_copy(copy, original, group)
    link = CopyLink(
        article=copy.article.id,
        of=original.article.id,
        share=share_of(reasons),
        reasons=(*reasons, near) if near else reasons,
        via=near.note if near else None,
    )
    if link != copy.copy:
        articles.add(CopyLinked(link=link, quality=as_copy(copy.quality, link)))


def _unlink(articles: Articles, known: Known) -> None:
    if known.copy:
        articles.add(CopyUnlinked(article=known.article.id, quality=as_copy(known.quality, None)))
