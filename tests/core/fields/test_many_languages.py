"""What pages say around their articles, in many languages: when, by whom, for whom, and that there is none."""

from datetime import UTC, datetime

import pytest
from article_pages import LONG, PARAGRAPHS

from nutgraf.core.extract import extract
from nutgraf.records import Article, Capture, Rejected

SEEN = datetime(2026, 3, 20, tzinfo=UTC)
DAY = datetime(2026, 3, 10, tzinfo=UTC).date()
URL = "https://lindhaven.example/town/bridge"


def extracted(body: str, title: str = "Swing bridge shut", lang: str = "en", head: str = "") -> Article | Rejected:
    html = f"<html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    return extract(Capture(id="c", at=SEEN, url=URL, body=html.encode()))


def article(above: str, lang: str = "en", head: str = "") -> Article:
    found = extracted(f"<article><h1>Swing bridge shut</h1>{above}{LONG}</article>", lang=lang, head=head)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("lang", "updated", "published"),
    [
        ("de", "Stand: 12.03.2026, 09:10 Uhr", "Erstellt: 10.03.2026, 16:25 Uhr"),
        ("es", "Actualizado: 12/03/2026 09:10", "Publicado: 10/03/2026 16:25"),
        ("pt", "Atualizado em 12/03/2026 09h10", "Publicado em 10/03/2026 16h25"),
        ("it", "Aggiornato il 12 marzo 2026", "Pubblicato il 10 marzo 2026"),
        ("da", "Opdateret 12. marts 2026", "Udgivet 10. marts 2026"),
        ("cs", "Aktualizováno 12. března 2026", "Vydáno 10. března 2026"),
        ("hu", "Frissítve: 2026. március 12.", "Megjelent: 2026. március 10."),
        ("ro", "Actualizat: 12 martie 2026", "Publicat: 10 martie 2026"),
        ("el", "Ενημερώθηκε: 12 Μαρτίου 2026", "Δημοσιεύθηκε: 10 Μαρτίου 2026"),
        ("uk", "Оновлено 12 березня 2026", "Опубліковано 10 березня 2026"),
        ("he", "עודכן: 12.03.2026", "פורסם: 10.03.2026"),
        ("ar", "آخر تحديث: 12 آذار 2026", "نشر في: 10 آذار 2026"),
        ("fa", "به‌روزرسانی: ۲۱ اسفند ۱۴۰۴", "تاریخ انتشار: ۱۹ اسفند ۱۴۰۴"),
        ("hi", "अपडेटेड: 12 मार्च 2026", "प्रकाशित: 10 मार्च 2026"),
        ("bn", "আপডেট: ১২ মার্চ ২০২৬", "প্রকাশিত: ১০ মার্চ ২০২৬"),
        ("th", "อัปเดต 12 มี.ค. 2569", "เผยแพร่ 10 มี.ค. 2569"),
        ("vi", "Cập nhật: 12/03/2026", "Đăng lúc: 10/03/2026 15:45"),
        ("zh", "更新時間：民國115年3月12日", "發布時間：民國115年3月10日"),
        ("ja", "更新 令和八年三月十二日", "公開 令和八年三月十日"),
        ("ko", "수정 2026.03.12 오전 9:10", "입력 2026.03.10 오후 4:25"),
    ],
)
def test_publication_and_update(lang: str, updated: str, published: str) -> None:
    found = article(f"<p>{updated}</p><p>{published}</p>", lang)
    assert found.published
    assert found.published.date() == DAY


@pytest.mark.parametrize("head", ["9999-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00"])
def test_a_day_that_cannot_be_hides_none_that_is_printed(head: str) -> None:
    meta = f'<meta property="article:published_time" content="{head}">'
    found = article("<p class=date>10 March 2026</p>", head=meta).published
    assert found
    assert found.date() == DAY


@pytest.mark.parametrize(
    ("lang", "byline", "names"),
    [
        ("ko", "<span class=reporter>김민수 기자</span>", ["김민수"]),
        ("ja", "<div class=byline>取材・文＝山田太郎</div>", ["山田太郎"]),
        ("zh", "<div class=byline>〔記者林志明／台北報導〕</div>", ["林志明"]),
        ("zh", "<div class=author>文｜李娜</div>", ["李娜"]),
        ("fa", "<div class=author>نویسنده: مریم رستمی</div>", ["مریم رستمی"]),
        ("he", "<div class=author>מאת דנה כהן</div>", ["דנה כהן"]),
        ("th", "<p class=author>โดย สมชาย ใจดี</p>", ["สมชาย ใจดี"]),
        ("pl", "<p>Autorzy: Jan Kowalski, Anna Nowak</p>", ["Jan Kowalski", "Anna Nowak"]),
        ("tr", "<p>Haber: Mehmet Yılmaz</p>", ["Mehmet Yılmaz"]),
        ("de", "<p class=byline>Ein Gastbeitrag von Anna Hagen</p>", ["Anna Hagen"]),
        ("de", "<p class=byline>Text und Fotos: Anna Hagen</p>", ["Anna Hagen"]),
        ("es", "<div class=author><b>Ruth Amsel</b> <i>Corresponsal en Lindhaven</i></div>", ["Ruth Amsel"]),
        ("en", "<div class=byline><b>Ruth Amsel</b><i>Chief Harbour Correspondent</i></div>", ["Ruth Amsel"]),
        ("en", "<div class=byline>By Ruth Amsel. Additional reporting by Bo Lee</div>", ["Ruth Amsel", "Bo Lee"]),
        ("de", "<p class=byline>Von Atemschutz über Ausgang bis Zoonose</p>", []),
        ("fr", "<p class=byline>Recueilli par Ruth Amsel</p>", ["Ruth Amsel"]),
        ("en", "<div class=byline>By Ruth Amsel +44 20 7946 0000</div>", ["Ruth Amsel"]),
        ("en", "<div class=author>Ruth Amsel <button>Follow</button> <a href=#>Share</a></div>", ["Ruth Amsel"]),
        ("en", "<div class=comments><b class=author>Bo Lee</b><p>Nice!</p></div>", []),
    ],
)
def test_bylines(lang: str, byline: str, names: list[str]) -> None:
    assert list(article(byline, lang).authors) == names


