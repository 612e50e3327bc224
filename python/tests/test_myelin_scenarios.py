"""Random scenarios of each model of neurons, and of some of synapses, as NEST 3.10 has played them.

`reference/scenarios` was written by `./myelin fuzz --nest PYTHON --scenarios 50 --keep python/tests/reference/scenarios`.
Of each model's scenarios some are played; all with MYELIN_SCENARIOS=all.
"""

import json
import os
import sys
from pathlib import Path

import nest
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzz import kept, player, ranges, words  # noqa: E402
from fuzz.compared import compare  # noqa: E402

FILES = sorted((Path(__file__).parent / "reference" / "scenarios").glob("*.json.xz"))
SOME = 10**9 if os.environ.get("MYELIN_SCENARIOS") == "all" else 8
"""So many of each model."""


def name(path):
    return path.name.removesuffix(".json.xz")


def test_there_are_scenarios_of_each_model():
    assert [name(path) for path in FILES] == sorted((*ranges.NEURONS, *ranges.KEPT))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_nest_did_myelin_does(path):
    for one in kept.read(path)[:SOME]:
        scenario = one["scenario"]
        lines = words.program(scenario)
        threads = words.threads(scenario)
        played = player.play(nest, [*threads, *lines])[len(threads) :]
        ours = kept.small(json.loads(json.dumps(played)), one["nest"])
        assert not compare(one["nest"], ours), words.script(scenario)
