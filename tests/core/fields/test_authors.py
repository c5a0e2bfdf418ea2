import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.core.fields.bylines.authors import is_person, names_of
from nutgraf.core.fields.bylines.printed import printed_byline


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ann Smith and Bob Jones", ("Ann Smith", "Bob Jones")),
        ("Ann Smith, Bob Jones, and Carl Lee", ("Ann Smith", "Bob Jones", "Carl Lee")),
        ("ANN SMITH | Staff Reporter", ("ANN SMITH",)),
        ("Von Max Muster, Berlin", ("Max Muster",)),
        ("Ursula von der Alm", ("Ursula von der Alm",)),
        ("Par Jean Dupont et Marie Curé", ("Jean Dupont", "Marie Curé")),
        ("Ann Smith, senior political correspondent", ("Ann Smith",)),
        ("Ann Smith for The Daily", ("Ann Smith",)),
        ("Ann Smith ann@daily.example", ("Ann Smith",)),
        ("Ann Smith (@ann)", ("Ann Smith",)),
        ("Posted by Ann Smith on March 3, 2021", ("Ann Smith",)),
        ("ann-smith", ("Ann Smith",)),
        ("김철수 기자", ("김철수",)),
        ("Reuters", ("Reuters",)),
        ("Photo: Pat Lens", ()),
        ("https://www.facebook.com/daily", ()),
        ("admin", ()),
        ("By", ()),
        ("March 3, 2021", ()),
        ("", ()),
    ],
)
def test_names(byline: str, expected: tuple[str, ...]) -> None:
    assert names_of([byline]) == expected


def test_repeated_names_count_once() -> None:
    assert names_of(["Ann Smith", "By ANN SMITH", "Bob Jones"]) == ("Ann Smith", "Bob Jones")


@given(st.lists(st.text(max_size=600), max_size=4))
def test_any_byline_gives_names_or_none(bylines: list[str]) -> None:
    assert all(name.strip() for name in names_of(bylines))


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("ByAnn Smith in Lisbon", ("Ann Smith",)),
        ("Byron Jones", ("Byron Jones",)),
        ("© Ann Smith", ("Ann Smith",)),
        ("Ann Smith, dpa", ("Ann Smith", "dpa")),
        ("dpa/lno", ("dpa/lno",)),
        ("Ein Artikel von Anna Muster", ("Anna Muster",)),
        ("Eingestellt von Anna Muster", ("Anna Muster",)),
        ("Text und Interview: Anna Muster", ("Anna Muster",)),
        ("Von TAGBLATT-Experte Max Muster", ("Max Muster",)),
        ("Anna Muster im Gespräch mit Max Muster", ("Anna Muster", "Max Muster")),
        ("Ann Smith Staff Writer", ("Ann Smith",)),
        ("Ann Smith Senior Marketing Manager", ("Ann Smith",)),
        ("Guardian staff reporter", ("Guardian staff reporter",)),
        ("Center for Drug Evaluation and Research", ("Center for Drug Evaluation and Research",)),
        ("98 Buck Social", ("98 Buck Social",)),
        ("19 December 2025", ()),
        ("ann.smith", ("Ann Smith",)),
        ("Ann Smith ● 5 May", ("Ann Smith",)),
        ("Dec 17, 2025 Ann K. Smith", ("Ann K. Smith",)),
        ("Par Anne Martin le 7 mai", ("Anne Martin",)),
        ("By Ann Smith And Bo Lee For The Daily", ("Ann Smith", "Bo Lee")),
        ("By TPN, in News, Business", ("TPN",)),
        ("Ann Smith RN", ("Ann Smith",)),
        ("Ann Smith Ann Smith", ("Ann Smith",)),
        ("by Ann Smith.", ("Ann Smith",)),
        ("Anna Muster Alle Artikel", ("Anna Muster",)),
        ("several hundred commits", ()),
        ("anna[at]daily.example", ()),
        ("Updated by Bo Lee", ()),
        ("By Ann Smith | December 17, 2025, 4:19 PM", ("Ann Smith",)),
        ("4:19 PM", ()),
        ("7.30 Uhr", ()),
        ("Date: 19.11.2021 Author: Ann Smith Source: Daily Wire", ("Ann Smith",)),
        ("Datum: 19.11.2021 Autorin: Anna Muster Quelle: Tagblatt", ("Anna Muster",)),
        ("Fecha: 3 mayo Por: Ana Gómez Fuente: EFE", ("Ana Gómez",)),
        ("Written By", ()),
        ("Profil", ()),
        ("3 comments", ()),
    ],
)
def test_bylines_as_sites_write_them(byline: str, expected: tuple[str, ...]) -> None:
    assert names_of([byline]) == expected


