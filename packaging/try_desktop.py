"""Runs the projects of NEST Desktop's start page and model explorer on Myelin, and looks whether their results are drawn:
see try-desktop."""

import contextlib
import functools
import http.server
import importlib.util
import json
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
APP = Path(importlib.util.find_spec("nest_desktop").origin).parent / "app"
PROJECTS = APP / "assets" / "workspaces" / "nest" / "projects"
# the neurons of its own list of models, but parrot_neuron, which has no potential to be recorded
NEURONS = ["iaf_psc_alpha", "iaf_cond_alpha", "hh_psc_alpha"]
SILENT = {"hh_psc_alpha spike activity"}  # its input is too weak for the neuron, in NEST as well
DRAWN = ".scatterlayer .trace path, .scatterlayer .trace .point, .barlayer .point path"


@contextlib.contextmanager
def myelin():
    """Myelin's server: its port and token."""
    words = [str(ROOT / "myelin"), "server", "--exec", "--port", "0"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        said = ""
        while "Token" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield re.search(r":(\d+);", said)[1], re.search(r"NESTServerAuth: (\S+)", said)[1]
    finally:
        process.terminate()
        process.wait(20)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def desktop():
    """NEST Desktop's pages, as its own command gives them out: their port."""
    handler = functools.partial(Quiet, directory=str(APP))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        yield pages.server_port
        pages.shutdown()


class Tried:
    """A window of Chromium with NEST Desktop in it, and what it has shown."""

    def __init__(self, page, address, pictures):
        self.page = page
        self.address = address
        self.pictures = pictures
        self.failed = []

    def open(self, path=""):
        self.page.goto("about:blank")
        self.page.goto(f"{self.address[0]}#/nest{path}{self.address[1]}")

    def explorer(self, neuron, place=None):
        """Opens the model explorer for a neuron: the names of its projects, of which it chooses the one at the place."""
        self.open(f"/model/{neuron}/explore")
        self.page.locator(".tab-model-explorer + button").click()
        projects = self.page.locator(".v-overlay--active .v-list-item")
        projects.first.wait_for()
        names = projects.all_inner_texts()
        if place is not None:
            projects.nth(place).click()
            self.page.locator(".v-overlay--active .v-list-item").first.wait_for(state="hidden")
        return names

    def simulate(self, name):
        """Presses Simulate; checks the answer, and that something is drawn."""
        page, wrong = self.page, []
        press = page.get_by_title("Simulate", exact=True).first
        press.wait_for()
        began = time.monotonic()
        events = []
        try:
            with page.expect_response(lambda r: r.url.endswith("/exec") and r.request.method == "POST", timeout=60_000) as answer:
                press.click()
            took = time.monotonic() - began
            if answer.value.status != 200:
                wrong.append(answer.value.text()[:300])
            else:
                events = [len(e["times"]) for e in json.loads(answer.value.text())["data"]["events"]]
                if (sum(events) == 0) != (name in SILENT):
                    wrong.append(f"{sum(events)} events")
                if name not in SILENT:
                    page.wait_for_function(f"document.querySelectorAll('{DRAWN}').length > 0", timeout=20_000)
        except Exception as failure:
            took = time.monotonic() - began
            wrong.append(str(failure).splitlines()[0])
        page.wait_for_timeout(700)
        page.screenshot(path=self.pictures / f"{re.sub(r'[^a-z0-9_]+', '-', name.lower())}.png")
        shown = page.locator(".v-snackbar, .v-alert").all_inner_texts()
        wrong += [s for s in shown if "rror" in s or "ailed" in s]
        drawn = page.locator(DRAWN).count()
        print(f"{'FAILED' if wrong else 'ok':6} {name:40} {sum(events):6} events, {drawn:5} lines and points, {took:5.2f} s  {'; '.join(wrong)}")
        self.failed += [name] if wrong else []


def main(chromium, folder):
    pictures = Path(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    with myelin() as (port, token), desktop() as pages, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--use-gl=swiftshader"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        query = f"?nest_server_url=http://127.0.0.1:{port}&nest_server_access_token={token}"
        tried = Tried(page, (f"http://127.0.0.1:{pages}/", query), pictures)
        tried.open()
        own = sorted(f.stem for f in PROJECTS.glob("*.json") if not f.stem.startswith("model-"))
        for name in (n.replace("-", " ") for n in own):
            tried.open()
            page.locator("main").get_by_text(name, exact=True).first.click()
            tried.simulate(name)
        for neuron in NEURONS:
            for place, name in enumerate(tried.explorer(neuron)):
                tried.explorer(neuron, place)
                tried.simulate(f"{neuron} {name}")
        browser.close()
    return 1 if tried.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
