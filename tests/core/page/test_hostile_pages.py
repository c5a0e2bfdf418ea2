"""Whole pages as the web has them and as nobody should write them: each gives its article, in time."""

import json

import pytest
from article_pages import BODY, PARAGRAPHS, SEEN, URL
from growth import assert_grows_with_size, named, nested, numbered, repeated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.core.extract import extract
from nutgraf.core.formats.taming import tame
from nutgraf.records import Article, Capture, Rejected

HEAD = "<!doctype html><html><head><title>Bridge reopens after repairs | The Daily</title></head><body>"
XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">"""
STORY = f"<article><h1>Bridge reopens after repairs</h1>{BODY}</article>"
MEGABYTE = 1 << 20


def result(html: str) -> Article | Rejected:
    return extract(Capture(id="c1", at=SEEN, url=URL, body=html.encode()))


def article(html: str) -> Article:
    found = result(html)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    "html",
    [
        HEAD + STORY,
        STORY,
        f"<title>Bridge</title>{BODY}",
        HEAD.replace("<body>", "") + STORY,
        HEAD + f"<article><h1>Bridge reopens</h1>{BODY.replace('</p>', '')}",
        HEAD + f"<div><b><i><h1>Bridge reopens</h1><div><p>{'</b><p>'.join(PARAGRAPHS)}",
        HEAD + "<script>document.write('<p>This is no text of the article, but written.</p>')</script>" + STORY,
        HEAD + '<script>var s = {"html": "<p>No text of it<\\/p></p>", "x": "<!--"}</script>' + STORY,
        HEAD + '<script type="application/json">{"a": "</p><p>This is no text, but state.</p>"}</script>' + STORY,
        HEAD + "<style>p::after { content: '</p><p>' }</style>" + STORY,
        HEAD + STORY + "<!-- a comment that never ends <p>This is no text of the article, nor seen.</p>",
        HEAD + "<!-- > --> <!--> --> <!-- a -- b -->" + STORY,
        HEAD + STORY.replace("<p>", "<p><noscript><img src=/pixel.gif></noscript>"),
        HEAD + f"<x-page><template shadowrootmode=open><slot></slot>{STORY}</template></x-page>",
        HEAD + f"<my-app><my-story><story-body>{STORY}</story-body></my-story></my-app>",
        f"<!doctype html><html ⚡ lang=en><title>Bridge</title><amp-img src=/a.jpg></amp-img>{STORY}<amp-ad></amp-ad>",
        f"{XHTML}<title>Bridge</title><script>//<![CDATA[\nif (a < b) {{}}\n//]]></script>{STORY}</html>",
        HEAD + f"<table width=100%><tr><td><a href=/>Home</a><br><a href=/x>News</a></td><td>{BODY}</td></tr></table>",
        HEAD + "<h1>Bridge reopens</h1><pre>" + "\n\n".join(PARAGRAPHS) + "</pre>",
        HEAD + "<h1>Bridge reopens</h1>" + "<br><br>".join(PARAGRAPHS),
        HEAD + "<h1>Bridge reopens</h1><div>" + "</div><div>".join(PARAGRAPHS) + "</div>",
        HEAD + STORY.replace("<p>", "<p class='" + "x" * 100_000 + "'>"),
        HEAD + STORY.replace("<p>", f'<p data-state="{"{&quot;a&quot;: [1, 2]} " * 2000}">'),
        HEAD + STORY.replace(" the ", " &#0;the&bogus; &#x110000;&#xD800; "),
        HEAD.replace("<html>", "<html><html a=b>" * 100) + STORY,
        "\n" * 5000 + HEAD + STORY,
        "\ufeff\ufeff" + HEAD + STORY,
    ],
)
def test_every_page_has_its_text(html: str) -> None:
    text = article(html).text
    assert "the state pays half; the rest comes" in text.replace(" &bogus;", "") or "eleven million crowns" in text
    assert "no text" not in text
    assert "Home" not in text


def test_a_frameset_has_no_text_and_is_no_error() -> None:
    found = result("<html><head><title>News</title></head><frameset cols=20%,*><frame src=a.html></frameset></html>")
    assert isinstance(found, Article | Rejected)


