"""Correcting stories in a real Chromium, with the forms as they are sent by a browser."""

from collections.abc import Iterator

import demo_desk
import pytest
from demo_desk import ATTACK_ID, COPY_ID, FLOOD_ID
from desk_client import filled
from playwright.sync_api import Browser, Page
from test_browser import TOO_FAINT

from nutgraf.config import Serving, Settings
from nutgraf.store.protocol import Store
from nutgraf.web.app import make_app
from nutgraf.web.serve import serving

pytestmark = pytest.mark.browser

store = pytest.fixture(filled)


@pytest.fixture
def desk(store: Store) -> Iterator[str]:
    with serving(make_app(store, Settings(), lambda: demo_desk.NOW), Serving(port=0)) as url:
        yield url


@pytest.fixture(params=["wide", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width = 1280 if request.param == "wide" else 375
    opened = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    yield opened.new_page()
    opened.close()


def correct(page: Page, desk: str, story: str) -> None:
    page.goto(f"{desk}stories/{story}")
    page.get_by_text("Correct this story").click()


def test_a_merge_and_its_undoing(page: Page, desk: str, store: Store) -> None:
    before = store.story(FLOOD_ID).articles
    correct(page, desk, FLOOD_ID)
    page.get_by_label("Its address or id").fill(f"{desk}stories/{ATTACK_ID}")
    page.get_by_role("button", name="Merge").click()
    assert "1 report came here." in page.get_by_role("status").inner_text()
    assert store.story(ATTACK_ID).id == FLOOD_ID
    page.get_by_role("button", name="Undo").click()
    assert "1 report went to" in page.get_by_role("status").inner_text()
    assert (store.story(FLOOD_ID).articles, store.story(ATTACK_ID).id) == (before, ATTACK_ID)


def test_a_split(page: Page, desk: str, store: Store) -> None:
    before = store.story(FLOOD_ID).articles
    correct(page, desk, FLOOD_ID)
    page.get_by_role("checkbox", name="Carrow Evening Post").check()
    page.get_by_role("checkbox", name="Metro Daily").check()
    page.get_by_role("button", name="Make them a story of their own").click()
    page.get_by_role("status").get_by_role("link").click()
    page.locator(".mark", has_text="placed by an editor").first.wait_for()
    assert page.url.startswith(f"{desk}stories/")
    assert page.locator(".mark", has_text="placed by an editor").count() == 2
    assert COPY_ID in store.story(page.url.rpartition("/")[2]).articles
    assert len(store.story(FLOOD_ID).articles) == len(before) - 2


def test_a_move_and_one_that_cannot_be_made(page: Page, desk: str, store: Store) -> None:
    correct(page, desk, FLOOD_ID)
    page.get_by_role("checkbox", name="Carrow Evening Post").check()
    page.get_by_label("Or another story’s address or id").fill(ATTACK_ID)
    page.get_by_role("button", name="Move them there").click()
    assert "1 report went to" in page.get_by_role("status").inner_text()
    assert COPY_ID in store.story(ATTACK_ID).articles
    correct(page, desk, FLOOD_ID)
    page.get_by_role("button", name="Move them there").click()
    assert page.get_by_role("heading", name="Not Found").is_visible()
    assert "no story has this id" in page.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_and_notice_fit_and_are_legible(browser: Browser, desk: str, scheme: str) -> None:
    for width in (1280, 375):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
        )
        page = context.new_page()
        correct(page, desk, FLOOD_ID)
        page.get_by_role("checkbox").last.check()
        page.get_by_role("button", name="Make them a story of their own").click()
        page.get_by_text("Correct this story").click()
        assert page.get_by_role("status").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(TOO_FAINT) == []
        context.close()


def test_another_site_cannot_edit_by_a_readers_browser(browser: Browser, desk: str, store: Store) -> None:
    last = store.last()
    context = browser.new_context()
    page = context.new_page()
    form = f"<form method=post action='{desk}stories/{FLOOD_ID}/merge'><input name=story value={ATTACK_ID}><button>Win"
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    page.get_by_role("button", name="Win").click()
    assert page.get_by_role("heading", name="Forbidden").is_visible()
    assert store.last() == last
    context.close()
