"""Programs of the checkout for those who work on it refuse what they cannot do, before they do anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def said(*words, status=2, **variables):
    ended = subprocess.run(
        [sys.executable, ROOT / words[0], *words[1:]], capture_output=True, text=True, env={**os.environ, **variables}
    )
    assert (ended.returncode, ended.stdout) == (status, ""), ended.stderr
    return ended.stderr


def test_an_image_replaces_nothing_but_an_image(tmp_path):
    checkout = tmp_path / "myelin"
    checkout.mkdir()
    (checkout / "mine.txt").touch()
    assert "was not made by packaging/image; name another folder" in said("packaging/image", tmp_path, status=1)
    assert (checkout / "mine.txt").exists()
    assert "unrecognized arguments: more" in said("packaging/image", tmp_path, "more")


def test_an_image_needs_a_jdk(tmp_path):
    java = tmp_path / "java"
    (java / "lib" / "server").mkdir(parents=True)
    (java / "lib" / "server" / "libjvm.so").touch()
    (java / "release").write_text('JAVA_VERSION="25.0.1"\n', encoding="utf-8")
    assert "name it in MYELIN_JAVA_HOME" in said("packaging/image", tmp_path, status=1, MYELIN_JAVA_HOME=str(java))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("watch", "--networks", "cuba", "nonsense"), "nonsense is no part of a network's name; networks are brunel_alpha,"),
        (("watch", "--limit", "0"), "--limit must be above 0"),
        (("watch", "--limit", "nan"), "--limit must be above 0"),
        (("watch", "--threads", "0"), "must be at least 1"),
        (("watch", "--rounds", "0"), "must be at least 1"),
        (("programs/run", "--write", "--rows", "nonsense"), "nonsense is no part of a row's name; rows are hpc_benchmark,"),
        (("programs/run", "--write", "--repeats", "0"), "must be at least 1"),
        (("programs/run", "--write", "--threads", "1", "0"), "must be at least 1"),
        (("programs/run",), "--nest is missing"),
    ],
)
def test_benchmarks_refuse_what_they_cannot_measure(words, expected):
    assert expected in said(f"benchmarks/{words[0]}", *words[1:])