@pytest.mark.parametrize(
    ("lang", "notice"),
    [
        ("zh", "本文仅限订阅用户阅读"),
        ("hu", "Ez a cikk csak előfizetőknek érhető el"),
        ("ro", "Articol exclusiv pentru abonați"),
        ("uk", "Текст лише для передплатників"),
        ("he", "הכתבה למנויים בלבד"),
    ],
)
def test_notices_of_paywalls(lang: str, notice: str) -> None:
    found = extracted(f"<article><h1>Bridge</h1><p>{PARAGRAPHS[0]}</p><p>{notice}</p></article>", "Bridge", lang)
    assert isinstance(found, Article)
    assert found.paywalled


def test_a_paywall_told_by_microdata_in_the_head() -> None:
    assert article("", head='<meta itemprop="isAccessibleForFree" content="false">').paywalled


@pytest.mark.parametrize(
    "title",
    [
        "Oops!",
        "We can’t find that page",
        "This article is no longer available",
        "Artikel nicht mehr verfügbar",
        "Site Maintenance",
        "Wartungsarbeiten",
        "Sidan hittades inte",
        "Strona nie została znaleziona",
        "Az oldal nem található",
        "Pagina nu a fost găsită",
        "Η σελίδα δεν βρέθηκε",
        "Sayfa bulunamadı",
        "صفحه یافت نشد",
        "הדף לא נמצא",
        "Không tìm thấy trang",
        "Halaman tidak ditemukan",
        "ไม่พบหน้า",
        "पृष्ठ नहीं मिला",
        "Um momento…",
        "しばらくお待ちください...",
        "Один момент…",
        "Een moment geduld…",
        "잠시만 기다리십시오…",
        "Cierpliwości...",
        "Weiter mit Werbung lesen",
        "Le respect de votre vie privée est notre priorité",
        "Tu privacidad es importante",
        "Wij gebruiken cookies",
        "Suchergebnisse",
        "Resultados de búsqueda: puente",
        "検索結果",
    ],
)
def test_what_is_called_by_what_it_is_and_no_article(title: str) -> None:
    found = extracted(f"<main><h1>{title}</h1><p>…</p></main>", f"{title} | Lindhaven Post")
    assert isinstance(found, Rejected)
    assert found.reason == "not_an_article"


@pytest.mark.parametrize(
    "line",
    [
        "You need to enable JavaScript to run this app.",
        "Bitte aktivieren Sie JavaScript, um diese Seite anzuzeigen.",
        "Veuillez activer JavaScript pour afficher cette page.",
        "このページを表示するにはJavaScriptを有効にしてください。",
    ],
)
def test_a_page_that_asks_for_scripts(line: str) -> None:
    found = extracted(f"<p>{line}</p>", "Lindhaven Post")
    assert isinstance(found, Rejected)
    assert found.detail == "a page that shows nothing without scripts"


def test_a_page_with_nothing_but_a_frame() -> None:
    body = "<div id=root></div><noscript>Enable it</noscript><footer><p>© Lindhaven Post</p></footer>"
    assert isinstance(extracted(body, "Lindhaven Post"), Rejected)


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment of silence for the drowned",
        "Un momento difícil para el puerto",
        "Why “page not found” costs the shops money",
        "Fehler 404: Wenn der Fahrplan fehlt",
        "Access denied: wheelchair users shut out",
        "Wartungsarbeiten an der Brücke dauern länger",
        "Suche nach vermisstem Segler geht weiter",
        "Cookies wie bei Oma",
        "Inicio de las obras en el puente",
    ],
)
def test_a_short_article_whose_headline_has_such_words(title: str) -> None:
    body = f"<article><h1>{title}</h1><p>{PARAGRAPHS[0]}</p></article>"
    assert isinstance(extracted(body, f"{title} | Lindhaven Post"), Article)
