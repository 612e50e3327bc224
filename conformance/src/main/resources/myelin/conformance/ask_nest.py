"""Asks NEST 3.10 what devices and neurons do; writes windows.json.gz, neurons.json.gz,
hodgkin_huxley.json.gz and conductances.json.gz.

Each scenario is one node with stimuli, a spike recorder and a multimeter, simulated in one or
several phases; see the functions below. NEST's multimeter lags behind by a slice, so the run
goes on for a while and what comes after the last phase is left out. Needed only to add scenarios:
    python ask_nest.py [NAME ...]
"""

import gzip
import json
import pathlib
import sys

import nest

DC = {"model": "dc_generator", "params": {"amplitude": 100.0}}
AC = {"model": "ac_generator", "params": {"amplitude": 80.0, "offset": 20.0, "frequency": 130.0}}
STEPS = {"amplitude_times": [1.0, 2.5, 4.0], "amplitude_values": [100.0, -50.0, 70.0]}
STEP = {"model": "step_current_generator", "params": STEPS}
NOISE = {"model": "noise_generator", "params": {"mean": 100.0}}
TRAIN = {"spike_times": [1.0, 2.0, 3.0, 3.0, 4.0, 5.0]}
SPIKES = {"model": "spike_generator", "params": TRAIN}
POISSON = {"model": "poisson_generator", "params": {"rate": 2e5}}
PROBE = {"model": "iaf_psc_delta", "params": {"V_th": 1e3}}
PARROT = {"model": "parrot_neuron", "params": {}}

WINDOWS = {
    "from the beginning": {},
    "with start": {"start": 2.0},
    "with stop": {"stop": 3.0},
    "with start and stop": {"start": 2.0, "stop": 4.0},
    "with origin": {"origin": 1.5, "start": 1.0, "stop": 3.0},
    "with an empty window": {"start": 2.0, "stop": 2.0},
    "with a window of one step": {"start": 2.0, "stop": 2.1},
}


def stimulus(base, params=None, delay=0.5, weight=1.0, **more):
    return {
        "model": base["model"],
        "params": {**base["params"], **(params or {})},
        "weight": weight,
        "delay": delay,
        "receptor_type": 0,
        **more,
    }


def scenario(name, node, stimuli, phases=(7.0,), h=0.1, meter=None, recorder=None, record=None):
    probe = node is PROBE
    return {
        "name": name,
        "resolution": h,
        "phases": list(phases),
        "node": node,
        "stimuli": stimuli,
        "record": record or (["V_m"] if probe else []),
        "meter": {"interval": h, **(meter or {})},
        "recorder": recorder or {},
        "current": probe and stimuli[0]["model"] not in ("spike_generator", "poisson_generator"),
    }


def windows():
    for name, window in WINDOWS.items():
        for base in (DC, AC, STEP, NOISE):
            yield scenario(f"{base['model']} {name}", PROBE, [stimulus(base, window)])
        yield scenario(f"spike_generator {name}", PARROT, [stimulus(SPIKES, window)])
        yield scenario(f"poisson_generator {name}", PARROT, [stimulus(POISSON, window)])
        yield scenario(f"spike_recorder {name}", PARROT, [stimulus(SPIKES)], recorder=window)
        yield scenario(f"multimeter {name}", PROBE, [stimulus(DC)], meter=window)
    yield scenario(
        "multimeter with offset and interval",
        PROBE,
        [stimulus(DC)],
        meter={"interval": 0.5, "offset": 0.3},
    )
    yield scenario(
        "multimeter with an offset beyond its interval",
        PROBE,
        [stimulus(DC)],
        meter={"interval": 0.5, "offset": 1.7},
    )
    yield scenario(
        "multimeter with an offset of its interval",
        PROBE,
        [stimulus(DC)],
        meter={"interval": 0.5, "offset": 0.5},
    )
    yield scenario(
        "multimeter with offset, interval and window",
        PROBE,
        [stimulus(DC)],
        meter={"interval": 0.7, "offset": 0.2, "start": 1.6, "stop": 5.1},
    )


