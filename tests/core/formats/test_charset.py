import codecs

import endec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.formats.charset import decode, encoding_of

WESTERN = "Die Brücke über den Fluß wird nach zehn Monaten wieder geöffnet; Fußgänger dürfen schon früher darüber."
POLISH = "Nowe zasady ruchu na moście: mieszkańcy będą mogli przejeżdżać również w nocy, poinformował rzecznik."
RUSSIAN = "Новости дня: в столице открылась выставка современного искусства, сообщили организаторы."
UKRAINIAN = "У столиці відкрилася виставка сучасного мистецтва, її організатори чекають на гостей щодня."
GREEK = "Η παλιά γέφυρα άνοιξε ξανά την Τρίτη μετά από δέκα μήνες επισκευών, ανακοίνωσε ο δήμος."
TURKISH = "Köprü on ay süren onarımdan sonra salı günü yeniden açıldı, belediye başkanı ilk geçen kişi oldu."
HEBREW = "הגשר הישן מעל הנהר נפתח מחדש ביום שלישי אחרי עשרה חודשים של שיפוצים, הודיעה העירייה."
ARABIC = "أعيد فتح الجسر القديم فوق النهر يوم الثلاثاء بعد عشرة أشهر من أعمال الترميم."
LITHUANIAN = "Senasis tiltas per upę vėl atidarytas antradienį po dešimties mėnesių remonto, pranešė savivaldybė."
THAI = "สะพานเก่าข้ามแม่น้ำเปิดใช้อีกครั้งในวันอังคารหลังจากซ่อมแซมนานสิบเดือน"
CHINESE = "旧桥经过十个月的维修后于星期二重新开放，市政府表示，维修费用为一千一百万元。"
TAIWANESE = "舊橋經過十個月的維修後於星期二重新開放，市政府表示，維修費用為一千一百萬元。"
JAPANESE = "東京で新しい展覧会が始まりました。①主催者によると、来場者は一万人を超える見込みです。"
KOREAN = "강을 가로지르는 낡은 다리가 열 달간의 보수를 마치고 화요일에 다시 열렸다고 시가 밝혔다."

