"""How much of a text is in another, and whether that makes one a copy of the other."""

from collections.abc import Sequence
from typing import NamedTuple

from nutgraf.core.fields.credits import agency_in
from nutgraf.core.fingerprint.fingerprint import unpack_numbers
from nutgraf.core.formats.url import registrable_domain
from nutgraf.core.score import own_update
from nutgraf.core.text.plain import words
from nutgraf.engine.copies.standing.sketches import NOTHING, Standing, shared_shingles
from nutgraf.engine.order import is_earlier
from nutgraf.engine.window.copy_index import urls
from nutgraf.records import Article, Known, Reason

# Chosen with the kinds of made copies in view that bench/floors.toml measures.
SHORT = 40  # shingles: an excerpt, or a text as short as one
SHORT_LEAST = 10  # a run of twelve words
SHORT_SHARE = 0.8
LONG_SHARE = 0.5
LONG_SHARE_OF_COPY = 0.2  # less, and the longer text only contains the shorter among much else
CREDITED_SHARE = 0.35
DECLARED_SHARE = 0.2
CUT_LEAST = 60  # shingles: two paragraphs
CUT_SHARE = 0.8
TITLES_ALIKE = 0.5
_SAMPLED_LEAST = 4  # shingles of a sketch that must agree, so that a few standing phrases are no copy

SHARED = "shared word runs"
COMPARED = "compared word runs"
DECLARED = "declared original"
CREDIT = "credit line"


class Overlap(NamedTuple):
    """Shingles that two texts share, how many each has, and on how many of them that was seen.

    ``declared``: one names the other as its original; ``credit`` is the credit line that says so, "" where none does.
    ``standing`` is what stands in one whatever it reports, and was not counted.
    """

    shared: int
    mine: int
    other: int
    sampled: int
    declared: bool
    credit: str
    standing: Standing = NOTHING

    @property
    def containment(self) -> float:
        """The share of the shorter text that is in the longer."""
        return self.shared / shorter if (shorter := min(self.mine, self.other)) else 0.0


def overlap(mine: Known, other: Known, standing: Standing = NOTHING) -> Overlap:
    """How much two articles share, besides what is ``standing``."""
    declared = declares(mine.article, other.article) or declares(other.article, mine.article)
    return Overlap(
        *shared_shingles(mine.fingerprint, other.fingerprint, standing),
        declared=declared,
        credit=credited(mine.article, other.article)
        or credited(other.article, mine.article)
        or common_credit(mine.article, other.article),
        standing=standing,
    )


def _shared_lead(mine: Known, other: Known, standing: Standing) -> float:
    """The share of the shorter beginning that is in the other, where it is a run of words long enough, else 0."""
    a, b = set(unpack_numbers(mine.fingerprint.lead)), set(unpack_numbers(other.fingerprint.lead))
    both = a & b
    seen = [value for value in both if value < standing.below]
    if standing.hashes and 2 * sum(value in standing.hashes for value in seen) > len(seen):
        return 0.0
    return len(both) / min(len(a), len(b)) if len(both) >= SHORT_LEAST else 0.0


def is_copy(mine: Known, other: Known, found: Overlap) -> bool:
    """Whether one of the two copies the other, whichever was first."""
    shorter, longer = sorted((found.mine, found.other))
    if found.declared and (not shorter or found.containment >= DECLARED_SHARE):
        return True
    fewest = min(mine.fingerprint.shingles, other.fingerprint.shingles)
    if min(fewest, shorter if found.standing.hashes else fewest) < SHORT or _excerpt(mine, other):
        return _is_short_copy(mine, other, found)
    if found.containment < (CREDITED_SHARE if found.credit else LONG_SHARE):
        return False
    if found.sampled < _SAMPLED_LEAST and _shared_lead(mine, other, found.standing) < SHORT_SHARE:
        return False
    return found.shared >= LONG_SHARE_OF_COPY * longer or _is_cut(mine, other, found) or _has_grown(mine, other)


def _excerpt(mine: Known, other: Known) -> bool:
    return mine.article.partial or other.article.partial