def currents():
    for delay in (0.1, 1.3):
        for base in (DC, AC, STEP, NOISE):
            yield scenario(
                f"{base['model']} with delay {delay}", PROBE, [stimulus(base, delay=delay)]
            )
    for phase in (0.0, 30.0, 90.0, -45.0, 200.0):
        for window in ({}, {"start": 2.0, "stop": 5.0}):
            yield scenario(
                f"ac_generator with phase {phase} and {window}",
                PROBE,
                [stimulus(AC, {"phase": phase, **window})],
            )
    yield scenario(
        "step_current_generator off the grid",
        PROBE,
        [stimulus(STEP, {"amplitude_times": [1.01, 2.05, 3.0999], "allow_offgrid_times": True})],
    )
    for h in (0.01, 0.5, 1.0):
        for base in (DC, AC, STEP, NOISE):
            meter = {"interval": max(h, 0.1)}
            params = (
                {"amplitude_times": [1.0, 3.0, 4.0]}
                if base is STEP
                else {"start": 2.0, "stop": 5.0}
            )
            params = {**params, "dt": max(h, 0.5)} if base is NOISE else params
            yield scenario(
                f"{base['model']} at resolution {h}",
                PROBE,
                [stimulus(base, params, delay=1.0)],
                h=h,
                meter=meter,
            )
    yield scenario(
        "two generators and a weight",
        PROBE,
        [stimulus(DC, weight=-2.0), stimulus(AC, weight=0.5, delay=1.0)],
    )


def trains():
    weights = {"spike_weights": [1.0, -2.0, 0.5, 3.0, 0.0, 1.5]}
    counts = {"spike_multiplicities": [1, 2, 0, 3, 1, 2]}
    for what, params in (
        ("weights", weights),
        ("multiplicities", counts),
        ("both", {**weights, **counts}),
    ):
        yield scenario(
            f"spike_generator with {what} onto a neuron",
            PROBE,
            [stimulus(SPIKES, params, weight=2.0)],
        )
        yield scenario(
            f"spike_generator with {what} onto a parrot",
            PARROT,
            [stimulus(SPIKES, params, weight=2.0)],
        )
    off = {"spike_times": [1.01, 2.05, 2.09, 3.1, 4.0999]}
    yield scenario(
        "spike_generator with allow_offgrid_times",
        PARROT,
        [stimulus(SPIKES, {**off, "allow_offgrid_times": True})],
    )
    yield scenario(
        "spike_generator with precise_times onto a neuron",
        PROBE,
        [stimulus(SPIKES, {**off, "precise_times": True})],
    )
    yield scenario(
        "spike_generator with shift_now_spikes at 0",
        PARROT,
        [stimulus(SPIKES, {"spike_times": [0.0, 1.0, 1.0], "shift_now_spikes": True})],
    )
    yield scenario(
        "spike_generator with shift_now_spikes and off the grid",
        PARROT,
        [
            stimulus(
                SPIKES,
                {
                    "spike_times": [0.0, 1.04, 1.1],
                    "shift_now_spikes": True,
                    "allow_offgrid_times": True,
                },
            )
        ],
    )
    yield scenario(
        "spike_generator with times within a tic",
        PARROT,
        [stimulus(SPIKES, {"spike_times": [1.0004, 1.9996, 3.3000000001]})],
    )
    yield scenario(
        "spike_generator at resolution 1",
        PARROT,
        [stimulus(SPIKES, delay=2.0)],
        phases=(9.0,),
        h=1.0,
    )


