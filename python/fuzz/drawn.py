"""Draws scenarios: the scenario of a seed and a number is always the same."""

import random

from . import changes, links
from .cells import CELLS
from .draws import among
from .ranges import ALWAYS, CLOPATH, COUPLED, NEURONS, NUMBERED, ONCE, PLASTIC, RATES, RECORDABLES, RESOLUTIONS, SILENT, SPIKING, targets

SENDERS = ("spike_generator", "spike_train_injector")
"""Models that spike at given times."""

STIMULATORS = ("spike_generator",) * 4 + ("dc_generator", "ac_generator", "step_current_generator", "noise_generator")
STIMULATORS += ("spike_train_injector", "spike_dilutor")
STIMULATORS += ("sinusoidal_poisson_generator", "sinusoidal_gamma_generator")

KINDS = ("spiking",) * 7 + ("gap", "rate", "siegert", "mixed", "astrocytes")


def scenario(seed, number, without=(), model=None):
    """The scenario of this number, `without` what these words name, with neurons or synapses of a `model` if one is given."""
    seeds = f"{seed}/{number}" if model is None else f"{seed}/{number}/{model}"
    return Drawing(random.Random(seeds), without, model).draw() | {"seed": [seed, number]}


class Drawing:
    """A scenario that is being drawn: its steps, and what there is so far."""

    def __init__(self, rng, without, model):
        self.rng = rng
        self.without = without
        self.model = model if model not in PLASTIC else None
        self.synapse = model if model in PLASTIC else None
        self.steps = []
        self.h = among(*RESOLUTIONS)(rng)
        self.populations, self.stimulators, self.recorders = [], [], []
        self.links = []
        self.names = 0
        self.now = 0  # in steps
        self.end = 0
        self.simulated = False
        self.delays = []  # that connections have
        self.pool = []  # that connections may have

    def chance(self, p):
        return self.rng.random() < p

    def name(self, letter):
        self.names += 1
        return f"{letter}{self.names}"

    def grid(self, steps):
        """This time, on the grid, in ms."""
        return round(steps * self.h, 6)

    def time(self, low=0, high=None):
        """A time on the grid between these numbers of steps, in ms; later than the end as well."""
        return self.grid(self.rng.randint(low, high if high is not None else self.end + 5))

    def draw(self):
        rng = self.rng
        models = self.models(rng.choice(KINDS))
        if any(it.startswith(("hh_", "ht_", "cm_")) for it in models):
            self.h = min(self.h, 0.25)  # NEST gives 1e79 mV and none where a step is 1 ms
        most = 600 if self.h < 0.3 else 150
        self.end = rng.randint(20, 150 if "long_runs" in self.without else most)
        self.pool = [self.grid(rng.choice((1, 1, 2, 3, 7, 10, 15, 20, 33))) for _ in range(rng.randint(1, 4))]
        threads = 2 if self.chance(0.15) else 1
        self.kernel()
        if set(models) & set(RATES) and self.chance(0.5):  # NEST's rates come late to neurons that were made before
            self.stimulate("step_rate_generator")
        for model in models:
            self.create(model)
        for made in self.stimulators:
            links.from_stimulator(self, made)
        for _ in range(rng.randint(1, 3)):
            self.stimulate()
        if self.synapse is not None:
            links.wanted(self)
        for _ in range(rng.randint(1, 5)):
            links.between_neurons(self)
        self.record()
        if self.chance(0.3):
            self.correlate()
        self.run()
        return {"threads": threads, "steps": self.steps}

    def kernel(self):
        rng = self.rng
        settings = {"resolution": self.h}
        settings["wfr_tol"] = among(1e-4, 1e-6, 1e-8)(rng)
        for key, it in {
            "use_wfr": False,
            "wfr_interpolation_order": rng.choice((0, 1)),
            "wfr_comm_interval": self.grid(rng.randint(1, 12)),
            "wfr_max_iterations": rng.randint(3, 40),
        }.items():
            if self.chance(0.05):
                settings[key] = it
        if "use_wfr" in settings:
            settings.pop("wfr_comm_interval", None)  # NEST refuses that, Myelin does not mind
        self.steps.append({"do": "kernel", "set": settings})

    def models(self, kind):
        """The models of the populations of such a network."""
        rng = self.rng
        spiking = [rng.choice(SPIKING) for _ in range(rng.randint(1, 4))]
        others = {
            "gap": [rng.choice(COUPLED) for _ in range(rng.randint(1, 2))],
            "astrocytes": ["astrocyte_lr_1994"] + ["aeif_cond_alpha_astro"] * rng.randint(1, 2),
            "rate": [rng.choice(RATES) for _ in range(rng.randint(1, 3))],
            "siegert": ["siegert_neuron"] * rng.randint(1, 3),
        }
        if self.synapse is not None:
            sending = [it for it in spiking if it not in (*NUMBERED, *SILENT)] or ["parrot_neuron"]
            return [*sending[: rng.randint(1, 2)], rng.choice(targets(self.synapse))]
        if self.model is not None:
            return [self.model, *(spiking[: rng.randint(0, 2)] if self.model in SPIKING else [])]
        if kind == "spiking":
            return spiking
        if kind == "mixed":
            return spiking[:2] + [it for each in others.values() for it in each[:1]]
        return spiking[: rng.randint(0, 2)] + others[kind]

    def params(self, model, n):
        """Parameters of n nodes of this model."""
        chosen = dict(ALWAYS.get(model, {}))
        share = self.rng.uniform(0, 0.6)
        for key, draw in NEURONS[model].items():
            if self.chance(share) or key == "I_e" and self.chance(0.5):
                chosen[key] = self.values(model, draw, n)
        each = any(isinstance(it, list) for it in chosen.values())
        if model in CELLS:  # lists are for all nodes, or one for each where other values are
            chosen |= {key: [it] * n if each else it for key, it in CELLS[model].together(self.rng).items()}
        return chosen

    def values(self, model, draw, n):
        """A value for n nodes, or one for each where no parameter of the model is a dictionary."""
        each = n > 1 and self.chance(0.3) and "soma" not in NEURONS[model]
        return [draw(self.rng) for _ in range(n)] if each else draw(self.rng)

    def long_delay(self):
        """A connection without effect whose delay is longer than the simulation.

        NEST leaves out the depression of a clopath_synapse where the longest delay is short.
        """
        if "long" not in self.without and not any(it.get("long") for it in self.links):
            target = next(it for it in self.populations if it["model"] in CLOPATH)
            silent = {"name": self.name("s"), "model": "spike_generator", "n": 1}
            self.steps.append({"do": "create", **silent, "params": {}})
            syn = {"weight": 0.0, "delay": self.grid(self.end + 1)}
            links.connect(self, [silent["name"], None], [target["name"], None], "all_to_all", syn, long=True)

    def create(self, model):
        n = self.rng.randint(1, 3)
        population = {"name": self.name("n"), "model": model, "n": n}
        self.steps.append({"do": "create", **population, "params": self.params(model, n)})
        self.populations.append(population)
        return population

    def window(self, p=0.3):
        """Perhaps start, stop and origin of a device."""
        if not self.chance(p):
            return {}
        start = self.rng.randint(0, self.end)
        window = {"start": self.grid(start)}
        if self.chance(0.6):
            window["stop"] = self.grid(self.rng.randint(start, self.end + 5))
        if self.chance(0.3):
            window["origin"] = self.time(0, self.end // 3)
        return window

    def stimulation(self, made):
        """What this stimulator does."""
        rng, model = self.rng, made["model"]
        if model in SENDERS:
            return self.spikes(made["weighted"], made["multiple"])
        if model == "dc_generator":
            return {"amplitude": float(rng.randint(-300, 800))}
        if model == "ac_generator":
            return {
                "amplitude": float(rng.randint(0, 800)),
                "offset": float(rng.randint(-200, 600)),
                "frequency": round(rng.uniform(1, 200), 1),
                "phase": round(rng.uniform(0, 360), 1),
            }
        if model in ("sinusoidal_poisson_generator", "sinusoidal_gamma_generator"):
            own = {"order": round(rng.uniform(1, 4), 1)} if "gamma" in model else {}
            most = round(rng.uniform(0, 500), 1)
            return own | {
                "rate": most,
                "amplitude": round(most * rng.random(), 1),
                "frequency": round(rng.uniform(1, 200), 1),
                "phase": round(rng.uniform(0, 360), 1),
            }
        if model == "step_rate_generator":
            times = sorted(rng.sample(range(self.now + 1, self.now + self.end + 5), rng.randint(1, 4)))
            return {
                "amplitude_times": [self.grid(each) for each in times],
                "amplitude_values": [round(rng.uniform(-1, 5), 1) for _ in times],
            }
        if model == "step_current_generator":
            times = sorted(rng.sample(range(self.now + 1, self.now + self.end + 5), rng.randint(1, 4)))
            return {
                "amplitude_times": [self.grid(each) for each in times],
                "amplitude_values": [float(rng.randint(-300, 800)) for _ in times],
            }
        if model == "noise_generator":
            return {"mean": float(rng.randint(-200, 600)), "dt": self.grid(rng.randint(1, 20))}
        return {}

    def spikes(self, weighted, multiple):
        """Spikes of a spike_generator or spike_train_injector, with weights and multiplicities or without."""
        rng = self.rng
        count = rng.randint(1, 12)
        steps = sorted(rng.randint(self.now + 1, self.now + self.end) for _ in range(count))
        got = {"spike_times": [self.grid(each) for each in steps]}
        flag = rng.random()
        if flag < 0.08:
            got["allow_offgrid_times"] = True
            got["spike_times"] = sorted(round(each * self.h - rng.choice((0, 0.3, 0.5)) * self.h, 3) for each in steps)
        elif flag < 0.16:
            got["shift_now_spikes"] = True
            got["spike_times"][0] = self.grid(self.now)
        elif flag < 0.22 and "precise_times" not in self.without:
            got["precise_times"] = True
            got["spike_times"] = sorted(round(each * self.h - rng.random() * self.h, 3) for each in steps)
        if weighted:
            got["spike_weights"] = [rng.randint(0 if "spike_weights" in self.without else -24, 24) / 8 for _ in steps]
        if multiple:
            got["spike_multiplicities"] = [rng.randint(0, 3) for _ in steps]
        return got

    def stimulate(self, model=None):
        """A stimulator and its connections."""
        model = model or self.rng.choice(STIMULATORS)
        made = {"name": self.name("s"), "model": model, "n": 1}
        self.steps.append({"do": "create", **made})
        # spikes that are set later have weights if these have: NEST keeps the old ones
        weighted = model == "spike_generator" and self.chance(0.3)
        made |= {"weighted": weighted, "multiple": self.chance(0.2)}
        params = self.stimulation(made) | (self.window() if model != "spike_dilutor" else {})
        if params.get("shift_now_spikes"):
            params.pop("origin", None)  # NEST takes a spike at 0 then, and does not send it; Myelin refuses it
        self.steps[-1]["params"] = params
        self.stimulators.append(made)
        if model == "spike_dilutor":
            links.to_dilutor(self, made)
        for _ in range(self.rng.randint(1, 2)):
            links.from_stimulator(self, made)

    def record(self):
        """Recorders: one for all spikes, and some more."""
        everyone = {"name": self.name("r"), "model": "spike_recorder", "n": 1}
        self.steps.append({"do": "create", **everyone, "params": {}})
        self.recorders.append(everyone)
        for population in self.populations:
            if population["model"] in SPIKING + COUPLED and population["model"] not in (*NUMBERED, *SILENT):
                links.to_recorder(self, population, everyone)
        for _ in range(self.rng.randint(1, 3)):
            self.recorder()

    def correlate(self):
        """A detector of correlations, and what it hears: of neurons NEST tells it a slice later."""
        rng = self.rng
        heard = [it for it in self.stimulators if it["model"] == "spike_generator" and not it["multiple"]]
        if not heard:
            return
        made = {"name": self.name("d"), "model": rng.choice(("correlation_detector", "correlomatrix_detector")), "n": 1}
        bin_steps = rng.choice((1, 3, 5))
        params = {"delta_tau": self.grid(bin_steps), "tau_max": self.grid(bin_steps * rng.randint(1, 8))}
        channels = 2
        if made["model"] == "correlomatrix_detector":
            channels = params["N_channels"] = rng.randint(1, 3)
        if self.chance(0.4):
            params["Tstart"] = self.grid(rng.randint(0, self.end // 2))
        self.steps.append({"do": "create", **made, "params": params | self.window(0.2)})
        for channel in range(channels):
            syn = {"receptor_type": channel, "weight": rng.randint(-16, 16) / 8} | links.delay(self)
            links.connect(self, [rng.choice(heard)["name"], None], [made["name"], None], "all_to_all", syn)

    def recorder(self):
        rng = self.rng
        model = rng.choice(("multimeter", "multimeter", "voltmeter", "spike_recorder"))
        made = {"name": self.name("r"), "model": model, "n": 1}
        params = self.window(0.25)
        if model == "spike_recorder":
            watched = [it for it in self.populations + self.stimulators if it["model"] in (*SPIKING, *SENDERS)]
            watched = [it for it in watched if it["model"] not in (*NUMBERED, *SILENT)]
        else:
            watched = [it for it in self.populations + self.stimulators if RECORDABLES.get(it["model"])]
            if model == "voltmeter":
                watched = [it for it in watched if "V_m" in RECORDABLES[it["model"]]]
            params |= {"interval": self.grid(rng.choice((1, 1, 2, 5, 10, 13)))}
            if self.chance(0.25):
                params["offset"] = self.grid(rng.randint(2, 15))  # NEST treats one step as none
        if not watched:
            return
        chosen = rng.choice(watched)
        if model == "multimeter":
            columns = RECORDABLES[chosen["model"]]
            params["record_from"] = sorted(rng.sample(columns, rng.randint(1, len(columns))))
        self.steps.append({"do": "create", **made, "params": params})
        self.recorders.append(made)
        links.to_recorder(self, chosen, made)

    def run(self):
        """Simulates in pieces, with changes between them."""
        once = any(it["model"] in ONCE for it in self.populations)
        pieces = 1 if once else self.rng.choice((1, 1, 2, 3, 4))
        cuts = sorted(self.rng.sample(range(1, self.end), pieces - 1)) + [self.end]
        for cut in cuts:
            if self.simulated:
                for _ in range(self.rng.randint(0, 3)):
                    changes.change(self)
            if self.chance(0.05):
                changes.refused(self)
            if cut - self.now > 1 and not once and self.chance(0.15):
                first = self.rng.randint(1, cut - self.now - 1)
                self.steps.append({"do": "runs", "ms": [self.grid(first), self.grid(cut - self.now - first)]})
            else:
                self.steps.append({"do": "simulate", "ms": self.grid(cut - self.now)})
            self.now = cut
            self.simulated = True
        if self.chance(0.05):
            changes.not_created(self)
