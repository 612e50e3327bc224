"""The modules of Myelin's Python package import each other in one direction only.

Without a circle, a module can be read when those are known that it imports, and none has to import another inside a
function so that Python can load the two. What is imported inside functions is other packages' and slow to load.
"""

import ast
import graphlib
import re
from pathlib import Path

import myelin
import pytest

PACKAGE = Path(myelin.__file__).parent


def modules(folder: Path) -> dict[str, Path]:
    """The modules under a folder of a package, by full name."""
    found = {}
    for file in sorted(folder.rglob("*.py")):
        parts = [folder.name, *file.relative_to(folder).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imported(name: str, file: Path, known) -> set[str]:
    """Those of the known modules that a module imports, at its top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = name.split(".")
            above = node.level - (file.name == "__init__.py")
            begin = parts[: len(parts) - above] if node.level else []
            base = ".".join([*begin, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in known else base)
    return {m for m in found if m in known}


def circle(folder: Path) -> list[str]:
    """Modules each of which imports the next, the first at the end again; empty if there are none."""
    known = modules(folder)
    sorter = graphlib.TopologicalSorter({n: imported(n, f, known) for n, f in known.items()})
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        return error.args[1][::-1]
    return []


def test_no_circle_of_imports():
    assert len(modules(PACKAGE)) > 20
    assert not circle(PACKAGE)


def test_no_own_module_is_imported_inside_a_function():
    known = modules(PACKAGE)
    for name, file in known.items():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for f in ast.walk(tree):
            if isinstance(f, ast.FunctionDef):
                own = [n.lineno for n in ast.walk(f) if isinstance(n, ast.ImportFrom) and n.level]
                assert not own, f"{name} imports a module of Myelin's in {f.name}, line {own[0]}"


@pytest.mark.parametrize(
    "importing", ["from . import a", "from .a import f", "def g():\n    from .a import f", "import p.a"]
)
def test_a_circle_is_found(tmp_path, importing):
    folder = tmp_path / "p"
    (folder / "q").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "q" / "__init__.py").write_text("from ..b import g\n")
    (folder / "a.py").write_text("from . import q\n\ndef f(): pass\n")
    (folder / "b.py").write_text("import os\n")
    assert not circle(folder)
    (folder / "b.py").write_text(importing + "\n")
    found = circle(folder)
    assert found[0] == found[-1]
    assert {"p.a", "p.b", "p.q"} == set(found)


def test_the_package_is_given_all_archives_that_the_program_needs():
    root = PACKAGE.parents[2]
    archives = [jar.name for jar in (root / "target" / "dist" / "lib").glob("myelin-*.jar")]
    if not archives:
        pytest.skip("the launcher has built nothing")
    needed, open_ = set(), ["myelin.pynest", "myelin.vector"]
    folders = {"myelin": "network"}
    while open_:
        module = open_.pop()
        if module in needed:
            continue
        needed.add(module)
        folder = folders.get(module, module.rpartition(".")[2])
        text = (root / folder / "src/main/java/module-info.java").read_text(encoding="utf-8")
        open_ += re.findall(r"requires (?:transitive )?(myelin[\w.]*);", text)
    for module in needed:
        begin = module.replace(".", "-") + "-"
        assert any(re.match(begin + r"\d", name) for name in archives), module