def changes():
    two, three = (3.0, 4.0), (2.0, 2.0, 3.0)
    for base, change in (
        (DC, {"amplitude": -40.0}),
        (NOISE, {"mean": -40.0}),
        (STEP, {"amplitude_times": [3.5, 4.5], "amplitude_values": [10.0, 20.0]}),
        (STEP, {"amplitude_times": [1.5, 4.5], "amplitude_values": [10.0, 20.0]}),
        (STEP, {"amplitude_times": [3.0, 4.5], "amplitude_values": [10.0, 20.0]}),
        (STEP, {"amplitude_times": [], "amplitude_values": []}),
        (STEP, {"stop": 4.0}),
        (DC, {"stop": 3.0}),
        (DC, {"stop": 2.0}),
        (DC, {"start": 5.0}),
    ):
        for delay in (0.1, 1.5):
            name = f"{base['model']}, then {change}, delay {delay}"
            yield scenario(name, PROBE, [stimulus(base, delay=delay, changes={"1": change})], two)
    yield scenario(
        "dc_generator connected later",
        PROBE,
        [stimulus(DC, delay=1.0), stimulus(DC, delay=1.0, connected=1)],
        two,
    )
    yield scenario(
        "spike_generator connected later",
        PARROT,
        [
            stimulus(SPIKES, delay=1.0),
            stimulus(SPIKES, {"spike_times": [1.0, 2.5, 3.0, 3.2]}, delay=1.0, connected=1),
        ],
        two,
    )
    yield scenario(
        "poisson_generator switched off",
        PARROT,
        [stimulus(POISSON, delay=1.0, changes={"1": {"rate": 0.0}})],
        two,
    )
    yield scenario(
        "poisson_generator switched on",
        PARROT,
        [stimulus(POISSON, {"rate": 0.0}, delay=1.0, changes={"1": {"rate": 2e5}})],
        two,
    )
    yield scenario(
        "poisson_generator on, off, on",
        PARROT,
        [stimulus(POISSON, delay=0.3, changes={"1": {"rate": 0.0}, "2": {"rate": 2e5}})],
        three,
    )
    yield scenario(
        "poisson_generator connected later",
        PARROT,
        [
            stimulus(SPIKES, {"spike_times": [6.5]}, delay=1.0),
            stimulus(POISSON, delay=1.0, connected=1),
        ],
        two,
    )
    yield scenario(
        "poisson_generator given a stop",
        PARROT,
        [stimulus(POISSON, delay=1.0, changes={"1": {"stop": 4.0}})],
        two,
    )
    later = {"spike_times": [2.0, 3.0, 3.1, 4.0, 5.5]}
    yield scenario(
        "spike_generator given other times",
        PARROT,
        [stimulus(SPIKES, delay=1.0, changes={"1": later})],
        two,
    )
    shifted = {"spike_times": [2.0, 3.0, 4.0], "shift_now_spikes": True}
    yield scenario(
        "spike_generator given times at now",
        PARROT,
        [stimulus(SPIKES, delay=1.0, changes={"1": shifted})],
        two,
    )
    yield scenario(
        "spike_generator moved by origin",
        PARROT,
        [stimulus(SPIKES, delay=1.0, changes={"1": {"origin": 2.0}})],
        two,
    )
    yield scenario(
        "ac_generator, then another amplitude",
        PROBE,
        [stimulus(AC, delay=1.0, changes={"1": {"amplitude": 30.0}})],
        two,
    )
    yield scenario(
        "ac_generator, then another frequency",
        PROBE,
        [stimulus(AC, delay=1.0, changes={"1": {"frequency": 70.0, "phase": 20.0}})],
        two,
    )
    yield scenario("neuron in three phases", PROBE, [stimulus(AC, delay=1.0)], three)


def neuron(model, changes=None, **params):
    return {"model": model, "params": params, **({"changes": changes} if changes else {})}