def _is_short_copy(mine: Known, other: Known, found: Overlap) -> bool:
    """An outlet's pages may all have the same excerpt, so that there the titles must agree too."""
    agree = found.sampled >= _SAMPLED_LEAST and found.shared >= SHORT_LEAST and found.containment >= SHORT_SHARE
    are_short = _excerpt(mine, other) or min(mine.fingerprint.shingles, other.fingerprint.shingles) < SHORT
    if not agree and not (are_short and _shared_lead(mine, other, found.standing) >= SHORT_SHARE):
        return False
    return outlet(mine.article) != outlet(other.article) or titles_alike(mine.article, other.article)


def _is_cut(mine: Known, other: Known, found: Overlap) -> bool:
    """Whether the shorter is a part of a text that was there before; one that came later holds it among much else."""
    short, long = sorted((mine, other), key=lambda known: known.fingerprint.shingles)
    enough = short.fingerprint.shingles >= CUT_LEAST and found.containment >= CUT_SHARE
    return enough and not is_earlier(short.article, long.article)


def _has_grown(mine: Known, other: Known) -> bool:
    """Whether one is what an outlet made of its own report of before."""
    return outlet(mine.article) == outlet(other.article) and titles_alike(mine.article, other.article)


def titles_alike(a: Article, b: Article) -> bool:
    """Whether half of the words of the longer title are in both."""
    mine, other = set(words(a.title)), set(words(b.title))
    return len(mine & other) >= TITLES_ALIKE * max(len(mine), len(other))


def declares(copy: Article, original: Article) -> bool:
    """Whether a page names another's URL as the one where its text was first published."""
    return copy.original_url is not None and copy.original_url in urls(original)


def credited(copy: Article, original: Article) -> str:
    """The credit line by which an article says that another outlet's is its source, "" where it does not."""
    if not copy.credit or outlet(copy) == (name := outlet(original)):
        return ""
    provider = f" {' '.join(words(original.provider.name or ''))} "
    named = provider.strip() and provider in f" {' '.join(words(copy.credit))} "
    agency = original.provider.name and agency_in(copy.credit)
    is_agency = agency and agency == agency_in(original.provider.name or "")
    return copy.credit if named or is_agency or name in copy.credit.casefold() else ""


def common_credit(a: Article, b: Article) -> str:
    """The credit line of one where both name the same agency, "" where they do not: neither need be the other's."""
    if not a.credit or not b.credit or outlet(a) == outlet(b):
        return ""
    agency = agency_in(a.credit)
    return a.credit if agency and agency == agency_in(b.credit) else ""


def outlet(article: Article) -> str:
    """What tells outlets apart: the registrable domain, else the provider's name, else the article alone."""
    domain = article.provider.domain or article.canonical_url or article.url
    return (domain and registrable_domain(domain)) or domain or article.provider.name or article.id


def copy_reasons(copy: Known, compared: Known, original: Known, found: Overlap) -> tuple[Reason, ...]:
    """The numbers behind a copy link; ``share_of`` makes its share of them.

    Of two full texts, the share is of the copy's; where only an excerpt is known of one, of the shorter. ``compared``
    is the original, or another of its copies.
    """
    excerpt = _excerpt(copy, compared)
    runs = min(found.mine, found.other) if excerpt else found.mine
    reasons = [
        Reason(name=SHARED, value=found.shared, note=compared.article.id),
        Reason(name=COMPARED, value=runs, note="of the shorter" if excerpt else "of this article"),
    ]
    if found.declared:
        named = copy.article.original_url or compared.article.original_url or ""
        reasons.append(Reason(name=DECLARED, value=1, note=named))
    if found.credit:
        reasons.append(Reason(name=CREDIT, value=1, note=found.credit))
    if outlet(copy.article) == outlet(original.article):
        reasons.append(own_update(outlet(copy.article)))
    return tuple(reasons)


def share_of(reasons: Sequence[Reason]) -> float:
    """The share, 0 to 1, that the reasons of a copy link give."""
    values = {reason.name: reason.value for reason in reasons}
    if compared := values.get(COMPARED, 0.0):
        return values.get(SHARED, 0.0) / compared
    return values.get(DECLARED, 0.0)