SCRIPTS = {
    "ar": "أعيد فتح الجسر القديم فوق النهر يوم الثلاثاء بعد عشرة أشهر من أعمال الترميم، حسبما أعلنت بلدية المدينة.",
    "he": "הגשר הישן מעל הנהר נפתח מחדש ביום שלישי אחרי עשרה חודשים של שיפוצים, הודיעה עיריית העיר בהודעה.",
    "fa": "پل قدیمی روی رودخانه پس از ده ماه تعمیرات روز سه‌شنبه دوباره باز شد، شهرداری این شهر اعلام کرد.",
    "ur": "شہر کی انتظامیہ کے مطابق دریا پر بنا پرانا پل دس ماہ کی مرمت کے بعد منگل کے روز دوبارہ کھول دیا گیا۔",
    "hi": "नगर प्रशासन ने कहा कि नदी पर बना पुराना पुल दस महीने की मरम्मत के बाद मंगलवार को फिर से खोल दिया गया।",
    "bn": "নগর কর্তৃপক্ষ জানিয়েছে, দশ মাসের মেরামতের পর মঙ্গলবার নদীর ওপর পুরোনো সেতুটি আবার খুলে দেওয়া হয়েছে।",
    "ta": "பத்து மாத பழுதுபார்ப்புக்குப் பிறகு ஆற்றின் மீதுள்ள பழைய பாலம் செவ்வாய்க்கிழமை மீண்டும் திறக்கப்பட்டது.",
    "th": "สะพานเก่าข้ามแม่น้ำเปิดใช้อีกครั้งในวันอังคารหลังจากซ่อมแซมนานสิบเดือน เทศบาลเมืองแจ้งเมื่อวานนี้",
    "zh": "旧桥经过十个月的维修后于星期二重新开放，市政府表示，维修费用为一千一百万元，其中一半由国家承担。",
    "ja": "十か月の修理を終え、川に架かる古い橋が火曜日に再び開通した、と市が発表した。費用は千百万円だった。",
    "ko": "강을 가로지르는 낡은 다리가 열 달간의 보수를 마치고 화요일에 다시 열렸다고 시 당국이 발표했다.",
    "am": "በወንዙ ላይ ያለው አሮጌ ድልድይ ከአሥር ወራት ጥገና በኋላ ማክሰኞ ዕለት እንደገና መከፈቱን የከተማው አስተዳደር አስታወቀ።",
    "ka": "მდინარეზე გადებული ძველი ხიდი ათთვიანი რემონტის შემდეგ სამშაბათს კვლავ გაიხსნა, განაცხადა მერიამ.",
    "hy": "Գետի վրայի հին կամուրջը տասնամսյա վերանորոգումից հետո երեքշաբթի օրը կրկին բացվեց, հայտնեց քաղաքապետարանը։",
    "el": "Η παλιά γέφυρα πάνω από το ποτάμι άνοιξε ξανά την Τρίτη μετά από δέκα μήνες επισκευών, ανακοίνωσε ο δήμος.",
    "ru": "Старый мост через реку вновь открылся во вторник после десяти месяцев ремонта, сообщила мэрия города.",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_in_any_script(language: str) -> None:
    lines = [f"{number}. {SCRIPTS[language]}" for number in range(1, 6)]
    direction = "rtl" if language in {"ar", "he", "fa", "ur"} else "ltr"
    title, paragraphs = SCRIPTS[language][:40], "".join(f"<p>{line}</p>" for line in lines)
    found = article(
        f"<!doctype html><html lang={language} dir={direction}><head><title>{title}</title></head><body>"
        f"<nav><a href=/>{title[:9]}</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
    )
    assert [line for line in found.text.split("\n") if line in lines] == lines
    assert found.language == language


LARGE = {
    "paragraphs": repeated(f"<p>{PARAGRAPHS[0]}</p>", before=STORY),
    "scripts": repeated('<script>var a = "<p>not text</p>";</script>', after=STORY),
    "a comment": repeated("lorem ipsum - ", "<!--", f"-->{STORY}"),
    "a data URI": repeated("QUJD", '<img src="data:image/png;base64,', f'">{STORY}'),
}
HOSTILE = {
    "cells": repeated("<tr><td>cell</td><td>5</td></tr>"),
    "nested": nested("<div>", "</div>", STORY),
    "deeper": repeated("<ul><li>", after=STORY),
    "inline": repeated("<b><i><font>", after=STORY),
    "formatting": numbered("<b a=%>", after=STORY),
    "options": repeated("<option>x</option>", "<select>", f"</select>{STORY}"),
    "attributes": numbered("a%=1 ", "<p ", f">x</p>{STORY}"),
    "outermost": numbered("<html a%=1>", after=STORY),
    "metas": repeated('<meta name=author content="Ann Smith">', after=STORY),
    "headings": repeated("<h1>Bridge reopens again</h1>", after=STORY),
    "a title": repeated("Bridge - a | ", "<title>", f"</title>{STORY}"),
    "a byline": repeated("Ann Smith and Bo Lee, ", '<meta name=author content="', f'">{STORY}'),
    "dates": repeated("<p>5 March 2024, 10:00 </p>", after=STORY),
    "credits": repeated("<p>originally published at <a href=x>y</a></p>", after=STORY),
    "images": repeated('<img src="/a.jpg" srcset="/a.jpg 1x, /b.jpg 2x" width=800>', after=STORY),
    "a srcset": repeated("/a.jpg 100w, ", '<img src="" srcset="', f'" width=800>{STORY}'),
    "angle brackets": repeated("<"),
    "an open quote": repeated("a", '<p title="', STORY),
    "JSON that does not end": repeated(
        '\\"', '<script type="application/ld+json">{"@type":"Article","headline":"', f"</script>{STORY}"
    ),
    "deep JSON": repeated("[", '<script type="application/ld+json">{', f"</script>{STORY}"),
    "a state": repeated(json.dumps(json.dumps([PARAGRAPHS[0]])) + ",", f"{STORY[:60]}<script>s = [", "]</script>"),
    "open strings": repeated(':"\\', f"{STORY[:60]}<script>", "</script>"),
    "many JSON": repeated('<script type="application/ld+json">{"@type":"NewsArticle"}</script>', after=STORY),
}
HIDING = {"a state", "open strings", "angle brackets", "an open quote", "cells", "headings", "dates", "credits"}
QUICK = {
    "a title",
    "a byline",
    "images",
    "a srcset",
    "an open quote",
    "deep JSON",
    "a state",
    "open strings",
    "many JSON",
}


@pytest.mark.parametrize("name", named(HOSTILE, *HOSTILE.keys() - QUICK))
def test_a_page_takes_time_in_proportion_to_its_size(name: str) -> None:
    def read(html: str) -> None:
        found = result(HEAD + html)
        assert name in HIDING or (isinstance(found, Article) and "eleven million" in found.text)

    assert_grows_with_size(HOSTILE[name], read, MEGABYTE // 4)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_page_takes_time_in_proportion_to_its_size(name: str) -> None:
    def read(html: str) -> None:
        assert "eleven million" in article(HEAD + html).text

    assert_grows_with_size(LARGE[name], read, 5 * MEGABYTE)


def test_what_many_pages_have_is_left_as_it_is() -> None:
    rows = "<li><a href=/x>One</a><p>Two<td>three<br>" * 6000
    select = f"<select>{'<option>x' * 300}</select>"
    for html in (rows, select + rows, "<div>" * 400 + rows, f"<script>{'a = 1; ' * 20_000}</script>", ""):
        assert tame(html) == html


_TAGS = st.sampled_from(
    "html head body title meta div p a b li ul table td h1 article template noscript form pre script style svg x-y "
    "time figure img amp-img select option frameset".split()
)
_DATA = {"@type": "NewsArticle", "headline": "Bridge", "author": [{"name": "Ann"}, None, 5], "image": [[], {"url": 1}]}
_PIECE = st.one_of(
    st.text(max_size=30),
    _TAGS.map("<{}>".format),
    _TAGS.map("</{}>".format),
    st.tuples(
        _TAGS,
        st.sampled_from("class id property name content href src srcset datetime itemprop itemtype rel lang".split()),
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(
                "author byline article:published_time og:image canonical 2024-03-05T08:00 //[ data:x a,b articleBody "
                "http://schema.org/Article related 1x".split()
            ),
        ),
    ).map(lambda parts: f"<{parts[0]} {parts[1]}='{parts[2]}' content='x'>"),
    st.sampled_from(
        [
            *PARAGRAPHS,
            "<!--",
            "-->",
            "<![CDATA[",
            "&nbsp;&#x0;",
            "By Ann Smith",
            "5 March 2024 10:00",
            f'<script type="application/ld+json">{json.dumps(_DATA)}</script>',
            '<script type="application/ld+json">{"@type":"Article","author":',
            "<template shadowrootmode=open>",
        ]
    ),
)


@given(st.lists(_PIECE, max_size=50).map("".join), st.sampled_from([URL, None, "https://x.example/", "no address"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup_gives_an_article_or_a_reason(html: str, url: str | None) -> None:
    found = extract(Capture(id="c1", at=SEEN, url=url, body=html.encode("utf-8", "surrogatepass")))
    if isinstance(found, Rejected):
        assert found.reason
        assert found.detail
    else:
        assert found.title or found.text
        assert f"{found.title} {found.text}".encode()
