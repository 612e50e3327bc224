"""The page that shows a simulation while it runs: for a script of PyNEST, and in a browser."""

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from own_process import environment

SCRIPT = """
import nest
cells = nest.Create("iaf_psc_alpha", 50)
noise = nest.Create("poisson_generator", params={"rate": 20000.0})
nest.Connect(noise, cells, syn_spec={"weight": 50.0})
nest.Connect(cells, cells, {"rule": "fixed_indegree", "indegree": 5}, {"synapse_model": "stdp_synapse"})
nest.Simulate(1e8)
print("ended at", nest.biological_time)
"""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def page(tmp_path):
    """The address of the page of a script that goes on until it is stopped."""
    file = tmp_path / "network.py"
    file.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-m", "myelin", str(file)]
    script = subprocess.Popen(
        command, env=environment(MYELIN_LIVE="0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said = ""
    while "watch the simulation at" not in said:
        said = script.stderr.readline()
        assert said or script.poll() is None
    try:
        yield re.search(r"http://\S+", said).group()
        post(re.search(r"http://\S+", said).group(), "stop")
        assert "ended at" in script.communicate(timeout=30)[0]
    finally:
        script.kill()


def state(page):
    with urllib.request.urlopen(page + "state?spikes=0") as answer:
        return json.load(answer)


def post(page, what):
    urllib.request.urlopen(urllib.request.Request(page + what, method="POST")).close()


def test_a_script_is_watched(page):
    while state(page).get("now", 0) < 100:
        time.sleep(0.05)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(re.sub(r"\w+/$", "", page))
    post(page, "trace?id=7&variable=V_m")
    now = state(page)
    until = time.monotonic() + 30
    while not now["traces"] or len(now["traces"][0]["v"]) < 10:
        assert time.monotonic() < until
        time.sleep(0.05)
        now = state(page)
    assert now["neurons"] == 50 and now["rows"] == 50 and now["running"] == 1
    assert [g["model"] for g in now["groups"]] == ["iaf_psc_alpha"]
    assert len(now["t"]) == len(now["row"]) > 0 and max(now["row"]) < 50
    assert now["traces"][0]["label"] == "V_m of 7 (mV)"
    assert all(-90 < v < -50 for v in now["traces"][0]["v"])


@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium")
def test_a_browser_shows_it(page):
    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom", page],
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    assert re.search(r"Running: [0-9.]+ (ms|s) of 100000.0 s, real-time factor", shown)
    assert "iaf_psc_alpha 1–50" in shown
    assert '<option value="stdp_synapse">' in shown and '<option value="V_m">' in shown
