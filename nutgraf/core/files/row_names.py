"""Fields of rows by the names that data sets of news give them, as ours: ``headline`` is ``title``.

A row's own ``title`` goes before its ``headline``, and what the user says of a name before both. A value under one of
these names that is of no shape that can be read is as absent.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from nutgraf.core.formats.url import normalise

Row: TypeAlias = Mapping[str, object]
Names: TypeAlias = Mapping[str, str]

NO_NAMES: Final[Names] = {}
FIELDS: Final = (
    "id", "url", "canonical_url", "original_url", "amp_url", "title", "excerpt", "text", "authors", "published",
    "modified", "language", "kind", "provider", "images", "section", "tags", "topics", "credit",
)  # fmt: skip
_BESIDE: Final = ("published_precision", "modified_precision")  # what our own rows say of other fields
# Ours and others' names without case and what stands between words; the first that says something counts.
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    field: tuple(names.split())
    for field, names in {
        "id": "id uuid guid identifier articleid newsid docid documentid storyid storiesid",
        "canonical_url": "canonicalurl canonical canonicallink mainentityofpage",
        "url": "url link articleurl articlelink weburl pageurl newsurl sourceurl requestedurl "
        "permalink href uri address source lien enlace adresse",
        "amp_url": "ampurl amplink",
        "original_url": "originalurl",
        "title": "title headline heading articletitle newstitle webtitle titletext alternativeheadline "
        "header titel titre titulo título titolo tytuł überschrift schlagzeile заголовок 标题 "
        "標題 タイトル 제목 judul başlık",
        "text": "text articlebody body content fulltext articletext articlecontent bodytext maintext "
        "plaintext rawtext fullcontent newscontent article document encoded contenthtml "
        "bodyhtml html inhalt volltext texte contenu texto contenido cuerpo conteúdo testo "
        "contenuto treść текст 正文 内容 內容 本文 본문 isi",
        "excerpt": "excerpt description summary abstract shortdescription snippet lead leadparagraph "
        "teaser standfirst subtitle subheadline subheading dek deck trailtext metadescription "
        "zusammenfassung beschreibung vorspann résumé chapô resumen descripción bajada "
        "sommario описание 摘要 要約",
        "authors": "authors author byline bylines creator writer writers journalist reporter contributor "
        "authorname autor autoren auteur auteurs autores autore автор 作者 記者 저자 penulis yazar",
        "published": "published datepublished publisheddate publishdate publisheddatetime publishedat "
        "datepublish pubdate publicationdate publicationtime publishedtime publishtime "
        "firstpublished webpublicationdate dategmt date datetime firstpublicationdate articledate "
        "newsdate datecreated createdat created timestamp time posted postedat dateposted "
        "seendate datum veröffentlicht fecha fechapublicacion data дата 日期 发布时间 日付 날짜 tarih "
        "tanggal",
        "modified": "modified datemodified modifieddate datemodify updated updatedat dateupdated "
        "updateddate lastmodified lastmod modifiedat lastupdated modifiedgmt",
        "language": "language lang inlanguage languagecode langcode locale sprache langue idioma lingua язык 语言",
        "section": "section articlesection sectionname category topic rubric rubrik desk channel ressort "
        "kategorie rubrique catégorie sección categoria seção sezione рубрика 分类 栏目",
        "tags": "tags keywords keyword tag categories subjects newskeywords schlagworte motsclés etiquetas",
        "images": "images image imageurl imageurls urltoimage topimage mainimage leadimage "
        "featuredimage thumbnail thumbnailurl photo photourl picture img socialimage bild",
        "provider": "provider publisher source sourcename outlet publication sitename site website "
        "newspaper medianame medium newssource newsoutlet sourceorganization quelle zeitung "
        "fuente medio fonte источник 来源 來源 媒体",
        "topics": "topics",
    }.items()
}
_DOMAIN: Final = ("domain", "sourcedomain", "hostname", "host", "sourcehostname", "sourcesite")
_MARKUP: Final = re.compile(
    r"</?(?:p|div|br|a|span|h[1-6]|ul|ol|li|strong|em|b|i|img|figure|blockquote)\b[^<>]*>", re.IGNORECASE
)
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LISTED: Final = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_NAMED: Final = ("name", "main", "rendered", "value", "text", "title", "original", "@value", "label", "term")
_WRAPPING: Final = ("_source", "attributes", "fields", "node")  # what an interface puts a row's fields into
_PLACED: Final = ("url", "@id", "contentUrl", "href", "src")


def by_our_names(row: Row, names: Names = NO_NAMES) -> dict[str, object]:
    """The fields that a row says, by our names; ``names`` says which of its own the user calls what.

    ``markup`` is its text where that is HTML.
    """
    row = _unwrapped(row)
    found: dict[str, object] = {}
    for name, field in names.items():
        if (value := _at(row, name)) not in (None, ""):
            found[field] = value  # of no shape that can be read, it is refused by its type
            _take(found, field, (value,))
    found = {field: row[field] for field in (*FIELDS, *_BESIDE, "markup") if row.get(field) is not None} | found
    for field in _IN_OBJECTS & found.keys():
        if _is_of_objects(found[field]):
            _take(found, field, (found[field],))
    told = {_folded(key): value for key, value in reversed(list(row.items())) if value is not None and value != ""}
    for field, keys in _USUAL.items():
        if not found.get(field):
            _take(found, field, (told[key] for key in keys if key in told))
    if not found.get("title") and not {"text", "markup"}.isdisjoint(found):
        _take(found, "title", (told.get("name"),))  # as schema.org has it; of tables of sources it is theirs
    domain = next((value for key in _DOMAIN if isinstance(value := told.get(key), str)), None)
    if domain and isinstance(found.get("provider"), str | None):
        found["provider"] = {"name": found.get("provider"), "domain": domain}
    return found


def fields_of(header: Iterable[str], names: Names = NO_NAMES) -> list[str]:
    """The fields that the columns of a table are known for, once for each such column."""
    return [field for name in header if (field := names.get(name) or _FIELD_OF.get(_folded(name)))]


def _unwrapped(row: Row) -> Row:
    """A row with the fields of what it is wrapped in beside its own."""
    for name in _WRAPPING:
        if isinstance(inner := row.get(name), dict):
            row = {**inner, **row}
    return row


def _is_of_objects(value: object) -> bool:
    """Whether a value that is told plainly otherwise is an object, or a list of such."""
    values = value if isinstance(value, list) else [value]
    return bool(values) and all(isinstance(one, dict) for one in values)


def _take(found: dict[str, object], field: str, values: Iterable[object]) -> None:
    """Keeps the first value that has a shape of the field's."""
    shape = _SHAPES.get(field, _plain)
    value = next((shaped for one in values if one is not None and (shaped := shape(one))), None)
    if value is None or (field == "text" and "markup" in found):
        return
    if field == "text" and isinstance(value, str) and _MARKUP.search(value):
        found.pop("text", None)
        field = "markup"
    found[field] = value


