"""Steps of neurons with Poisson input, by NEST or by Myelin, whose interfaces are the same."""

import argparse
import json
import re
import tempfile
import time
from pathlib import Path

import nest
from speed_models import MODELS

ROOT = Path(__file__).resolve().parents[3]


def with_method(name: str, method: str) -> str:
    """Installs Myelin's text of a model with another method of integration; gives its name."""
    text = next((ROOT / "models" / "src" / "main" / "nestml").rglob(f"{name}.nestml")).read_text()
    changed = re.sub(r"@integrator\(.*\)", f"@integrator(method={method})", text)
    changed = changed.replace(f"model {name}:", f"model {name}_{method}:")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}_{method}.nestml"
        file.write_text(changed)
        nest.Install(str(file))
    return f"{name}_{method}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--neurons", type=int, default=10_000)
    parser.add_argument("--simtime", type=float, default=100.0, help="ms, simulated twice")
    parser.add_argument("--method", help="Myelin's text of the model with that method: rk4, euler")
    given = parser.parse_args()
    model = MODELS[given.model]
    nest.ResetKernel()
    nest.local_num_threads = given.threads
    nest.resolution = 0.1
    name = with_method(given.model, given.method) if given.method else given.model
    cells = nest.Create(name, given.neurons, params=model.parameters)
    spikes = nest.Create("spike_recorder")
    for rate, weight in ((model.rate_ex, model.weight_ex), (model.rate_in, -model.weight_in)):
        noise = nest.Create("poisson_generator", params={"rate": rate})
        nest.Connect(noise, cells, syn_spec={"weight": weight, "delay": 1.0})
    nest.Connect(cells, spikes)
    nest.Simulate(given.simtime)
    first = spikes.n_events
    wall, cpu = time.perf_counter(), time.process_time()
    nest.Simulate(given.simtime)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    seconds = given.simtime / 1000
    rate = (spikes.n_events - first) / given.neurons / seconds
    print(json.dumps({"wall_s": wall / seconds, "cpu_s": cpu / seconds, "rate": rate}), flush=True)


if __name__ == "__main__":
    main()
