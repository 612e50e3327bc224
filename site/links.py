"""Looks for links that lead nowhere in a folder of HTML: files that are not there, and places that pages lack."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The links of a page, what it loads, and the places in it that links may lead to."""

    def __init__(self, text: str):
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.places.add(value)
            elif name in ("href", "src") and value and tag not in ("base", "use"):
                self.links.add(value)
                if tag != "a" and ("rel", "canonical") not in attrs:
                    self.loads.add(value)


def broken(folder: Path) -> list[str]:
    """A line for each link of a page that leads nowhere in the folder. Links to other sites are not followed, but
    nothing of a page may come from there: scripts, styles, pictures."""
    pages = {p: _Page(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.html"))}
    found = []
    for page, seen in pages.items():
        for link in sorted(seen.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in seen.loads and parts.scheme != "data":
                    found.append(f"{page.relative_to(folder)}: {link} comes from another place")
                continue
            path = unquote(parts.path)
            there = Path(os.path.normpath(page.parent / path)) if path else page
            name = f"{page.relative_to(folder)}: {link}"
            if there.is_dir():
                there = there / "index.html"
            if not there.is_file():
                found.append(f"{name} is not there")
            elif parts.fragment and there in pages and unquote(parts.fragment) not in pages[there].places:
                if not parts.fragment.startswith("__"):
                    found.append(f"{name} has no such place")
    return found