def neurons():
    volley = [stimulus(SPIKES, {"spike_times": [1.0, 1.3, 1.6, 1.7, 2.4, 2.5, 6.0]}, weight=9.0)]
    for t_ref in (0.0, 0.1, 0.25, 0.5, 2.0):
        for flag in (False, True):
            node = neuron("iaf_psc_delta", refractory_input=flag, t_ref=t_ref)
            name = f"iaf_psc_delta with refractory_input {flag} and t_ref {t_ref}"
            yield scenario(name, node, volley, record=["V_m"], phases=(12.0,))
    node = neuron("iaf_psc_delta", refractory_input=True, t_ref=1.0, V_reset=-60.0, tau_m=3.0)
    yield scenario("iaf_psc_delta released into a spike", node, volley, record=["V_m"])
    strong = [stimulus(SPIKES, weight=2500.0), stimulus(SPIKES, weight=-1800.0, delay=1.1)]
    for model in ("iaf_psc_alpha", "iaf_psc_exp"):
        for t_ref in (0.0, 0.25, 2.0):
            node = neuron(model, t_ref=t_ref, V_reset=-75.0, E_L=-68.0, tau_syn_in=10.0)
            record = ["V_m", "I_syn_ex", "I_syn_in"]
            yield scenario(f"{model} with t_ref {t_ref}", node, strong, record=record)
        node = neuron(model, V_m=-50.0)
        yield scenario(f"{model} from above its threshold", node, strong, record=["V_m"])
    for model in ("iaf_psc_alpha", "iaf_psc_delta"):
        for v_min in (-70.0, -72.0):
            pull = [stimulus(DC, {"amplitude": -900.0, "stop": 3.0}), stimulus(SPIKES, weight=-5.0)]
            node = neuron(model, V_min=v_min)
            yield scenario(f"{model} with V_min {v_min}", node, pull, record=["V_m"])
    clock = {"ignore_and_spike": True, "ignore_and_spike_interval": 1.5}
    drive = [stimulus(DC, {"amplitude": 2000.0})]
    node = neuron("iaf_psc_delta", ignore_and_spike_offset=0.7, **clock)
    yield scenario("iaf_psc_delta by the clock", node, drive, record=["V_m"])
    node = neuron("iaf_psc_delta", ignore_and_spike_offset=2.0, t_ref=0.5, **clock)
    still = [stimulus(DC, {"amplitude": 0.0})]
    yield scenario("iaf_psc_delta by the clock, without input", node, still, record=["V_m"])
    for h in (0.1, 0.5):
        filtered = [stimulus(DC, {"amplitude": 500.0, "start": 1.0, "stop": 4.0}, receptor_type=1)]
        record = ["V_m", "I_syn_ex", "I_syn_in"]
        node = neuron("iaf_psc_exp", tau_syn_ex=3.0)
        yield scenario(
            f"iaf_psc_exp with filtered current, h {h}", node, filtered, record=record, h=h
        )
        both = [*filtered, stimulus(AC), stimulus(SPIKES, weight=300.0)]
        yield scenario(f"iaf_psc_exp with all inputs, h {h}", node, both, record=record, h=h)


def hodgkin_huxley():
    gates = ["Act_m", "Inact_h", "Act_n", "Inact_p"]
    record = ["V_m", *gates, "I_syn_ex", "I_syn_in"]
    model = "hh_psc_alpha_gap"
    drive = [stimulus(DC, {"amplitude": 300.0})]
    for t_ref in (0.0, 0.1, 0.25, 2.0):
        node = neuron(model, t_ref=t_ref)
        name = f"{model} with t_ref {t_ref}"
        yield scenario(name, node, drive, record=record, phases=(16.0,))
    node = neuron(model, V_m=-50.0, Act_m=0.3, Inact_h=0.4, Act_n=0.1, Inact_p=0.02)
    still = [stimulus(DC, {"amplitude": 0.0})]
    yield scenario(f"{model} from elsewhere", node, still, record=record, phases=(6.0, 6.0))
    other = {"g_Na": 4000.0, "g_Kv1": 15.0, "g_Kv3": 7000.0, "E_Na": 65.0, "E_K": -80.0}
    node = neuron(model, E_L=-60.0, g_L=12.0, I_e=150.0, **other)
    yield scenario(f"{model} with other channels", node, [stimulus(AC)], record=record)
    volley = [stimulus(SPIKES, weight=900.0), stimulus(SPIKES, weight=-300.0, delay=1.1)]
    for h in (0.01, 0.1, 1.0):
        node = neuron(model, tau_syn_ex=0.7, tau_syn_in=1.5)
        inputs = [{**v, "delay": max(h, v["delay"])} for v in [*volley, *drive]]
        inputs = [{**v, "delay": 1.0} for v in inputs] if h == 1.0 else inputs
        meter = {"interval": max(h, 0.1)}
        name = f"{model} with all inputs, h {h}"
        yield scenario(name, node, inputs, record=record, h=h, meter=meter, phases=(9.0,))


