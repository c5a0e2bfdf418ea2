"""Content codings unpacked in bounded steps, so that no small body can fill the memory (RFC 9110, 8.4)."""

import zlib
from collections.abc import Callable, Iterator

import brotli

ACCEPTED = "gzip, deflate, br"
STEP = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
BEFORE_WARC_RECORDS = b"\r\n\t \0\xef\xbb\xbf"
_OF_GZIP = 16 + zlib.MAX_WBITS
_SLICE = 1 << 12  # of packed data, whose rest is copied at each step

# Those that are registered and not undone here come to nothing that can be read.
_CODINGS = frozenset(
    "gzip x-gzip deflate br aes128gcm compress x-compress dcb dcz exi pack200-gzip zstd bzip2 xz lzma".split()
)

Unpack = Callable[[bytes], Iterator[bytes]]


def unpacked(unpack: Unpack, body: bytes, limit: int) -> bytes:
    """What a body unpacks to, or as much of it as is over the limit. Raises ValueError as ``unpack`` does."""
    parts: list[bytes] = []
    size = 0
    for part in unpack(body):
        parts.append(part)
        size += len(part)
        if size > limit:
            break
    return b"".join(parts)


def unpacker(coding: str) -> Unpack | None:
    """What unpacks a body piece by piece, in pieces of about STEP bytes at most; None for a coding not known.

    What is no coding (``UTF-8``) is as none, and gzip that nobody announced is told by its bytes. Several codings
    (``gzip, gzip``) are not known: nobody honest sends them. The iterators raise ValueError for data that is not of
    that coding.
    """
    match [name for part in coding.lower().split(",") if (name := part.strip(" \t\"'")) in _CODINGS]:
        case []:
            return _Unannounced()
        case ["gzip" | "x-gzip" | "deflate"]:
            return Zlib(None)
        case ["br"]:
            return _Brotli()
    return None


class _Unannounced:
    """A body of which no coding is told: gzip, or as it is."""

    def __init__(self) -> None:
        self._unpack: Unpack | None = None
        self._begun = b""

    def __call__(self, data: bytes) -> Iterator[bytes]:
        self._begun += data
        if self._unpack is None and self._begun and self._begun != GZIP_MAGIC[:1]:
            self._unpack = Zlib() if self._begun.startswith(GZIP_MAGIC) else _as_it_is
        if self._unpack:
            data, self._begun = self._begun, b""
            yield from self._unpack(data)


def _as_it_is(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), STEP):
        yield data[start : start + STEP]


class Zlib:
    """One stream, or several gzip members one after another; of which kind, its first byte tells where that is None.

    "deflate" means a zlib stream, but servers send raw deflate too, and both under the name of gzip.
    """

    def __init__(self, window_bits: int | None = _OF_GZIP) -> None:
        self._bits = window_bits
        self._stream = zlib.decompressobj(window_bits) if window_bits else None
        self._ended = False

    @property
    def whole(self) -> bool:
        """Whether what came so far may be all of it."""
        return self._stream is not None and self._stream.eof

    def __call__(self, data: bytes) -> Iterator[bytes]:
        """What a piece unpacks to. Raises ValueError where it is damaged."""
        if self._stream is None and data:
            self._bits = _kind_of(data[0])
            self._stream = zlib.decompressobj(self._bits)
        try:
            for start in range(0, len(data), _SLICE):
                yield from self._unpacked(data[start : start + _SLICE])
        except zlib.error as e:
            raise ValueError(str(e)) from e

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        while data and self._stream and not self._ended:
            yield self._stream.decompress(data, STEP)
            data = self._next_member(self._stream.unused_data) if self._stream.eof else self._stream.unconsumed_tail

    def _next_member(self, rest: bytes) -> bytes:
        if len(rest) < len(GZIP_MAGIC):
            return b""  # the stream keeps it till more comes
        if not rest.startswith(GZIP_MAGIC) or not self._bits:
            self._ended = True  # padding after the end is not content
            return b""
        self._stream = zlib.decompressobj(self._bits)
        return rest


def _kind_of(first: int) -> int:
    """The kind of a stream by its first byte: gzip, zlib, or raw, which never begins as gzip does."""
    if first == GZIP_MAGIC[0]:
        return _OF_GZIP
    return zlib.MAX_WBITS if first & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS


class _Brotli:
    """A Brotli stream, RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def __call__(self, data: bytes) -> Iterator[bytes]:
        try:
            yield self._stream.process(data, output_buffer_limit=STEP)
            while not self._stream.can_accept_more_data():
                yield self._stream.process(b"", output_buffer_limit=STEP)
        except brotli.error as e:
            raise ValueError(str(e)) from e
