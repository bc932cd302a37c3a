"""What is wrong with a page in the browser: what axe finds at both widths, and what we look for."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIResponse, Page

from tests.browser.live import NARROW, WIDE

# In one visit to the page: what we look for ourselves, and only what axe has against it.
LOOKED = """async () => ({
  language: document.documentElement.lang,
  title: document.title.trim(),
  headings: document.querySelectorAll("h1").length,
  over: document.documentElement.scrollWidth - window.innerWidth,
  violations: (await axe.run({resultTypes: ["violations"]})).violations.map(
    each => [each.id, each.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]),
})"""
AXE: str = Axe().axe_script
# What differs between two visits, and the masthead with the menu, which each person's own
# pages show: what is left the same has the same faults.
_EACH_VISITS_OWN = re.compile(
    r'<header class="masthead">.*?</header>|name="(csrf_token|once)" value="[^"]*"'
    r'|<p class="only-print printed">.*?</p>',
    re.DOTALL,
)


def of_page(page: Page, url: str) -> list[str]:
    """What is wrong with the page that stands open, at both widths."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [fault for width in (WIDE, NARROW) for fault in _at(page, url, width)]


def _at(page: Page, url: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    seen: dict[str, Any] = page.evaluate(LOOKED)
    found = [f"{url} {width}: {name} {where}" for name, where in seen["violations"]]
    wanted = {"language": "sv", "headings": 1}
    found += [f"{url} {width}: {k} {seen[k]}" for k, v in wanted.items() if seen[k] != v]
    if not seen["title"] or seen["over"] > 0:
        found.append(f"{url} {width}: {seen['title']!r} {seen['over']}")
    return found


class Looker:
    """Looks at pages; the very same page, met again by somebody else, is looked at once."""

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._ready: set[Page] = set()

    def at(self, page: Page, url: str, status: int = 200) -> list[str]:
        """What is wrong with the page at an address, which answers with that status."""
        answer = page.request.get(url)
        if answer.status != status or not answer.url.endswith(url):
            return [f"{url}: {answer.status} {answer.url}"]
        html = _EACH_VISITS_OWN.sub("", answer.text())
        if html in self._met:
            return []
        self._met.add(html)
        self._shown(page, url, answer)
        return of_page(page, url)

    def _shown(self, page: Page, url: str, answer: APIResponse) -> None:
        """Open the page as it has just been answered; the server need not make it twice."""
        if page not in self._ready:
            self._ready.add(page)
            page.add_init_script(AXE)  # sent once, and there before each page
        page.route(answer.url, lambda route: route.fulfill(response=answer), times=1)
        page.goto(url)