# https://encoding.spec.whatwg.org/#names-and-labels: what is written in the encoding, its labels.
ENCODINGS = {
    "utf-8": (GREEK, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
    "ibm866": (RUSSIAN, "866 cp866 csibm866 ibm866"),
    "iso-8859-2": (
        POLISH,
        "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    ),
    "iso-8859-3": (
        "Ĉiuj homoj estas denaske liberaj; ĝis la vespero la ĵurnalo aperos",
        "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    ),
    "iso-8859-4": (
        LITHUANIAN,
        "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    ),
    "iso-8859-5": (
        RUSSIAN,
        "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    ),
    "iso-8859-6": (
        ARABIC,
        (
            "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
            "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"
        ),
    ),
    "iso-8859-7": (
        GREEK,
        (
            "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
            "iso_8859-7:1987 sun_eu_greek"
        ),
    ),
    "iso-8859-8": (
        HEBREW,
        (
            "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
            "iso_8859-8:1988 visual"
        ),
    ),
    "iso-8859-8-i": (HEBREW, "csiso88598i iso-8859-8-i logical"),
    "iso-8859-10": (
        LITHUANIAN,
        "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    ),
    "iso-8859-13": (LITHUANIAN, "iso-8859-13 iso8859-13 iso885913"),
    "iso-8859-14": ("Mae'r tŵr a'r dŵr yn hen; ŷd ac ŵy", "iso-8859-14 iso8859-14 iso885914"),
    "iso-8859-15": (
        "Le coût des réparations s'élève à 11 millions d'€, dont l'État paie la moitié.",
        "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    ),
    "iso-8859-16": ("Podul vechi peste râu s-a redeschis marți după zece luni de reparații", "iso-8859-16"),
    "koi8-r": (RUSSIAN, "cskoi8r koi koi8 koi8-r koi8_r"),
    "koi8-u": (UKRAINIAN, "koi8-ru koi8-u"),
    "macintosh": (WESTERN, "csmacintosh mac macintosh x-mac-roman"),
    "windows-874": (THAI, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    "windows-1250": (POLISH, "cp1250 windows-1250 x-cp1250"),
    "windows-1251": (RUSSIAN, "cp1251 windows-1251 x-cp1251"),
    "windows-1252": (
        WESTERN,
        (
            "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
            "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"
        ),
    ),
    "windows-1253": (GREEK, "cp1253 windows-1253 x-cp1253"),
    "windows-1254": (
        TURKISH,
        (
            "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
            "windows-1254 x-cp1254"
        ),
    ),
    "windows-1255": (HEBREW, "cp1255 windows-1255 x-cp1255"),
    "windows-1256": (ARABIC, "cp1256 windows-1256 x-cp1256"),
    "windows-1257": (LITHUANIAN, "cp1257 windows-1257 x-cp1257"),
    "windows-1258": ("Câ\u0300u cu\u0303 đa\u0303 mơ\u0309 la\u0323i hôm thư\u0301 ba", "cp1258 windows-1258 x-cp1258"),
    "x-mac-cyrillic": (UKRAINIAN, "x-mac-cyrillic x-mac-ukrainian"),
    "gbk": (CHINESE, "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"),
    "gb18030": (CHINESE, "gb18030"),
    "big5": (TAIWANESE, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
    "euc-jp": (JAPANESE, "cseucpkdfmtjapanese euc-jp x-euc-jp"),
    "iso-2022-jp": (JAPANESE, "csiso2022jp iso-2022-jp"),
    "shift_jis": (JAPANESE, "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
    "euc-kr": (
        KOREAN,
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
    ),
}
LABELS = [(label, name) for name, (_, labels) in ENCODINGS.items() for label in labels.split()]
UTF16_LABELS = "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le unicodefffe utf-16be".split()
REPLACED = "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement".split()


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_every_label_of_the_standard(label: str, name: str) -> None:
    text = ENCODINGS[name][0]
    assert decode(endec.encode(text, name), label) == text
    assert decode(endec.encode(text, name), f' "{label.upper()}" ') == text


@pytest.mark.parametrize("label", UTF16_LABELS)
def test_utf_16_is_seen_and_not_believed(label: str) -> None:
    assert encoding_of(label)
    assert decode(WESTERN.encode("utf-16-le"), label) == WESTERN
    assert decode(WESTERN.encode("utf-16-be"), label) == WESTERN
    assert decode(WESTERN.encode(), label) == WESTERN
    assert decode(RUSSIAN.encode("cp1251"), label) == RUSSIAN


@pytest.mark.parametrize("label", REPLACED)
def test_what_the_standard_does_not_decode(label: str) -> None:
    assert decode(b"\x1b$)C\x0e<\x0f ~{<:Ky~}", label) == "\ufffd"
    assert decode(RUSSIAN.encode(), label) == RUSSIAN


@pytest.mark.parametrize("label", ["base64", "idna", "no-such", "", None, "utf-8\0", "ïso-8859-1", "rot13"])
def test_no_label(label: str | None) -> None:
    assert encoding_of(label) is None
    assert decode(RUSSIAN.encode("cp1251"), label) == RUSSIAN


@pytest.mark.parametrize("label", ["utf_8", "latin-1", "iso8859_1", "euc_jp", "cp936", "utf8;"])
def test_labels_that_only_people_know(label: str) -> None:
    assert encoding_of(label)


@pytest.mark.parametrize(
    ("body", "transport", "expected"),
    [
        (b"\x81\x8d\x8f\x90\x9d caf\xe9", "windows-1252", "\x81\x8d\x8f\x90\x9d café"),
        (b"\xad\xa1\xad\xb5", "euc-jp", "①Ⅰ"),
        (b"\x1b$B-!\x1b(B", "iso-2022-jp", "①"),
        (b"\x87\x40", "shift_jis", "①"),
        (b"\x80", "gbk", "€"),
        (b"\xae\xbe", "koi8-u", "ўЎ"),
        (b"\xa6\xd9", "gb18030", "︐"),
        (b"\x88\x62", "big5", "\u00ca\u0304"),
        (b"a\xe9", "x-user-defined", "a\uf7e9"),
    ],
)
def test_where_the_standard_differs_from_python(body: bytes, transport: str, expected: str) -> None:
    assert decode(body, transport) == expected


@pytest.mark.parametrize(
    ("body", "transport", "expected"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "iso-8859-1", "é"),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), None, "é"),
        (codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "utf-8", "é"),
        ("naïve".encode(), "iso-8859-1", "naïve"),
        ("na\u00efve \u201cq\u201d".encode("cp1252"), "iso-8859-1", "naïve “q”"),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("cp1251"), "iso-8859-1", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "windows-1251", RUSSIAN),
        (JAPANESE.encode("cp932"), "utf-8", JAPANESE),
        (JAPANESE.encode("cp932"), "windows-1252", JAPANESE),
        (endec.encode(JAPANESE, "iso-2022-jp"), None, JAPANESE),
        ("plain".encode("utf-16-le"), None, "plain"),
        (f"<html><p>{RUSSIAN}".encode("utf-16-be"), None, f"<html><p>{RUSSIAN}"),
        (b"", None, ""),
        (b"<p>The caf\xe9 is closed, \xa9 2020", None, "<p>The café is closed, © 2020"),
    ],
)
def test_the_bytes_decide_against_a_lie(body: bytes, transport: str | None, expected: str) -> None:
    assert decode(body, transport) == expected


@pytest.mark.parametrize(
    ("head", "transport"),
    [
        ('<meta charset="windows-1251">', None),
        ('<meta charset="windows-1251">', "iso-8859-1"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", None),
        ('<?xml version="1.0" encoding="windows-1251"?>', None),
        ('<?xml version="1.0" encoding="utf-8"?><meta charset=windows-1251>', None),
        ("<meta charset=utf-8><meta charset=windows-1251>", None),
        ("<!-- <meta charset=iso-8859-5> --><meta charset=windows-1251>", None),
        ("<meta charset=utf-16>", None),
        ("<meta charset=no-such>", "no-such-either"),
        ("<meta charset=x-user-defined>", None),
        ("<title>" + "x" * 9000 + "</title><meta charset=windows-1251>", None),
        ("", None),
    ],
)
def test_declarations_in_the_page(head: str, transport: str | None) -> None:
    assert decode(f"{head}<p>{RUSSIAN}".encode("cp1251"), transport) == f"{head}<p>{RUSSIAN}"
    assert decode(f"{head}<p>{RUSSIAN}".encode(), transport) == f"{head}<p>{RUSSIAN}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("windows-1252", WESTERN),
        ("windows-1250", POLISH),
        ("iso-8859-2", POLISH),
        ("windows-1251", UKRAINIAN),
        ("koi8-u", UKRAINIAN),
        ("windows-1253", GREEK),
        ("windows-1254", TURKISH),
        ("windows-1255", HEBREW),
        ("windows-1256", ARABIC),
        ("windows-1257", LITHUANIAN),
        ("windows-874", THAI),
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("euc-jp", JAPANESE),
        ("shift_jis", JAPANESE),
        ("euc-kr", KOREAN),
    ],
)
def test_undeclared_encodings_are_read(name: str, text: str) -> None:
    page = f"<html><body><nav><a href='/'>Home</a></nav><p>{text}</p><script>var a = 1;</script>"
    assert decode(endec.encode(page, name)) == page


@pytest.mark.parametrize("transport", ["utf-8", "iso-8859-1", "windows-1251", None])
def test_utf_8_with_a_few_broken_bytes_stays_so(transport: str | None) -> None:
    body = f"<p>{RUSSIAN * 5}".encode()
    assert decode(body + b"\xff", transport) == f"<p>{RUSSIAN * 5}\ufffd"
    assert decode(b"caf\xe9 " + body + b" \xe9t\xe9", transport).count("\ufffd") == 3


@pytest.mark.parametrize(("name", "text"), [("utf-8", RUSSIAN), ("gb18030", CHINESE), ("shift_jis", JAPANESE)])
def test_a_page_cut_in_the_middle_of_a_character(name: str, text: str) -> None:
    body = endec.encode(text + text[0], name)[:-1]
    assert decode(body, name) == text
    assert decode(body) == text


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "gbk", "x", "utf-16", "iso-2022-jp", "replacement", "x-user-defined", "big5"]),
)
def test_any_bytes_decode(body: bytes, transport: str | None) -> None:
    text = decode(body, transport)
    assert text.encode().decode() == text
