"""What the window keeps of an article: what deciding needs and no more, in the fewest bytes that give it back exactly.

Known -> remembered -> pack -> bytes -> unpack -> Known
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct, msgpack
from msgspec.structs import replace

from nutgraf.records import Article, CopyLink, Fingerprint, Known, Precision, Provider, Reason, Score

_COMPARED = ("title", "text", "excerpt", "authors", "body")  # of the digests those that can make a revision


class _Packed(Struct, array_like=True, frozen=True):
    """``Known`` without names of fields; ``terms`` is None where whoever unpacks has them and the meaning already."""

    id: str
    capture: str
    seen: datetime
    url: str | None
    canonical_url: str | Literal[True] | None  # True where it is the URL
    original_url: str | None
    title: str
    published: datetime | None
    precision: Precision | None
    language: str | None
    outlet: str | None
    domain: str | None
    credit: str | None
    partial: bool
    sketch: bytes
    lead: bytes
    shingles: int
    terms: dict[str, float] | None
    digests: dict[str, str]
    meaning: bytes
    quality: int
    parts: list[tuple[str, float, str]]
    number: int
    story: str | Literal[True] | None  # True where it is the article's own
    copy: CopyLink | None
    added: datetime | None  # None where that is when it was seen
    held: bool
    apart: tuple[str, ...]
    affair: str | None
    places: bytes
    cut: tuple[str, ...]
    landmarks: bytes


_decoder = msgpack.Decoder(_Packed)
_encoder = msgpack.Encoder()


def remembered(known: Known) -> Known:
    """What is known of an article without what no decision asks for: excerpt, images, tags, what was printed."""
    article, print_ = known.article, known.fingerprint
    kept = Article(
        id=article.id,
        capture=article.capture,
        seen=article.seen,
        url=article.url,
        canonical_url=article.canonical_url,
        original_url=article.original_url,
        title=article.title,
        published=article.published,
        published_precision=article.published_precision,
        language=article.language,
        provider=Provider(name=article.provider.name, domain=article.provider.domain),
        credit=article.credit,
        partial=article.partial,
    )
    digests = {name: print_.digests[name] for name in _COMPARED if name in print_.digests}
    return replace(known, article=kept, fingerprint=replace(print_, digests=digests), added=known.added or article.seen)


def pack(known: Known, *, whole: bool) -> bytes:
    """What ``remembered`` gave, as bytes; terms and meaning only where it is to be ``whole``."""
    article, print_ = known.article, known.fingerprint
    return _encoder.encode(
        _Packed(
            id=article.id,
            capture=article.capture,
            seen=article.seen,
            url=article.url,
            canonical_url=_unless(article.canonical_url, article.url),
            original_url=article.original_url,
            title=article.title,
            published=article.published,
            precision=article.published_precision,
            language=article.language,
            outlet=article.provider.name,
            domain=article.provider.domain,
            credit=article.credit,
            partial=article.partial,
            sketch=print_.sketch,
            lead=print_.lead,
            shingles=print_.shingles,
            terms=print_.terms if whole else None,
            digests=print_.digests,
            meaning=print_.meaning if whole else b"",
            quality=known.quality.total,
            parts=[(part.name, part.value, part.note) for part in known.quality.parts],
            number=known.number,
            story=_unless(known.story, article.id),
            copy=known.copy,
            added=None if known.added == article.seen else known.added,
            held=known.held,
            apart=known.apart,
            affair=known.affair,
            places=print_.places,
            cut=known.cut,
            landmarks=print_.landmarks,
        )
    )


def unpack(packed: bytes) -> tuple[Known, bool]:
    """What was packed, and whether it is whole."""
    one = _decoder.decode(packed)
    article = Article(
        id=one.id,
        capture=one.capture,
        seen=one.seen,
        url=one.url,
        canonical_url=_restored(one.canonical_url, one.url),
        original_url=one.original_url,
        title=one.title,
        published=one.published,
        published_precision=one.precision,
        language=one.language,
        provider=Provider(name=one.outlet, domain=one.domain),
        credit=one.credit,
        partial=one.partial,
    )
    print_ = Fingerprint(
        sketch=one.sketch,
        lead=one.lead,
        shingles=one.shingles,
        terms=one.terms or {},
        digests=one.digests,
        meaning=one.meaning,
        places=one.places,
        landmarks=one.landmarks,
    )
    parts = tuple(Reason(name=name, value=value, note=note) for name, value, note in one.parts)
    return Known(
        article=article,
        fingerprint=print_,
        quality=Score(total=one.quality, parts=parts),
        number=one.number,
        story=_restored(one.story, one.id),
        copy=one.copy,
        added=one.added or one.seen,
        held=one.held,
        apart=one.apart,
        affair=one.affair,
        cut=one.cut,
    ), one.terms is not None


def _unless(value: str | None, same: str | None) -> str | Literal[True] | None:
    return True if value is not None and value == same else value


def _restored(value: str | Literal[True] | None, same: str | None) -> str | None:
    return same if value is True else value
