"""An unpacked WARC file, with what lies ahead in it looked at before it is taken."""

import re
from contextlib import suppress
from typing import IO, Any, Final, cast

from zlib_ng import zlib_ng

from nutgraf.unpack import BEFORE_WARC_RECORDS, GZIP_MAGIC

# Its type stubs take the class for an instance.
DAMAGED: Final = cast("type[Exception]", zlib_ng.error)

_STEP: Final = 1 << 16
_SMALL: Final = 256  # bytes of damaged data that are unpacked at once, the last of them in vain
_OF_GZIP: Final = 16 + zlib_ng.MAX_WBITS
_MEMBER: Final = GZIP_MAGIC + b"\x08"
_LOOKED_AT: Final = 1 << 10  # bytes of what may be a member
_MOST_HEADER: Final = 1 << 20  # bytes; more than the headers of a record ever take
_BLANK: Final = re.compile(rb"[%b]*" % BEFORE_WARC_RECORDS)
_RECORD: Final = rb"WARC/[01]\.[0-9]{1,2}[ \t]{0,9}\r?\n[A-Za-z][\w-]{0,40}[ \t]{0,9}:"
_LONGEST: Final = 80  # bytes that this takes, and more
_HERE: Final = re.compile(_RECORD)
_AHEAD: Final = re.compile(rb"\n" + _RECORD)
_HEADER_END: Final = re.compile(rb"\n\r?\n")


class Unpacked:
    """A file unpacked from its present place as it is read, gzip members one after another; plain files pass through.

    Data that is damaged or ends inside a member ends the stream: ``damage`` says where, ``next_at`` where in the file a
    member begins that can be read. ``aligned`` is whether every member so far began with a record, ``member_from`` how
    much was unpacked before the present one.
    """

    def __init__(self, file: IO[bytes], *, aligned: bool = True) -> None:
        self._file = file
        self._read = file.tell()
        self._member_at = self._read
        self._packed = self._file.read(2)
        self._read += len(self._packed)
        self._gzip = self._packed == GZIP_MAGIC
        self._member = zlib_ng.decompressobj(_OF_GZIP)
        self._given = 0
        self._begun = False
        self.member_from = 0
        self.aligned = aligned
        self.damage: str | None = None
        self.is_torn = False
        self.next_at: int | None = None

    def read(self, size: int = _STEP) -> bytes:
        """At most ``size`` bytes, none at the end."""
        return b"" if self.damage else self._unpacked(size) if self._gzip else self._plain(size)

    def _plain(self, size: int) -> bytes:
        out, self._packed = self._packed, b""
        return out or self._file.read(size)

    def _unpacked(self, size: int) -> bytes:
        while True:
            if not self._packed:
                self._packed = self._file.read(_STEP)
                self._read += len(self._packed)
            if not self._packed:
                if self._begun:
                    self._end(f"the gzip data ends too early, after {self._read} bytes")
                return b""
            before = cast(Any, self._member).copy()  # its type stubs know nothing of this
            try:
                out = self._member.decompress(self._packed, size)
            except DAMAGED as e:
                self._end(f"damaged gzip near byte {self._read - len(self._packed)}: {e}")
                self.is_torn = True
                return _until_damage(before, self._packed, size)
            self._pass(out)
            if out:
                return out

    def _pass(self, out: bytes) -> None:
        """Goes on behind what was unpacked, to the next member where one ends."""
        if out and self._given == self.member_from:
            self.aligned = self.aligned and out.startswith(b"WARC/")
        self._begun = True
        self._given += len(out)
        self._packed = self._member.unconsumed_tail
        if self._member.eof:
            self._packed = self._member.unused_data
            self._member_at = self._read - len(self._packed)
            self._member = zlib_ng.decompressobj(_OF_GZIP)
            self._begun = False
            self.member_from = self._given

    def _end(self, damage: str) -> None:
        self.damage = damage
        self.next_at = _next_member(self._file, self._member_at + 1, aligned=self.aligned)
        self.is_torn = self.next_at is not None


def _until_damage(member: "zlib_ng._Decompress", packed: bytes, most: int) -> bytes:
    """What comes before the damage."""
    out = b""
    with suppress(DAMAGED):
        for start in range(0, len(packed), _SMALL):
            out += member.decompress(packed[start : start + _SMALL])
            if len(out) > most:
                break
    return out


def _next_member(file: IO[bytes], after: int, *, aligned: bool) -> int | None:
    """Where the next gzip member begins that can be read."""
    file.seek(after)
    at, window = after, b""
    while True:
        part = file.read(_STEP)
        window += part
        end = max(0, len(window) - _LOOKED_AT) if part else len(window)
        found = window.find(_MEMBER)
        while 0 <= found < end:
            if _is_member(window[found : found + _LOOKED_AT], aligned=aligned):
                return at + found
            found = window.find(_MEMBER, found + 1)
        if not part:
            return None
        at, window = at + end, window[end:]


def _is_member(head: bytes, *, aligned: bool) -> bool:
    """Whether a gzip member begins there, and with it a record where one does so in every member."""
    try:
        out = zlib_ng.decompressobj(_OF_GZIP).decompress(head, _LONGEST)
    except DAMAGED:
        return False
    return out.startswith(b"WARC/") if aligned else bool(out)


