"""Decides which articles are copies of which: candidates by their hashes, confirmed on the sketches, linked.

What stands under many articles of an outlet, or of a house of several, makes none of them a copy (``standing``).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from nutgraf.core.score import as_copy
from nutgraf.engine.copies.nearest import nearest_copy
from nutgraf.engine.copies.original import original_of
from nutgraf.engine.copies.overlap import Overlap, copy_reasons, is_copy, outlet, overlap, share_of
from nutgraf.engine.copies.standing.learned import is_framed, standing
from nutgraf.engine.copies.standing.sketches import Standing
from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.records import Change, CopyLink, CopyLinked, CopyUnlinked, Known

WORTH_A_LOOK = 0.2  # of a text that is in the other: less is no copy, whatever stands there besides
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


class Alike(NamedTuple):
    """Articles that share text with one, and what stands in it whatever it reports."""

    others: list[Known]
    standing: Standing


def alike(articles: Articles, known: Known) -> Alike:
    """Looks for the articles that may be copies of one, which need not be among them yet, or it of them."""
    found = articles.copy_index.candidates(known.article, known.fingerprint)
    others = articles.all(one for one in found if one != known.article.id)
    return Alike(others, standing(known, others))


def link_copies(articles: Articles, article: str, found: Alike | None = None) -> list[Known]:
    """Links an article that was added, or whose text changed, with those that share its text.

    Gives its copy group afterwards, in order of arrival: the article alone when it shares its text with none; of a very
    large group it and the original. A copy whose text changed leaves its group when it matches nothing in it; an
    original keeps the copies of what it said. ``found`` is what ``alike`` found, where it was asked before.
    """
    known = articles.known(article)
    roots = _roots(articles, known, found or alike(articles, known))
    large = next((root for root in roots if root != article and _is_large(articles, root, known)), None)
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


def _is_large(articles: Articles, root: str, known: Known) -> bool:
    return articles.copy_count(root) >= MOST_TURNED and not _are_cut([articles.known(root)], [known])


def _group(articles: Articles, known: Known, roots: Sequence[str]) -> list[Known]:
    """The article with all that copy it, and with the groups of these roots that no editor cut from it or another."""
    group = [known]
    if known.copy is None and known.article.id not in roots:
        group += articles.group(known.article.id)
    for root in roots:
        members = articles.group(root)
        if not _are_cut(group, members):
            group += members
    return articles.all({one.article.id for one in group})


def _are_cut(some: Iterable[Known], others: Iterable[Known]) -> bool:
    """Whether an editor said of two of these that neither copies the other."""
    ids = {one.article.id for one in some}, {one.article.id for one in others}
    cut = {article for one in some for article in one.cut}, {article for one in others for article in one.cut}
    return not (cut[0].isdisjoint(ids[1]) and cut[1].isdisjoint(ids[0]))


def _roots(articles: Articles, known: Known, found: Alike) -> list[str]:
    """The originals, each found by one article at least that one copies, or that copies it."""
    roots: dict[str, None] = {}
    for other in found.others:
        if _root(other) not in roots and _matches(articles, known, other, found.standing):
            roots[_root(other)] = None
    return list(roots)


def _matches(articles: Articles, known: Known, other: Known, stands: Standing) -> bool:
    """Whether one of the two is a copy without what stands under either, asked of the other where it can decide."""
    shared = overlap(known, other, stands)
    may_be = _is_copy(known, other, shared)
    if not may_be and shared.containment < WORTH_A_LOOK:
        return False
    more = alike(articles, other).standing
    return _is_copy(known, other, overlap(known, other, stands | more)) if more.hashes else may_be


def _is_copy(mine: Known, other: Known, found: Overlap) -> bool:
    return is_copy(mine, other, found) and (found.declared or not is_framed(mine, other))


def _link(articles: Articles, copy: Known, original: Known, group: Sequence[Known]) -> None:
    """Links a copy to its original, on the evidence of another of its copies where the two have little in common."""
    compared, found = original, overlap(copy, original)
    if not _is_copy(copy, original, found):
        witnesses = ((other, overlap(copy, other)) for other in group if other is not copy)
        sharing = [pair for pair in witnesses if _is_copy(copy, *pair)]
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
