from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as error:
            reason = f"no Chromium: {str(error).splitlines()[0]}"
            if "browser" in os.environ.get("GRAPHMALI_REQUIRE", "").split(","):
                pytest.fail(reason)
            pytest.skip(reason)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from a file, at an address that may end in a hash, in a window with the given options.

    At the end of the test none may have asked for anything, said anything on its console, or opened a dialog.
    """
    asked: list[str] = []
    complaints: list[str] = []
    pages: list[Page] = []

    def opened(content: bytes, link: str = "", suffix: str = ".html", **window: Any) -> Page:
        file = tmp_path / f"graph{len(pages)}{suffix}"
        file.write_bytes(content)
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 800}, "accept_downloads": True, **window})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(file.as_uri() + link)
        pages.append(page)
        return page

    yield opened
    strangers = [url for url in asked if not url.startswith(("file:", "blob:"))]
    for page in pages:
        page.close()
    assert strangers == []
    # Chromium tells how slow it draws without a graphics card; and what its policy stops, which tests provoke.
    assert [text for text in complaints if "GL Driver" not in text and "Content Security Policy" not in text] == []
