"""The populations: for each model its parameters and what each neuron hears, as `./myelin bench family` has them."""

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "cli/src/main/resources/myelin/cli/bench/populations.json"

# Family, then model: parameters; inputs, each with receptor, rate [spikes/s] and weight; whether it fires
FAMILIES = json.loads(FILE.read_text())
MODELS = {model: population for family in FAMILIES.values() for model, population in family.items()}
