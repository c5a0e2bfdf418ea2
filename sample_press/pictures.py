"""Abstract pictures from a seed: bands and discs of colour, the same bytes for the same seed."""

import struct
import zlib
from functools import cache
from hashlib import sha256


@cache
def png(seed: str, width: int, height: int) -> bytes:
    """An RGB PNG of bands and one disc (PNG specification, 3rd edition)."""
    hue = sha256(seed.encode()).digest()
    bands = [hue[3 * n : 3 * n + 3] for n in range(1, 7)]
    disc, radius = hue[21:24], height // 4
    across, down = width * (40 + hue[25] % 176) // 256, height * (64 + hue[26] % 128) // 256
    rows = bytearray()
    for y in range(height):
        row = bytearray(bands[y * len(bands) // height] * width)
        half = int(max(0, radius**2 - (y - down) ** 2) ** 0.5)
        left, right = max(0, across - half), min(width, across + half)
        row[3 * left : 3 * right] = disc * (right - left)
        rows += b"\0" + row
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def logo(initial: str, colour: str) -> bytes:
    """An outlet's mark: its initial on a square, as SVG."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">'
        f'<rect width="96" height="96" rx="14" fill="{colour}"/><text x="48" y="66" font-family="Georgia, serif" '
        f'font-size="54" text-anchor="middle" fill="#fff">{initial}</text></svg>'
    ).encode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