@lru_cache(maxsize=4096)
def _folded(key: str) -> str:
    """A name without its prefix, case, and what stands between its words."""
    return "".join(filter(str.isalnum, key.rpartition(":")[2].casefold()))


def _at(row: Row, name: str) -> object:
    """What stands under a name, or under names within each other (``headline.main``)."""
    if name in row:
        return row[name]
    value: object = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


# ---------------------------------------------------------------- shapes


def _plain(value: object) -> str | None:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMED if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        value = next((text for one in value if (text := _plain(one))), None)
    return value if isinstance(value, str) and value.strip() else None


def _address(value: object) -> str | None:
    if isinstance(value, dict):
        value = next((value[key] for key in _PLACED if isinstance(value.get(key), str)), None)
    return value if isinstance(value, str) and normalise(value) else None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return "\n".join(text for one in value if (text := _plain(one))) or None
    return _plain(value)


def _people(value: object) -> list[str]:
    return _split(value, ";|")


def _words(value: object) -> list[str]:
    return _split(value, ",;|")


def _split(value: object, marks: str) -> list[str]:
    """Names out of one, a list, or either as a program or people write it in one text."""
    if isinstance(value, str):
        if value.startswith("[") and value.rstrip().endswith("]"):
            return [one or other for one, other in _LISTED.findall(value)]
        return [name.strip() for name in re.split(f"[{marks}]", value) if name.strip()]
    return [name for one in (value if isinstance(value, list) else [value]) if (name := _plain(one))]


def _date(value: object) -> object:
    if isinstance(value, dict):
        value = next((value[key] for key in ("$date", "@value", "value") if key in value), None)
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _language(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("code") or value.get("alternateName") or value.get("name")
    found = _plain(value)
    return found.replace("_", "-") if found and _TAG.fullmatch(found) else None


def _name(value: object) -> str | int | None:
    if isinstance(value, dict):
        value = value.get("$oid") or value.get("value")
    return value if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def _images(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [address for one in values if (address := _address(one))]


def _provider(value: object) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return value if isinstance(value, str) and value.strip() and not normalise(value) else None
    name, home = _plain(value), _address(value.get("url") or value.get("@id"))
    told = {"name": name, "domain": value.get("domain") if isinstance(value.get("domain"), str) else None}
    return told | {"home": home} if name or home else None


_SHAPES: Final[Mapping[str, Callable[[object], object]]] = {
    "id": _name, "url": _address, "canonical_url": _address, "original_url": _address, "amp_url": _address,
    "text": _text, "authors": _people, "tags": _words, "topics": _words, "published": _date, "modified": _date,
    "language": _language, "images": _images, "provider": _provider,
}  # fmt: skip
_IN_OBJECTS: Final = frozenset({"title", "excerpt", "text", "authors", "tags", "topics", "section", "language"})
_FIELD_OF: Final = dict.fromkeys(_DOMAIN, "provider") | {
    key: field for field, keys in reversed(list(_USUAL.items())) for key in keys
}