def conductances():
    record = ["V_m", "g_ex", "g_in"]
    model = "iaf_cond_exp"
    still = [stimulus(DC, {"amplitude": 0.0})]
    strong = [stimulus(DC, {"amplitude": 2000.0}), stimulus(SPIKES, weight=30.0)]
    for t_ref in (0.0, 0.1, 0.25, 2.0):
        node = neuron(model, t_ref=t_ref, V_reset=-75.0, tau_syn_ex=1.3)
        yield scenario(f"{model} with t_ref {t_ref}", node, strong, record=record)
    node = neuron(model, V_m=-50.0, g_ex=4.0, g_in=9.0)
    yield scenario(f"{model} from above its threshold", node, still, record=record)
    node = neuron(model, V_th=1e9, g_ex=40.0, g_in=25.0, I_e=120.0, E_ex=-5.0, E_in=-92.0)
    yield scenario(f"{model} without threshold", node, [stimulus(AC)], record=record)
    # more steps of the integrator than one in a step: inhibition, excitation, both, large steps
    for h in (0.01, 0.1, 1.0):
        for weights in ((-300.0,), (400.0,), (3000.0, -5000.0), (2e4, -900.0)):
            for tau in (0.2, 5.0):
                node = neuron(model, tau_syn_ex=tau, tau_syn_in=2 * tau, t_ref=1.0)
                volley = [stimulus(SPIKES, weight=w, delay=1.0) for w in weights]
                yield scenario(
                    f"{model} with weights {weights}, tau_syn_ex {tau}, h {h}",
                    node,
                    volley,
                    record=record,
                    h=h,
                    meter={"interval": max(h, 0.1)},
                )
    two = (3.1, 4.0)
    train = [stimulus(DC, {"amplitude": 900.0}), stimulus(SPIKES, weight=25.0, delay=0.3)]
    for change in (
        {"V_th": -58.0},
        {"V_reset": -72.0},
        {"V_m": -62.5},
        {"g_ex": 12.0, "g_in": 3.0},
        {"tau_syn_ex": 3.0, "tau_syn_in": 0.7},
        {"C_m": 120.0, "E_L": -65.0, "g_L": 8.0, "I_e": -100.0, "t_ref": 0.7},
    ):
        node = neuron(model, changes={"1": change})
        yield scenario(f"{model}, then {change}", node, train, two, record=record)


def run(s):
    nest.ResetKernel()
    nest.resolution = s["resolution"]
    node = nest.Create(s["node"]["model"], params=s["node"]["params"])
    generators = [nest.Create(g["model"], params=g["params"]) for g in s["stimuli"]]
    recorder = nest.Create("spike_recorder", params=s["recorder"])
    nest.Connect(node, recorder, syn_spec={"delay": s["stimuli"][0]["delay"]})
    meters = []
    if s["record"]:
        meters.append(nest.Create("multimeter", params={"record_from": s["record"], **s["meter"]}))
        nest.Connect(meters[-1], node, syn_spec={"delay": s["stimuli"][0]["delay"]})
    if s["current"]:
        meters.append(nest.Create("multimeter", params={"record_from": ["I"], **s["meter"]}))
        nest.Connect(meters[-1], generators[0], syn_spec={"delay": s["stimuli"][0]["delay"]})
    for number, phase in enumerate(s["phases"]):
        for g, device in zip(s["stimuli"], generators):
            if g.get("connected", 0) == number:
                spec = {k: g[k] for k in ("weight", "delay", "receptor_type")}
                nest.Connect(device, node, syn_spec=spec)
            if str(number) in g.get("changes", {}):
                device.set(g["changes"][str(number)])
        if str(number) in s["node"].get("changes", {}):
            node.set(s["node"]["changes"][str(number)])
        nest.Simulate(phase)
    nest.Simulate(5.0)
    end = sum(s["phases"]) + 1e-9
    times = [t for t in recorder.get("events", "times").tolist() if t <= end]
    poisson = any(g["model"] == "poisson_generator" for g in s["stimuli"])
    expected = {"spikes": sorted(set(times)) if poisson else times}
    for meter in meters:
        events = meter.events
        keep = events["times"] <= end
        prefix = "" if "V_m" in events else "I_"
        expected[prefix + "times"] = events["times"][keep].tolist()
        for name in events:
            if name not in ("times", "senders"):
                expected[name] = events[name][keep].tolist()
    return {**s, "distinct": poisson, "complete": True, "expected": expected}


if __name__ == "__main__":
    nest.set_verbosity("M_ERROR")
    answers = []
    folder = pathlib.Path(__file__).parent
    asked = {
        "windows": [*windows(), *currents(), *trains(), *changes()],
        "neurons": [*neurons()],
        "hodgkin_huxley": [*hodgkin_huxley()],
        "conductances": [*conductances()],
    }
    for name in sys.argv[1:] or asked:
        scenarios = asked[name]
        lines = ",\n".join(json.dumps(run(s)) for s in scenarios)
        data = gzip.compress(f"[\n{lines}\n]\n".encode(), mtime=0)
        (folder / f"{name}.json.gz").write_bytes(data)
