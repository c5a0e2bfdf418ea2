"""URLs by the WHATWG standard: normal form, hosts, registrable domains, AMP cache addresses, article ids."""

import re
import unicodedata
from base64 import b32encode
from functools import cache, lru_cache
from hashlib import sha256
from ipaddress import ip_address

from ada_url import URL, HostType, idna_to_unicode
from publicsuffixlist import PublicSuffixList

from nutgraf.naming.channels import NEVER_NEEDED, route_of

_AMP_CACHE = "cdn.ampproject.org"
_IMAGE_PATH = re.compile(r"\.(?:avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)$", re.IGNORECASE)
_FONT_PATH = re.compile(r"\.(?:eot|otf|ttf|woff2?)$", re.IGNORECASE)
_NO_DOMAIN = re.compile(r"[\s/\\:@?#]")
_LABEL_LIMIT = 63  # octets in a DNS label, RFC 1035

_CREDENTIALS = re.compile(r"(?<=:/)(/?)[^/@\s\"'<>]*:[^/@\s\"'<>]*@")


# Addresses that are in normal form as they stand: nothing in them is escaped, relative, or of special meaning.
_ORIGIN = r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z]{2,63}"
_PATH = r"(?:/(?![.])[A-Za-z0-9_~!$&(*,+);=:@.-]{0,300}){1,30}"
_PLAIN = re.compile(_ORIGIN + _PATH)
_PLAIN_ORIGIN = re.compile(rf"({_ORIGIN})(?:/|$)")
_PLAIN_PATH = re.compile(_PATH)


def normalise(url: str, base: str | None = None) -> str | None:
    """The normal form of an http or https URL, or None where there is none.

    Credentials, a fragment that is no route, the default port and tracking parameters are dropped; the rest is as the
    WHATWG URL standard serialises it. ``base`` resolves a relative reference.
    """
    if plain := _plain(url, base):
        return plain
    parsed = _parse(url, base)
    if parsed is None:
        return None
    href = parsed.href
    if "@" not in href and "#" not in href and "?" not in href:  # each question to the parser costs as much as parsing
        return href
    if parsed.username or parsed.password:
        parsed.username = ""
        parsed.password = ""
    parsed.hash = route_of(parsed.hash)
    query = parsed.search
    if query:
        kept = "&".join(pair for pair in query[1:].split("&") if not NEVER_NEEDED.fullmatch(pair.partition("=")[0]))
        if kept != query[1:]:
            parsed.search = kept
    return parsed.href


def _plain(url: str, base: str | None) -> str | None:
    """The normal form of an address that needs no parser, which takes ten times as long; None for any other."""
    if _PLAIN.fullmatch(url):
        return None if "xn--" in url else url
    if base is None or url.startswith("//") or not _PLAIN_PATH.fullmatch(url):
        return None
    origin = _PLAIN_ORIGIN.match(base)
    return origin[1] + url if origin and "xn--" not in origin[1] else None


def web_address(written: str) -> str | None:
    """An http or https URL as it is written, in normal form where it holds what is not printable; None for any other.

    So no address that is shown or published can be one that a browser runs (``javascript:``, ``data:``).
    """
    url = normalise(written)
    return url if url is None or not written.isprintable() else written


def domain_name(written: str) -> str | None:
    """A domain as it is written, that of a web address; None for what is none."""
    if _NO_DOMAIN.search(written):
        return registrable_domain(written) if web_address(written) else None
    return written if registrable_domain(written) else None


def without_credentials(text: str) -> str:
    """A text with the user names and passwords taken out of the addresses in it."""
    return _CREDENTIALS.sub(r"\1", text) if "@" in text else text


def _parse(url: str, base: str | None = None) -> URL | None:
    try:
        parsed = URL(url, base)
    except ValueError:
        return None if base is None else _parse(url)
    return parsed if parsed.protocol in {"http:", "https:"} else None


def host(url: str) -> str | None:
    """The host of an http or https URL, in ASCII (IDNA), without the port."""
    plain = _PLAIN_ORIGIN.match(url)
    if plain and "xn--" not in plain[1]:
        return plain[1].partition("://")[2]
    parsed = _parse(url)
    return parsed.hostname or None if parsed else None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_encoded_idn=False)  # encoding all of it takes longer than reading it


@lru_cache(maxsize=4096)
def registrable_domain(url_or_host: str) -> str | None:
    """The domain one registers below a public suffix (``news.bbc.co.uk`` gives ``bbc.co.uk``).

    An IP address, or a host that is itself a public suffix or has only one label, is its own.
    """
    name = host(url_or_host if "://" in url_or_host else f"http://{url_or_host}")
    if name is None:
        return None
    name = name.rstrip(".")
    if not name or _is_address(name):
        return name or None
    domain = _suffixes().privatesuffix(idna_to_unicode(name) if "xn--" in name else name)
    return ".".join(name.split(".")[-1 - domain.count(".") :]) if domain else name


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def same_site(one: str | None, other: str | None) -> bool:
    """Whether two URLs belong to one registrable domain."""
    return bool(one and other) and registrable_domain(one or "") == registrable_domain(other or "")


def same_publisher(one: str, other: str) -> bool:
    """Whether two URLs belong to one site, or to sites whose names differ only in their ending or above them."""
    names = [(registrable_domain(url) or "").partition(".")[0] for url in (one, other)]
    return (
        same_site(one, other) or names[0] in (host(other) or "").split(".") or names[1] in (host(one) or "").split(".")
    )


def amp_cache_url(amp_url: str) -> str | None:
    """Where the AMP cache serves an AMP document, image or font.

    The algorithm is that of https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls.
    """
    parsed = _parse(amp_url)
    if parsed is None:
        return None
    name = idna_to_unicode(parsed.hostname) if parsed.host_type == HostType.DEFAULT else parsed.hostname
    port = f":{parsed.port}" if parsed.port else ""
    path = parsed.pathname
    kind = "i" if _IMAGE_PATH.search(path) else "r" if _FONT_PATH.search(path) else "c"
    if path == "/" and "/" not in amp_url.partition("://")[2]:
        path = ""
    secure = "s/" if parsed.protocol == "https:" else ""
    return f"https://{amp_cache_label(parsed.hostname)}.{_AMP_CACHE}/{kind}/{secure}{name}{port}{path}{parsed.search}"


def amp_cache_label(ascii_name: str) -> str:
    """The subdomain of the AMP cache that belongs to a host: readable where DNS allows it, else a hash."""
    unicode_name = idna_to_unicode(ascii_name)
    label = unicode_name.replace("-", "--").replace(".", "-")
    if label[2:4] == "--":
        label = f"0-{label}-0"
    if not label.isascii():
        label = f"xn--{label.encode('punycode').decode('ascii')}"
    if "." not in unicode_name or len(label) > _LABEL_LIMIT or _mixes_directions(unicode_name):
        return b32encode(sha256(ascii_name.encode()).digest()).decode("ascii").rstrip("=").lower()
    return label


def _mixes_directions(name: str) -> bool:
    """Whether letters of both directions occur, which RFC 5893 allows in no label."""
    directions = {unicodedata.bidirectional(character) for character in name}
    return "L" in directions and not directions.isdisjoint({"R", "AL"})


def article_id(name: str) -> str:
    """16 hexadecimal characters of the SHA-256 of a canonical URL (or of a title and text, where there is none)."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
