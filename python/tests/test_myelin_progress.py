"""How far a simulation is, is shown where someone looks and nobody has refused it."""

import io
import sys

import nest
import pytest
from myelin.nest import simulation


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Plain:
    """What programs put in the place of ``sys.stdout``: it can do no more than it must."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


@pytest.fixture(autouse=True)
def verbosity():
    before = nest.verbosity
    yield
    nest.verbosity = before


def shown(monkeypatch, to, **kernel):
    nest.ResetKernel()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(simulation, "_WAIT_S", 0.0)
    monkeypatch.setattr(simulation, "_PATIENCE_MS", 1)
    monkeypatch.setattr(sys, "stdout", to)
    nest.set(verbosity=kernel.pop("verbosity", nest.VerbosityLevel.INFO), **kernel)
    nest.Create("aeif_cond_alpha", 2000, params={"I_e": 100.0})
    nest.Simulate(100.0)
    monkeypatch.undo()
    return to.getvalue() if isinstance(to, io.StringIO) else to.text


def test_a_terminal_shows_it(monkeypatch):
    assert "[ 100 % ] Model time: 100.0 ms" in shown(monkeypatch, Terminal())


def test_a_file_does_not(monkeypatch):
    assert shown(monkeypatch, io.StringIO()) == ""


@pytest.mark.parametrize("print_time", [False, True])
def test_a_plain_stream_has_it_only_where_it_is_asked_for(monkeypatch, print_time):
    kernel = {"print_time": True} if print_time else {}
    assert ("Model time" in shown(monkeypatch, Plain(), **kernel)) == print_time


def test_print_time_false_refuses_it(monkeypatch):
    assert shown(monkeypatch, Terminal(), print_time=False) == ""


def test_a_high_verbosity_refuses_it(monkeypatch):
    assert shown(monkeypatch, Terminal(), verbosity=nest.VerbosityLevel.WARNING) == ""
