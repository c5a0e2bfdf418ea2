"""What the sample press prints: outlets and articles as their TOML files say, moved to the present."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

HERE = Path(__file__).parent
_HOUR = timedelta(hours=1)

Kind: TypeAlias = Literal["article", "video", "liveblog", "opinion"]
FeedFormat: TypeAlias = Literal[
    "rss2", "rss2_full", "rss1", "rss092", "rss091", "atom", "json", "broken", "news_sitemap"
]


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a content file; a key it does not know is an error."""


class FeedPlace(Strict, frozen=True, kw_only=True):
    """A feed of an outlet: where it is and in which format."""

    path: str
    format: FeedFormat


class Stray(Strict, frozen=True, kw_only=True):
    """A page that the outlet's feed lists though it is no article.

    ``leads_to`` is where a redirect goes; ``heading`` and ``text`` are what the page says.
    """

    path: str
    title: str
    kind: Literal["front", "missing", "login"]
    text: str = ""
    leads_to: str | None = None


class Outlet(Strict, frozen=True, kw_only=True):
    """An outlet: its name and ways.

    ``offset`` is hours from UTC, ``path`` the pattern of its article addresses, ``charset`` what its pages are
    written in, ``header_charset`` what its server says they are (None: the truth), ``sources`` the paths to hand to
    nutgraf.
    """

    key: str = ""
    name: str
    motto: str
    language: str
    offset: float
    template: Literal["modern", "tables", "microdata", "blog"]
    path: str
    colour: str
    sections: tuple[str, ...]
    feeds: tuple[FeedPlace, ...]
    sources: tuple[str, ...]
    charset: str = "utf-8"
    header_charset: str | None = None
    json_ld: Literal["plain", "graph", "careless"] = "plain"
    amp: bool = False
    tracked: bool = False
    strays: tuple[Stray, ...] = ()


class Post(Strict, frozen=True, kw_only=True):
    """An entry of a live blog."""

    at: datetime
    title: str
    body: str


class Insert(Strict, frozen=True, kw_only=True):
    """Text that a printing adds after the given number of paragraphs of the text it copies."""

    after: int
    text: str


class Round2(Strict, frozen=True, kw_only=True):
    """What the article says later; what is not given stays. ``replace`` is pairs of old and new words."""

    modified: datetime
    title: str | None = None
    excerpt: str | None = None
    replace: tuple[tuple[str, str], ...] = ()
    append: str = ""
    correction: str = ""
    posts: tuple[Post, ...] = ()


class Piece(Strict, frozen=True, kw_only=True):
    """An article of an outlet, as its TOML file says.

    ``key`` is ``outlet/slug``. A printing without a ``body`` of its own takes that of ``copy_of``: its first ``keep``
    paragraphs, ``replace`` applied, ``insert`` added.
    """

    key: str = ""
    title: str
    published: datetime
    story: str
    section: str
    excerpt: str = ""
    body: str = ""
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    copy_of: str | None = None
    keep: int | None = None
    replace: tuple[tuple[str, str], ...] = ()
    insert: tuple[Insert, ...] = ()
    credit: str | None = None
    canonical_of: str | None = None
    kind: Kind = "article"
    paywalled: bool = False
    image: bool = True
    template: str | None = None
    correction: str = ""
    posts: tuple[Post, ...] = ()
    round2: Round2 | None = None

    @property
    def outlet(self) -> str:
        """The key of the outlet that prints it."""
        return self.key.partition("/")[0]

    @property
    def slug(self) -> str:
        """Its name within the outlet."""
        return self.key.partition("/")[2]


class Edition(msgspec.Struct, frozen=True):
    """All outlets and their articles by key, at a time."""

    outlets: dict[str, Outlet]
    pieces: dict[str, Piece]

    def of(self, outlet: str) -> list[Piece]:
        """An outlet's articles, newest first."""
        own = (piece for piece in self.pieces.values() if piece.outlet == outlet)
        return sorted(own, key=lambda piece: (piece.published, piece.key), reverse=True)

    def moved(self, now: datetime) -> "Edition":
        """The same with all dates later by a whole number of hours, the newest then one to two hours before now."""
        newest = max(time for piece in self.pieces.values() for time in _times(piece))
        shift = ((now - newest) // _HOUR - 1) * _HOUR
        return Edition(self.outlets, {key: _shifted(piece, shift) for key, piece in self.pieces.items()})


def load_edition(now: datetime | None = None) -> Edition:
    """The edition as written, or with its dates moved to just before ``now`` (aware)."""
    written = msgspec.toml.decode((HERE / "outlets.toml").read_bytes(), type=dict[str, Outlet])
    outlets = {key: msgspec.structs.replace(outlet, key=key) for key, outlet in written.items()}
    read = [_read_piece(path, outlets) for path in sorted((HERE / "articles").glob("*/*.toml"))]
    pieces = {piece.key: piece for piece in read}
    edition = Edition(outlets, {key: _with_text(piece, pieces) for key, piece in pieces.items()})
    return edition.moved(now) if now else edition


def at_round(piece: Piece, number: int) -> Piece:
    """The article as it stands in a round; from round 2 on with its later changes."""
    later = piece.round2
    if number < 2 or later is None:  # noqa: PLR2004 - the second round is what round2 is named for
        return piece
    body = _replaced(piece.body, later.replace)
    return msgspec.structs.replace(
        piece,
        title=later.title or piece.title,
        excerpt=later.excerpt or piece.excerpt,
        modified=later.modified,
        body=f"{body}\n\n{later.append}".strip(),
        correction=later.correction or piece.correction,
        posts=tuple(sorted(piece.posts + later.posts, key=lambda post: post.at, reverse=True)),
    )


def _read_piece(path: Path, outlets: dict[str, Outlet]) -> Piece:
    piece = msgspec.toml.decode(path.read_bytes(), type=Piece)
    outlet = path.parent.name
    language = piece.language or outlets[outlet].language
    return msgspec.structs.replace(piece, key=f"{outlet}/{path.stem}", language=language)


def _with_text(piece: Piece, pieces: dict[str, Piece]) -> Piece:
    if piece.body or piece.copy_of is None:
        return piece
    paragraphs = _replaced(pieces[piece.copy_of].body.strip(), piece.replace).split("\n\n")[: piece.keep]
    for insert in sorted(piece.insert, key=lambda insert: -insert.after):
        paragraphs.insert(insert.after, insert.text.strip())
    return msgspec.structs.replace(piece, body="\n\n".join(paragraphs))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if old not in text:
            raise ValueError(f"nothing to replace: {old!r}")
        text = text.replace(old, new)
    return text


def _times(piece: Piece) -> list[datetime]:
    later = (piece.round2.modified, *(post.at for post in piece.round2.posts)) if piece.round2 else ()
    changed = (piece.modified,) if piece.modified else ()
    return [piece.published, *changed, *(post.at for post in piece.posts), *later]


def _shifted(piece: Piece, shift: timedelta) -> Piece:
    def posts(given: tuple[Post, ...]) -> tuple[Post, ...]:
        return tuple(msgspec.structs.replace(post, at=post.at + shift) for post in given)

    later = piece.round2
    if later:
        later = msgspec.structs.replace(later, modified=later.modified + shift, posts=posts(later.posts))
    return msgspec.structs.replace(
        piece,
        published=piece.published + shift,
        modified=piece.modified + shift if piece.modified else None,
        posts=posts(piece.posts),
        round2=later,
    )
