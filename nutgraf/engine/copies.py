"""Decides which articles are copies of which: candidates by MinHash, confirmed on the text, linked to the original."""

from nutgraf.core.score import as_copy
from nutgraf.engine.draft import Draft
from nutgraf.engine.original import original_of
from nutgraf.engine.overlap import Overlap, copy_reasons, is_copy, overlap, share_of
from nutgraf.records import CopyLink, CopyLinked, CopyUnlinked, Known


def link_copies(draft: Draft, article: str) -> list[Known]:
    """Links an article that was added, or whose text changed, with those that share its text.

    Gives its copy group afterwards, in order of arrival: the article alone when it shares its text with none. A copy
    whose text changed leaves its group when it matches nothing in it; an original keeps the copies of what it said.
    """
    known = draft.known(article)
    ids = {article} if known.copy else {one.article.id for one in draft.group(article)}
    for root in {other.copy.of if other.copy else other.article.id for other in _matches(draft, known)}:
        ids.update(one.article.id for one in draft.group(root))
    group = draft.all(ids)
    if len(group) == 1:
        _unlink(draft, known)
        return group
    original = original_of(group)
    _unlink(draft, original)
    for one in group:
        is_current = one.copy and one.copy.of == original.article.id and one.article.id != article
        if one.article.id != original.article.id and not is_current:
            _link(draft, one, original, group)
    return draft.all(ids)


def _matches(draft: Draft, known: Known) -> list[Known]:
    candidates = draft.window.copy_index.candidates(known.article, known.fingerprint) - {known.article.id}
    return [other for other in draft.all(candidates) if is_copy(known, other, overlap(known, other))]


def _link(draft: Draft, copy: Known, original: Known, group: list[Known]) -> None:
    """Links a copy to its original, on the evidence of another of its copies where the two have little in common."""
    witness, found = original, overlap(copy, original)
    if not is_copy(copy, original, found):
        witness, found = max(((other, _evidence(copy, other)) for other in group), key=lambda pair: pair[1].containment)
    reasons = copy_reasons(copy, witness, found)
    link = CopyLink(article=copy.article.id, of=original.article.id, share=share_of(reasons), reasons=reasons)
    if link != copy.copy:
        draft.add(CopyLinked(link=link, quality=as_copy(copy.quality, link)))


def _evidence(copy: Known, other: Known) -> Overlap:
    found = overlap(copy, other)
    return found if other is not copy and is_copy(copy, other, found) else Overlap(0, 0, 0, declared=False)


def _unlink(draft: Draft, known: Known) -> None:
    if known.copy:
        draft.add(CopyUnlinked(article=known.article.id, quality=as_copy(known.quality, None)))