@pytest.mark.parametrize("name", ["Ann Smith", "dpa", "dpa/lno", "AFP", "김철수"])
def test_writers_and_agencies(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Die Redaktion", "The Editorial Team", "Agencies", "a.smith", "bsmith2", "Daily GmbH", "daily.com"],
)
def test_no_writers(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Smith", ("Ann Smith",)),
        ("ByAnn Smith", ("Ann Smith",)),
        ("Von Anna Muster am 5. März 2024", ("Anna Muster",)),
        ("5. März 2024 - Anna Muster", ("Anna Muster",)),
        ("5 March 2024 · 3 min read · By Ann Smith", ("Ann Smith",)),
        ("05.03.2024 13:30 von Anna", ("Anna",)),
        ("Posted in News by ann on March 5, 2024", ("ann",)),
        ("Por Élan Muñoz", ("Élan Muñoz",)),
        ("followed by a brass band and two dogs", ()),
        ("von der Alm kamen drei Kühe", ()),
        ("Local News", ()),
    ],
)
def test_bylines_in_plain_lines(line: str, expected: tuple[str, ...]) -> None:
    lines = ["Home", "The old bridge reopens", line, "It was closed for ten months."]
    assert names_of(printed_byline(lines, 1)) == expected


def test_a_byline_below_its_label_and_one_at_the_end() -> None:
    assert printed_byline(["The title", "Written by", "Ann Smith"], 0) == ("Ann Smith",)
    end = [*(["Some text."] * 40), "Dieser Artikel wurde am 5. März 2024 von Anna Muster geschrieben und abgelegt."]
    assert printed_byline(["The title", *end], 0) == ("Anna Muster",)


@pytest.mark.parametrize(
    ("bylines", "expected"),
    [
        (["Sport · Ruth Amsel, Tom Brandt"], ("Ruth Amsel", "Tom Brandt")),
        (["Ruth Amsel | Lindhaven | 08/01/2026"], ("Ruth Amsel",)),
        (["dpa | Ruth Amsel"], ("dpa", "Ruth Amsel")),
        (["Anna Schmidt • Köln"], ("Anna Schmidt",)),
        (["王小明 | 台北"], ("王小明", "台北")),
        (["Ann Lee, E-RYT 200", "Tom Roe DVM"], ("Ann Lee", "Tom Roe")),
        (["Ann Lee, 10+ Years in Shipping"], ("Ann Lee",)),
        (["Medically reviewed by Ann Lee, MD"], ()),
        (["lindhaven.de, Frankfurt, Germany"], ("lindhaven.de",)),
        (["Contributors to Wikimedia projects", "PAID CONTENT", "CC-BY 4.0"], ()),
        (["Ruth Amsel Clinically reviewed by Tom Roe"], ("Ruth Amsel",)),
        (["Ruth Amsel, medizinisch geprüft von Tom Brandt"], ("Ruth Amsel",)),
        (["Ana Gómez. Revisado médicamente por Luis Ruiz"], ("Ana Gómez",)),
        (["Ann Lee", "Ann Lee is an editor"], ("Ann Lee",)),
        (["Ana Gómez", "Ana Gómez es periodista"], ("Ana Gómez",)),
        (["Ann", "Ann Lee"], ("Ann", "Ann Lee")),
        (["Edited by Tom Roe"], ("Tom Roe",)),
        (["Edited by Tom Roe", "By Ann Lee"], ("Ann Lee",)),
        (["Ann Lee | Edited by Tom Roe"], ("Ann Lee",)),
        (["Redigiert von Tom Roth"], ("Tom Roth",)),
        (["著者：後藤大地"], ("後藤大地",)),
        (["執筆者: 後藤大地"], ("後藤大地",)),
        (["글 김철수 기자"], ("김철수",)),
        (["Sign in", "Anónimo", "Iniciar sesión", "Anmelden", "Se connecter", "ログイン", "Войти"], ()),
        (["Pressestelle der Polizei", "Press Office", "Ufficio stampa", "Gabinete de prensa"], ()),
        (["Abby Rugby, Colby Denby and Ivon Bydavid"], ("Abby Rugby", "Colby Denby", "Ivon Bydavid")),
        (
            ["Ursula von der Leyen", "Bart De Wever", "Annie de By"],
            ("Ursula von der Leyen", "Bart De Wever", "Annie de By"),
        ),
    ],
)
def test_what_is_no_author(bylines: list[str], expected: tuple[str, ...]) -> None:
    assert names_of(bylines) == expected
