"""The pages of the site: those of the checkout, with links that hold there, and those that are made from models, from
Python's documentation and from the command's help."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from pages import ROOT

_FENCE = re.compile(r"^```(java|python)\n.*?^```\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s#]+)(#[^)\s]*)?(\))")
_TITLES = {"java": "Java", "python": "Python"}
_LANGUAGES = {"jshell": "java", "py": "python", "nestml": "text"}
_UNSEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
_SHOWN = {".java": "java", ".py": "python", ".sh": "sh", ".yaml": "yaml", ".xml": "xml", ".json": "json", ".toml": "toml"}


def sources() -> list[Path]:
    """The pages of the checkout, but for its README, in place of which there is site/index.md."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")]
    found += [*(ROOT / "packaging").glob("*.md"), ROOT / "python" / "README.md"]
    return sorted(p for p in found if p != ROOT / "README.md" and "target" not in p.parts)


def in_tabs(text: str) -> str:
    """Blocks of java and python that follow each other, as tabs of one block."""
    out, at = [], 0
    blocks = list(_FENCE.finditer(text))
    while blocks:
        first = blocks.pop(0)
        together = [first]
        while blocks and not text[together[-1].end() : blocks[0].start()].strip():
            together.append(blocks.pop(0))
        out.append(text[at : first.start()])
        at = together[-1].end()
        if len(together) == 1:
            out.append(first[0])
            continue
        for block in together:
            indented = "".join(f"    {line}" if line.strip() else line for line in block[0].splitlines(keepends=True))
            out.append(f'=== "{_TITLES[block[1]]}"\n\n{indented}\n')
    return "".join([*out, text[at:]])


class Staging:
    """A folder of pages for MkDocs.

    Args:
        folder: the folder, which is made anew
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.listed: set[Path] = set()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def write(self, path: str, text: str) -> None:
        """A page of that path from the root."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, source: Path, path: str) -> None:
        """A page of the checkout."""
        text = re.sub(r"<!-- .*?-->\n?", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"^```(\w+)$", lambda m: f"```{_LANGUAGES.get(m[1], m[1])}", text, flags=re.MULTILINE)
        self.write(path, self.linked(in_tabs(text), source.parent, path))

    def linked(self, text: str, folder: Path, path: str) -> str:
        """A text whose links to files and folders of the checkout lead to pages that show them.

        Args:
            folder: where links of the text begin in the checkout
            path: that of the page
        """

        def link(found: re.Match) -> str:
            before, target, anchor, after = found.groups()
            if re.match(r"\w+:", target):
                return found[0]
            there = (folder / target).resolve()
            if ROOT not in there.parents:
                return found[0]  # MkDocs tells
            place = there.relative_to(ROOT).as_posix()
            if place == "README.md":
                place = "index.md"
            elif there.suffix in (".png", ".gif") and there.exists():
                self.copy(there, place)
            elif there.suffix != ".md" and there.exists():
                place = self.shown(there)
            return f"{before}{os.path.relpath(place, os.path.dirname(path) or '.')}{anchor or ''}{after}"

        pieces = re.split(r"(^ *```.*?^ *```$)", text, flags=re.MULTILINE | re.DOTALL)
        return "".join(p if p.lstrip().startswith("```") else _LINK.sub(link, p) for p in pieces)

    def shown(self, there: Path) -> str:
        """The page that shows a file, or lists a folder, of the checkout."""
        place = there.relative_to(ROOT).as_posix()
        page = f"{place}/index.md" if there.is_dir() else f"{place}.md"
        if there in self.listed:
            return page
        self.listed.add(there)
        if there.is_dir():
            files = sorted(p for p in there.iterdir() if not p.name.startswith((".", "__")) and p.name != "target")
            lines = [f"- [{p.name}]({os.path.basename(self.shown(p)) if p.is_file() else p.name + '/index.md'})" for p in files]
            for inner in files:
                if inner.is_dir():
                    self.shown(inner)
            self.write(page, f"{_UNSEARCHED}# {place}\n\n" + "\n".join(lines) + "\n")
        elif there.suffix == ".ipynb":
            self.copy(there, place)
            self.write(page, f"{_UNSEARCHED}# {there.name}\n\nA notebook for Jupyter: [{place}]({there.name}).\n")
        else:
            text = there.read_text(encoding="utf-8").rstrip()
            self.write(page, f"{_UNSEARCHED}# {there.name}\n\n`{place}`\n\n````{_SHOWN.get(there.suffix, 'text')}\n{text}\n````\n")
        return page

    def copy(self, there: Path, path: str) -> None:
        """A file that is part of pages."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(there, self.folder / path)

    def models(self, made: Path) -> None:
        """The pages that ``./myelin models --pages`` has made, in the site's clothes."""
        for file in sorted(made.glob("*.html")):
            text = file.read_text(encoding="utf-8")
            body = text.partition("<body>")[2].partition("</body>")[0]
            body = re.sub(r"<nav>.*?</nav>", "", body, flags=re.DOTALL)
            body = re.sub(r"<figure\b", '<figure data-search-exclude=""', body)
            name = "Models" if file.stem == "index" else file.stem
            back = "" if name == "Models" else "[Models](index.md)\n\n"
            head = "" if name == "Models" else "hide: [toc]\n"
            body = re.sub(r"<h1>.*?</h1>", "", body, count=1, flags=re.DOTALL)
            title = name if name == "Models" else f"`{name}`"
            self.write(
                f"reference/models/{file.stem}.md",
                f'---\ntitle: "{name}"\n{head}---\n\n{back}# {title}\n\n<div class="model">\n{body}\n</div>\n',
            )

    def command(self) -> None:
        """The page of the command, from its help."""

        def said(*words: str) -> str:
            ended = subprocess.run([ROOT / "myelin", *words, "--help"], capture_output=True, text=True, check=True)
            return f"````text\n{ended.stdout.rstrip()}\n````\n"

        text = ["# The command", said()]
        listed = text[1].partition("Commands")[2].partition("\n\n")[0]
        for name in re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE) + ["server"]:  # which Python has, not the program
            text += [f"## {name}", said(name)]
        self.write("reference/command.md", "\n\n".join(text))