class WarcStream:
    """The bytes of a WARC file from the present place on; ``position`` says where that is, unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._unpacked = Unpacked(file)
        self._ahead = bytearray()
        self._line_begins = True
        self.position = 0
        self._part = 0, 0  # where what can be read in one go begins: in the file, and unpacked

    @property
    def damage(self) -> str | None:
        """What ended the stream before its time."""
        return self._unpacked.damage

    def is_torn(self, begin: int) -> bool:
        """Whether what began there, and has been taken, is of a gzip member that is damaged."""
        if not self._unpacked.is_torn:
            return False
        return self._torn_from <= begin if self._unpacked.aligned else self.is_at_end()

    def go_on(self) -> bool:
        """Goes on behind the damage, where the next gzip member begins; says whether there is one."""
        at = self._unpacked.next_at
        if at is not None:
            self._begin(at, self.position, aligned=self._unpacked.aligned)
        return at is not None

    def go_back(self, position: int) -> None:
        """To an earlier place at the beginning of a line, behind all damage; what is packed is unpacked anew."""
        self._begin(*self._part, aligned=self._unpacked.aligned)
        self.skip(position - self.position)

    def _begin(self, at: int, position: int, *, aligned: bool) -> None:
        self._file.seek(at)
        self._unpacked = Unpacked(self._file, aligned=aligned)
        self._ahead.clear()
        self._line_begins = True
        self.position = position
        self._part = at, position

    def take(self, size: int) -> bytes:
        """The next bytes, fewer at the end."""
        self._fill(size)
        taken = bytes(self._ahead[:size])
        del self._ahead[:size]
        self._passed(taken)
        return taken

    def put_back(self, data: bytes) -> None:
        """Undoes the taking of the end of what was taken last, which began a line."""
        self._ahead[:0] = data
        self.position -= len(data)
        self._line_begins = True

    def skip(self, size: int) -> int:
        """Passes bytes over; says how many there were."""
        left = size
        while left and (taken := self.take(min(left, _STEP))):
            left -= len(taken)
        return size - left

    def find_record(self) -> bool:
        """Goes to the next record, over line ends or whatever else stands before it; says whether there is one."""
        while (blank := self._blank()) > _MOST_HEADER:
            self.take(blank)
        if self._ahead.startswith(b"WARC/", blank):
            self.take(blank)
            return True
        while self.take_before_record(_STEP):
            pass
        return self.has_more()

    def is_at_record(self) -> bool:
        """Whether nothing but line ends stands before the next record or the end."""
        blank = self._blank()
        is_end = len(self._ahead) == blank or blank > _MOST_HEADER
        return is_end or self._ahead.startswith(b"WARC/", blank)

    @property
    def _torn_from(self) -> int:
        """Where the member begins that was unpacked last."""
        return self._part[1] + self._unpacked.member_from

    def is_at_end(self) -> bool:
        """Whether nothing but line ends lies ahead."""
        return len(self._ahead) == self._blank()

    def has_more(self) -> bool:
        """Whether anything lies ahead."""
        return self._fill(1)

    def take_before_record(self, most: int) -> bytes:
        """What stands before the next record or the end, as far as that."""
        self._fill(_LONGEST)
        if self._line_begins and _HERE.match(self._ahead):
            return b""
        looked = 0
        while (found := _AHEAD.search(self._ahead, looked)) is None and len(self._ahead) < most + _LONGEST:
            looked = max(0, len(self._ahead) - _LONGEST)
            if not self._fill(len(self._ahead) + 1):
                break
        return self.take(min(found.start() + 1, most) if found else most)

    def take_header(self) -> bytes | None:
        """The lines up to an empty one, as far as a header can reach; None where the end comes before that."""
        looked = 0
        while (end := _HEADER_END.search(self._ahead, looked)) is None and len(self._ahead) < _MOST_HEADER:
            looked = max(0, len(self._ahead) - 2)
            if not self._fill(len(self._ahead) + 1):
                return None
        return self.take(end.end() if end else _MOST_HEADER)

    def _fill(self, size: int) -> bool:
        """Reads on until so many bytes lie ahead; says whether they do."""
        while len(self._ahead) < size:
            part = self._unpacked.read(_STEP)
            if self._unpacked.is_torn and self._unpacked.aligned:
                del self._ahead[max(0, self._torn_from - self.position) :]  # what is left of a record is none
                return len(self._ahead) >= size
            if not part:
                return False
            self._ahead += part
        return True

    def _blank(self) -> int:
        """How many bytes ahead are blank, as far as anyone looks."""
        blank = 0
        while True:
            found = _BLANK.match(self._ahead, blank)
            blank = found.end() if found else blank
            if blank < len(self._ahead) or blank > _MOST_HEADER or not self._fill(blank + 1):
                self._fill(blank + len(b"WARC/"))
                return blank

    def _passed(self, taken: bytes) -> None:
        self.position += len(taken)
        if taken:
            self._line_begins = taken.endswith(b"\n")
