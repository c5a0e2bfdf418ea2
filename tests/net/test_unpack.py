import gzip
import os
import zlib

import pytest
from growth import assert_grows_with_size

from nutgraf.unpack import STEP, unpacker

TEXT = os.urandom(60_000) + b"The quay reopened on Monday. " * 2000


def unpacked(coding: str, packed: bytes, step: int) -> bytes:
    unpack = unpacker(coding)
    assert unpack is not None
    pieces = [piece for start in range(0, len(packed), step) for piece in unpack(packed[start : start + step])]
    assert max(map(len, pieces)) <= STEP
    return b"".join(pieces)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("step", [1, 7, 4095, 4096, 4097, 1 << 20])
@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:50_000]) + gzip.compress(b"") + gzip.compress(TEXT[50_000:])),
        ("gzip", gzip.compress(TEXT) + bytes(5000)),
        ("gzip", gzip.compress(TEXT) + b"\x1f"),
        ("deflate", zlib.compress(TEXT, 0)),
        ("deflate", zlib.compress(TEXT) + b"padding"),
        ("deflate", raw_deflate(TEXT)),
        ("deflate", gzip.compress(TEXT)),
        ("gzip", zlib.compress(TEXT)),
        ("gzip", raw_deflate(TEXT)),
        ("", gzip.compress(TEXT)),
        ("", TEXT),
        ("UTF-8", TEXT),
        ("none", gzip.compress(TEXT)),
        ("text/html; charset=utf-8", TEXT),
        ("binary, gzip", gzip.compress(TEXT)),
        ("GZIP, identity", gzip.compress(TEXT)),
    ],
)
def test_a_body_is_unpacked_whole_in_whatever_pieces_it_comes(coding: str, packed: bytes, step: int) -> None:
    assert unpacked(coding, packed, step) == TEXT


@pytest.mark.parametrize("coding", ["compress", "zstd", "gzip, gzip", "br, gzip"])
def test_codings_that_are_not_undone(coding: str) -> None:
    assert unpacker(coding) is None


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_is_announced_and_is_not_there_is_an_error(coding: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unpacked(coding, b"<!doctype html><p>It runs.", 1 << 20)


@pytest.mark.parametrize(
    ("start", "more"),
    [(b"", gzip.compress(b"")), (gzip.compress(b"x"), b"\0"), (gzip.compress(b"x"), b"\x1f")],
    ids=["empty members", "padding", "half a beginning"],
)
@pytest.mark.parametrize("step", [1 << 16, 1 << 30])
def test_what_comes_to_nothing_costs_no_more_than_its_length(start: bytes, more: bytes, step: int) -> None:
    def read(packed: bytes) -> None:
        assert unpacked("gzip", packed, step) in {b"", b"x"}

    assert_grows_with_size(lambda size: start + more * (size // len(more)), read, 250_000)
