"""The programs in the pages of docs/ do what the pages say, texts of models are those of the files beside them, and
links between the pages of the checkout lead somewhere."""

import re
import sys

import own_process
import pytest

ROOT = own_process.ROOT
sys.path.insert(0, str(ROOT / "site"))
import links  # noqa: E402
import pages  # noqa: E402

pytest.importorskip("matplotlib")
ALL = [program for page in pages.pages() for program in pages.programs(page)]


@pytest.fixture
def quick(monkeypatch):
    """Java begins quickly, as in other tests."""
    for name, value in own_process.environment().items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("language", ["java", "python", "jshell", "notebook"])
def test_programs_of_pages_do_what_these_say(language, quick, tmp_path):
    if language == "notebook":
        pytest.importorskip("nbclient")
        pytest.importorskip("ipykernel")
    chosen = [program for program in ALL if program.language == language]
    assert chosen
    wrong = pages.faults(chosen, pages.run(chosen, tmp_path))
    assert not wrong, "\n\n".join(wrong)


def test_all_blocks_of_pages_are_run():
    for page in pages.pages():
        text = page.read_text(encoding="utf-8")
        name = page.relative_to(ROOT).as_posix()
        cells = [cell for program in ALL if program.page == name for cell in program.cells]
        for block in re.findall(r"^```(?:java|python|jshell)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            assert block in cells, f"{name} has a block that is not run:\n{block}"


def _page(folder, text):
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    return page


def test_programs_that_print_something_else_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    blocks = "```python\nprint(1)\nprint(2)\n```\n\n```text\n{}\n```\n\n<!-- refused -->\n```java\nint x = 1;\n```\n```text\nno\n```\n"
    for shown, faults in (("1\n2", 1), ("2\n1", 2), ("3", 2)):
        found = pages.programs(_page(tmp_path, blocks.format(shown)))
        assert [p.language for p in found] == ["python", "java"]
        printed = {found[0].name: "1\n2\n", found[1].name: ""}
        wrong = pages.faults(found, printed)
        assert len(wrong) == faults
        assert "should be refused, but is not" in wrong[-1]
        printed[found[1].name] = "FAILED\nPage.java:1: no such thing\n"
        assert len(pages.faults(found, printed)) == faults - 1


def test_texts_of_models_in_pages_are_those_of_the_files():
    seen = []
    for page in pages.pages():
        for text in re.findall(r"^```(?:nestml)?\n(?:#[^\n]*\n)?(model .*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            name = re.match(r"model (\w+)", text)[1]
            lines = (ROOT / "examples" / "models" / f"{name}.nestml").read_text(encoding="utf-8").splitlines()
            there = {re.sub(r"\s*#.*", "", line).strip() for line in lines}
            missing = [line for line in text.splitlines() if re.sub(r"\s*#.*", "", line).strip() not in there]
            assert missing == [], name
            seen.append(name)
    assert sorted(seen) == ["adapting_neuron", "eager_synapse", "leaky_neuron", "lif"]


def _places(text):
    """The places of a page that links may lead to, as GitHub and the site call them."""
    titles = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", t).lower() for t in titles]
    return {re.sub(r"[^\w\- ]", "", t).replace(" ", "-") for t in plain}


def test_links_of_pages_lead_somewhere():
    checked = 0
    for page in (p for p in ROOT.rglob("*.md") if not {"target", "build", ".git"} & set(p.relative_to(ROOT).parts)):
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        folder = ROOT / "docs" if page.parent.name == "site" and page.name == "java.md" else page.parent
        for target, place in re.findall(r"\]\(([^)\s#]*)(?:#([^)\s]*))?\)", text):
            if re.match(r"\w+:", target) or "reference/" in target or folder != page.parent:
                continue  # another site, or what the site's build makes and checks
            there = (page.parent / target).resolve() if target else page
            assert there.exists(), f"{page.relative_to(ROOT)} links to {target}"
            if place and there.suffix == ".md":
                assert place in _places(there.read_text(encoding="utf-8")), f"{page.relative_to(ROOT)} links to {target}#{place}"
            checked += 1
    assert checked > 200


def test_links_of_a_site_that_lead_nowhere_are_told(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "index.html").write_text('<h1 id="top"></h1><a href="../page.html">', encoding="utf-8")
    (tmp_path / "page.html").write_text(
        '<a href="inner/"></a><a href="inner/index.html#top"></a><a href="https://example.org/"></a><img src="data:x">'
        '<a href="inner/index.html#below"></a><a href="none.html"></a><script src="https://example.org/x.js"></script>',
        encoding="utf-8",
    )
    assert links.broken(tmp_path) == [
        "page.html: https://example.org/x.js comes from another place",
        "page.html: inner/index.html#below has no such place",
        "page.html: none.html is not there",
    ]


def test_the_site_leads_to_all_pages_of_docs():
    text = (ROOT / "site" / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    listed = {name for name in re.findall(r"(\S+\.md)$", text, re.MULTILINE) if not name.startswith("reference/")}
    assert [name for name in listed - {"index.md"} if not (ROOT / name).is_file()] == []
    there = {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert there - listed == set()
