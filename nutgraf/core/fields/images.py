"""The pictures of an article: those that its metadata name, each once and in its largest size, the lead first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from nutgraf.core.claims.claim import Claims, by_place
from nutgraf.core.claims.found import ENTRY, Found, Said
from nutgraf.core.fields.content_images import content_image
from nutgraf.core.page.parsed import Page
from nutgraf.records import Entry, Image

# Chosen, not measured.
_MOST: Final = 20
_SMALLEST, _LARGEST = 50, 8000  # pixels of a picture's side
_ASSUMED: Final = 600  # pixels of a side where nothing tells it
_FEW_WORDS: Final = 3  # in the name of a site's own picture; a longer one says what an article's shows
# The last part of a path that is a site's own picture, not an article's.
_SITE_PICTURE: Final = re.compile(
    r"(?:^|[-_.])(?:fav)?(?:logos?|icons?|placeholder|spacer|pixel|blank|fallback|avatar|no-?(?:image|photo|picture|img)|"
    r"(?:default|generic)[-_]?(?:image|img|share|sharing|social|og|thumb\w*|card|picture|photo|post|article|preview)|"
    r"(?:image|img|share|og|social|thumb\w*|logo)[-_]?default)(?:[-_.\d]|$)|\.svg$|^1x1\.",
    re.IGNORECASE,
)
_SITE_FOLDER: Final = re.compile(
    r"/(?:themes?|static|assets|skins?|layouts?|templates?|dist|icons|logos?)/", re.IGNORECASE
)
_SHARED: Final = re.compile(
    r"(?:^|[-_.])(?:fb|facebook|twitter|og|opengraph|social|shar(?:e|ing)|default)(?:[-_.\d]|$)"
)
_WORDS: Final = re.compile(r"[^-_.\d%]+")
_IN_PATH: Final = re.compile(
    r"(?<![\dA-Za-z])(\d{2,4})x(\d{2,4})(?![\dA-Za-z])|(?:^|[/,])w_(\d{2,4}),(?:[^/]{0,40},)?h_(\d{2,4})"
)
_SIDES: Final = (("w", "width", "imwidth"), ("h", "height", "imheight"))
_PAIRS: Final = ("resize", "fit", "size")
_ASKED: Final = re.compile(
    r"(?:^|[&;])(w|width|imwidth|h|height|imheight|resize|fit|size)=([^&;]{1,40})", re.IGNORECASE
)
_PAIR: Final = re.compile(r"(\d{2,4})(?:[,x:]|%2C)(\d{2,4})", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9]{2,4}")
_LONGEST_QUERY: Final = 1000  # characters of an address that are read, against giant ones; chosen, not measured
_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_VARIANT: Final = re.compile(
    r"(?:[-_.]|(?<=/))\d{2,4}x\d{2,4}(?![\dA-Za-z])|(?<=/)styles/[^/]+/public/|-scaled(?=\.)|(?<=/)w_\d[^/]*/"
)


def find_images(page: Page, sources: Sequence[Claims], entry: Entry) -> Found[tuple[Image, ...]]:
    """What the metadata and the entry name, less logos, icons and placeholders; else the picture of the text."""
    logos = {page.resolve(claim.logo.url) for claim in sources if claim.logo}
    named = (*by_place(claim.images for claim in sources), Said(ENTRY, entry.images))
    pictures = (one for one in _resolved(page, named) if one.value.url not in logos and _is_picture(one.value))
    found = list(_largest(pictures))[:_MOST]
    if not found and (pictured := content_image(page)):
        return Found((_sized(pictured),), "picture in the text")
    return Found(tuple(one.value for one in found), ", ".join(dict.fromkeys(one.place for one in found)))


def _resolved(page: Page, named: Iterable[Said[tuple[Image, ...]]]) -> Iterator[Said[Image]]:
    for place, images in named:
        for image in images:
            if url := page.resolve(image.url):
                yield Said(place, _sized(Image(url=url, width=image.width, height=image.height, cached=image.cached)))


def _sized(image: Image) -> Image:
    """The image with the size that its URL names, where nothing else tells it."""
    if image.width or image.height:
        return image
    width, height = _size_in(image.url)
    return Image(url=image.url, width=width, height=height, cached=image.cached)


def _size_in(url: str) -> tuple[int | None, int | None]:
    path, _, query = url.partition("://")[2].partition("?")
    asked = {name.lower(): value for name, value in _ASKED.findall(query[:_LONGEST_QUERY])}
    width, height = (_plausible_side(next((asked[name] for name in names if name in asked), None)) for names in _SIDES)
    if width or height:
        return width, height
    pairs = (_PAIR.fullmatch(asked[name]) for name in _PAIRS if name in asked)
    in_path = list(_IN_PATH.finditer(path[-_LONGEST_QUERY:]))
    for found in (*filter(None, pairs), *reversed(in_path)):
        width, height = map(_plausible_side, filter(None, found.groups()))
        if width and height:
            return width, height
    return None, None


def _plausible_side(value: str | None) -> int | None:
    side = int(value) if value and _DIGITS.fullmatch(value) else 0
    return side if _SMALLEST <= side <= _LARGEST else None


def _is_picture(image: Image) -> bool:
    """Whether a named image can be the article's own: no site has its logo, an icon or a placeholder for a subject."""
    if any(side and side < _SMALLEST for side in (image.width, image.height)):
        return False
    path = image.url.partition("?")[0]
    name = path.rpartition("/")[2]
    if sum(map(str.isalpha, _WORDS.findall(name.rpartition(".")[0]))) > _FEW_WORDS:
        return True
    return not (_SITE_PICTURE.search(name) or (_SHARED.search(name.lower()) and _SITE_FOLDER.search(path)))


def _largest(images: Iterable[Said[Image]]) -> Iterator[Said[Image]]:
    """One image of those that show the same picture, where the first of them stood."""
    by_picture: dict[str, list[Said[Image]]] = {}
    for one in images:
        by_picture.setdefault(_picture(one.value.url), []).append(one)
    for same in by_picture.values():
        yield max(same, key=lambda one: _size(one.value))


def _size(image: Image) -> tuple[int, bool]:
    """The area of an image as far as it is known; of two alike, the one that tells its width is larger."""
    return (image.width or _ASSUMED) * (image.height or image.width or _ASSUMED), bool(image.width)


def _picture(url: str) -> str:
    """A URL without what only tells in which size or cut the picture is wanted."""
    address, _, query = url.partition("://")[2].partition("?")
    bare = _VARIANT.sub("", address)
    return bare if _FILE.search(address) else f"{bare}?{query}"
