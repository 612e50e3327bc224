"""The programs in the pages of docs/: taken out of them, and run as a reader would.

A page is read from top to bottom like a notebook: its blocks of ``java`` are one program, and so are those of
``python``. Comments of HTML, which readers do not see, say what else there is:

    <!-- new program -->        both programs end here, and others begin
    <!-- refused -->            the next block of java is wrong; the block of text after it is what Java says
    <!-- java                   lines that readers do not see, but that are run
    ... -->
    <!-- file FOLDER/NAME from PATH -->   a file of the checkout that lies there when the programs run

A block of java with a ``main`` of its own is a program by itself. A block of ``text`` is what the blocks since the last
heading, or since the last such block, have printed: its lines are met there in this order. Blocks of ``python`` with lines that
begin with % are cells of a notebook, those of ``jshell`` are given to ``./myelin jshell``. Other programs are not ours,
such as those of Brian 2 (``py``).

    python site/pages.py [--to FOLDER] [PAGE...]

runs those of all pages, or of some, in target/pages or another folder, and tells what is wrong.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

_IMPORTS = "import module myelin;\nimport static myelin.Names.*;\n"
_BLOCK = re.compile(
    r"^#+ (?P<heading>)|^```(?P<language>\w+)[^\n]*\n(?P<text>.*?)^```$|^<!-- (?P<word>java|python)\n(?P<hidden>.*?)^-->$|^<!-- (?P<mark>[^\n]*?) -->$",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Program:
    """A program of a page, and what it must print.

    Args:
        page: the page, from the root of the checkout
        line: where it begins in the page, counted from 1
        language: java, python, notebook or jshell
        cells: its pieces, in order
        prints: lines that it prints, in this order
        refused: whether Java refuses it, with those lines
        files: files of the checkout by the names that the program knows
    """

    page: str
    line: int
    language: str
    cells: list[str] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    refused: bool = False
    files: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """A name that is a word of Java's, too: page and line."""
        return re.sub(r"\W", "_", self.page.removesuffix(".md")) + f"_{self.line}"

    def source(self) -> str:
        """The text of the program."""
        text = "\n".join(self.cells)
        if self.language != "java" or "void main(" in text:
            return text
        lines = text.splitlines()
        imports = "".join(f"{line}\n" for line in lines if line.startswith("import "))
        rest = "\n".join(line for line in lines if not line.startswith("import "))
        return f"{imports or _IMPORTS}\nvoid main() throws Exception {{\n{rest}\n}}\n"

    def missing(self, printed: str) -> list[str]:
        """The lines that it should print and does not, from the first of them on."""
        said = iter(line.rstrip() for line in printed.splitlines())
        for k, line in enumerate(self.prints):
            if not any(line == other or (self.refused and line in other) for other in said):
                return self.prints[k:]
        return []


def pages() -> list[Path]:
    """The pages whose programs are run."""
    return [ROOT / "site" / "index.md", DOCS / "faq.md", DOCS / "space.md", DOCS / "write-your-own-model.md", *sorted(DOCS.glob("tutorial/*.md")), *sorted(DOCS.glob("guides/*.md"))]


def programs(page: Path) -> list[Program]:
    """The programs of a page, in the order in which they begin."""
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT).as_posix()
    files: dict[str, str] = {}
    found: list[Program] = []
    open_: dict[str, Program] = {}
    last: list[Program] = []  # those whose output may follow
    refused = False

    def begin(language: str, line: int) -> Program:
        found.append(Program(name, line, language, files=files))
        return found[-1]

    for block in _BLOCK.finditer(text):
        if block["heading"] is not None:
            last = []
            continue
        line = text.count("\n", 0, block.start()) + 1
        language, cell = block["language"] or block["word"], block["text"] or block["hidden"]
        if block["mark"]:
            if block["mark"] == "new program":
                open_.clear()
            elif block["mark"] == "refused":
                refused = True
            elif taken := re.fullmatch(r"file (\S+) from (\S+)", block["mark"]):
                files[taken[1]] = taken[2]
            continue
        if language == "text":
            for program in last:
                program.prints += [each.rstrip() for each in cell.splitlines() if each.strip()]
            last = []
        elif language in ("java", "python", "jshell"):
            if refused:
                program = begin("java", line)
                program.refused = True
                program.cells = [*(open_["java"].cells if "java" in open_ else []), cell]
                last = [program]
                refused = False
                continue
            if "void main(" in cell:
                program = begin("java", line)
            elif language in open_:
                program = open_[language]
            else:
                program = open_[language] = begin(language, line)
            program.cells.append(cell)
            if language == "python" and re.search("^%", cell, re.MULTILINE):
                program.language = "notebook"
            last = [*(p for p in last if p is not program), program]
    return found


