"""The desk in a real Chromium: what a parser cannot see — overflow, contrast, the policy, the keyboard."""

from collections.abc import Iterator

import demo_desk
import pytest
from demo_desk import ARABIC_ID, ATTACK_ID, COPY_ID, FLOOD_ID
from desk_client import news_day
from playwright.sync_api import Browser, BrowserContext, Page

from nutgraf.config import Serving, Settings
from nutgraf.web.app import make_app
from nutgraf.web.serve import serving

pytestmark = pytest.mark.browser

PATHS = (
    "",
    f"stories/{FLOOD_ID}",
    f"stories/{ATTACK_ID}",
    f"articles/{FLOOD_ID}",
    f"articles/{ARABIC_ID}",
    f"articles/{ATTACK_ID}",
    f"articles/{FLOOD_ID}/revisions/2",
    f"articles/{COPY_ID}/shared",
    "search?q=wall",
    "search?q=nothing+of+the+kind",
    "sources",
    "nothing-here",
)

# Text that stands on its nearest opaque background with less contrast than WCAG 2.2, 1.4.3 asks (AA).
TOO_FAINT = """
() => {
  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const parse = css => css.match(/[\\d.]+/g).map(Number);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor);
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    const style = getComputedStyle(node), size = parseFloat(style.fontSize);
    const big = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    const [a, b] = [light(parse(style.color)), light(behind(node))].sort((x, y) => y - x);
    const contrast = (a + .05) / (b + .05);
    if (contrast < (big ? 3 : 4.5)) faint.push(`${contrast.toFixed(2)} ${texts.currentNode.data.trim().slice(0, 40)}`);
  }
  return faint;
}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with news_day(tmp_path_factory.mktemp("desk")) as store:
        app = make_app(store, Settings(), lambda: demo_desk.NOW)
        with serving(app, Serving(port=0)) as url:
            yield url


@pytest.fixture(params=["wide light", "wide dark", "phone light", "phone dark"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    width, scheme = request.param.split()
    opened = browser.new_context(
        viewport={"width": 1280 if width == "wide" else 375, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    yield opened.new_page()
    opened.close()


def test_every_page_fits_is_legible_and_breaks_no_policy(context: BrowserContext, desk: str) -> None:
    page = context.new_page()
    complaints: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "status of 404" not in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda asked: outside.append(asked.url) if not asked.url.startswith(desk) else None)
    for path in PATHS:
        page.goto(desk + path)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(TOO_FAINT) == [], path
    assert (complaints, outside) == ([], [])


def test_the_desk_is_used_without_javascript(page: Page, desk: str) -> None:
    page.goto(desk)
    page.get_by_text("83 heat").click()
    assert page.get_by_role("heading", name="Heat 83").is_visible()
    page.get_by_role("link", name="Harbour wall fails at Port Elling; lower town under water").click()
    page.get_by_role("link", name="Harbour wall fails at Port Elling; 2,300 leave their homes").click()
    page.get_by_role("link", name="Revision 2").click()
    assert page.locator("del", has_text="1,900").is_visible()
    page.get_by_role("searchbox", name="Search the articles").fill("ferry hall")
    page.keyboard.press("Enter")
    page.locator("mark", has_text="ferry").first.wait_for()
    page.get_by_role("link", name="Sources").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as OPML").click()
    assert download.value.suggested_filename == "nutgraf.opml"


def test_the_keyboard_reaches_the_content_and_is_seen(page: Page, desk: str) -> None:
    page.goto(desk)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    focused = page.locator(":focus-visible")
    assert focused.evaluate("node => node.tagName") == "SUMMARY"
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


def test_arabic_runs_from_the_right(page: Page, desk: str) -> None:
    page.goto(f"{desk}articles/{ARABIC_ID}")
    for selector in ("h1", ".text"):
        assert page.locator(selector).evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator(".side").evaluate("node => getComputedStyle(node).direction") == "ltr"