def prepare(folder: Path, all_: list[Program]) -> None:
    """Puts the files that programs need into a folder."""
    for program in all_:
        for name, path in program.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / name)


def environment() -> dict[str, str]:
    """That of a Python that finds Myelin in this checkout."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "python" / "src"), os.environ.get("PYTHONPATH", "")])}


def _sources(all_: list[Program], folder: Path, suffix: str) -> Path:
    """Puts programs into a folder of their own, and what they read beside it."""
    sources = folder / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir(parents=True)
    prepare(folder, all_)
    for program in all_:
        (sources / f"{program.name}.{suffix}").write_text(program.source(), encoding="utf-8")
    return sources


def run_java(all_: list[Program], folder: Path) -> dict[str, str]:
    """Runs Java's programs in a folder, all in one Java; returns what each printed by its name. What one that failed, or
    that Java refuses, printed begins with FAILED."""
    sources = _sources(all_, folder, "java")
    runner = ROOT / "site" / "Programs.java"
    names = [str(sources / f"{p.name}.java") for p in all_ if not p.refused]
    names += ["--alone", *(str(sources / f"{p.name}.java") for p in all_ if p.refused)]
    subprocess.run([ROOT / "myelin", "run", runner, *names], cwd=folder, check=True)
    return {p.name: (sources / f"{p.name}.out").read_text(encoding="utf-8") for p in all_}


def run_python(all_: list[Program], folder: Path) -> dict[str, str]:
    """Runs Python's programs in a folder, all in one process; returns what each printed, as ``run_java`` does."""
    sources = _sources(all_, folder, "py")
    runner = ROOT / "site" / "programs.py"
    names = [str(sources / f"{program.name}.py") for program in all_]
    subprocess.run([sys.executable, "-m", "myelin", runner, *names], cwd=folder, check=True, env=environment())
    return {p.name: (sources / f"{p.name}.out").read_text(encoding="utf-8") for p in all_}


def faults(all_: list[Program], printed: dict[str, str]) -> list[str]:
    """What is wrong with what programs printed, a text each."""
    found = []
    for program in all_:
        said = printed[program.name]
        where = f"{program.page}:{program.line} ({program.language})"
        if said.startswith("FAILED") != program.refused:
            found.append(f"{where} {'should be refused, but is not' if program.refused else 'fails'}:\n{said}")
        elif missing := program.missing(said):
            found.append(f"{where} does not print, after what is above it:\n{missing[0]}\nIt prints:\n{said}")
    return found


def notebook(program: Program, folder: Path) -> str:
    """Runs the cells of a notebook as Jupyter does; returns what they printed, as ``run_java`` does."""
    import nbclient
    import nbformat

    prepare(folder, [program])
    cells = [nbformat.v4.new_code_cell(cell) for cell in program.cells]
    book = nbformat.v4.new_notebook(cells=cells)
    client = nbclient.NotebookClient(book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    try:
        client.execute(env=environment())
    except nbclient.exceptions.CellExecutionError as error:
        return f"FAILED\n{error}"
    return "".join(out.get("text", "") for cell in book.cells for out in cell.outputs)


def jshell(program: Program, folder: Path) -> str:
    """Gives lines to ``./myelin jshell``; returns what they printed, as ``run_java`` does."""
    lines = "\n".join(line.removeprefix("jshell> ") for line in program.source().splitlines())
    ended = subprocess.run([ROOT / "myelin", "jshell", "-"], input=lines, cwd=folder, capture_output=True, text=True)
    return ended.stdout if ended.returncode == 0 else f"FAILED\n{ended.stderr}"


def run(all_: list[Program], folder: Path) -> dict[str, str]:
    """Runs programs of all languages, each language in a folder of its own; returns what each printed by its name."""
    printed = {}
    for language, runs in (("java", run_java), ("python", run_python)):
        (folder / language).mkdir(parents=True, exist_ok=True)
        if some := [p for p in all_ if p.language == language]:
            printed |= runs(some, folder / language)
    for program in all_:
        if program.language in ("notebook", "jshell"):
            printed[program.name] = (notebook if program.language == "notebook" else jshell)(program, folder / "python")
    return printed


def main(words: list[str]) -> int:
    """Runs the programs of pages; returns the exit status."""
    folder = ROOT / "target" / "pages"
    if words[:1] == ["--to"]:
        folder, words = Path(words[1]).resolve(), words[2:]
    chosen = [p for page in ([Path(w).resolve() for w in words] or pages()) for p in programs(page)]
    wrong = faults(chosen, run(chosen, folder))
    print("\n\n".join(wrong) or f"{len(chosen)} programs do what their pages say")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
