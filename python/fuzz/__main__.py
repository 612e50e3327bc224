"""The command: draws scenarios, plays them on NEST and Myelin, and tells what differs."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from . import kept, words
from .compared import compare
from .drawn import scenario
from .players import Both
from .ranges import KEPT, NEURONS
from .reasons import alone, reason
from .smaller import smaller


def arguments():
    parser = argparse.ArgumentParser(
        prog="myelin fuzz",
        description="Draws random scenarios, plays them on NEST and on Myelin, and tells what differs.",
    )
    parser.add_argument("--nest", required=True, metavar="PYTHON", help="a Python that has NEST 3.10")
    parser.add_argument("--scenarios", type=int, default=100, metavar="N", help="how many (100)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="from which they are drawn (1)")
    parser.add_argument("--first", type=int, default=0, metavar="I", help="the number of the first of them (0)")
    parser.add_argument("--out", type=Path, default=Path("target/fuzz"), metavar="FOLDER", help="for what differs")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="seconds for one scenario (60)")
    parser.add_argument("--smaller", type=int, default=400, metavar="N", help="tries to make one smaller (400)")
    parser.add_argument("--without", type=lambda it: it.split(","), default=[], metavar="WORDS", help="leaves these out")
    parser.add_argument("--model", metavar="NAME", help="with neurons or synapses of this model in each")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keeps N scenarios that agree of each model")
    parser.add_argument("--show", action="store_true", help="prints the scripts, and plays nothing")
    return parser.parse_args()


def main():
    options = arguments()
    numbers = range(options.first, options.first + options.scenarios)
    if options.show:
        for number in numbers:
            print(words.script(scenario(options.seed, number, options.without, options.model)))
        return 0
    if options.keep:
        return kept_models(options)
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    kinds, unknown, refusals = Counter(), 0, 0
    with Both(options.nest, options.timeout) as both:
        for number in numbers:
            one = scenario(options.seed, number, options.without, options.model)
            answers = both.play(one)
            refusals += any("error" in (it or {}) for it in answers[0])
            found = compare(*answers)
            if not found:
                continue
            why = reason(one, found, *answers) or alone(one, found[0], both, answers)
            if not why:
                small = made_small(options, both, one, found[0])
                answers = both.play(small)
                why = reason(small, compare(*answers), *answers)
            if not why:
                unknown += 1
                keep(options, number, one, small, found[0], compare(*answers))
            else:
                print(f"{number}: {why}", flush=True)
            kinds[why or f"not understood: {found[0].like()[0]}"] += 1
    print(f"{options.scenarios} scenarios of seed {options.seed} from {options.first} on, {time.monotonic() - began:.0f} s")
    print(f"{refusals} with a refusal, {sum(kinds.values())} that differ, {unknown} of them not understood")
    for kind, count in kinds.most_common():
        print(f"{count:6d}  {kind}")
    return 1 if unknown else 0


def kept_models(options):
    """Keeps scenarios of one model, or of all that are drawn, with NEST's answers."""
    with Both(options.nest, options.timeout) as both:
        for model in [options.model] if options.model else sorted((*NEURONS, *KEPT)):
            began, found, left_out, number = time.monotonic(), [], Counter(), options.first
            while len(found) < options.scenarios and sum(left_out.values()) < options.scenarios:
                one = scenario(options.seed, number, [*options.without, "long_runs"], model)
                number += 1
                answers = both.play(one)
                differences = compare(*answers)
                if not differences:
                    found.append({"scenario": one, "nest": kept.small(answers[0])})
                    continue
                first = differences[0]
                why = reason(one, differences, *answers) or alone(one, first, both, answers)
                left_out[why or f"not understood: scenario {number - 1}: {first}"] += 1
            kept.write(options.keep, model, found)
            seconds = time.monotonic() - began
            print(f"{model}: {len(found)}, {sum(left_out.values())} left out, {seconds:.0f} s", flush=True)
            for why, count in left_out.most_common():
                print(f"{count:6d}  {why}", flush=True)
    return 0


def made_small(options, both, one, first):
    """A scenario that is smaller and differs in the same way."""
    return smaller(one, first.like(), both, options.smaller) if options.smaller and "took more" not in f"{first}" else one


def keep(options, number, one, small, first, differences):
    """Prints a small scenario and keeps it."""
    print(f"{number}: {first}", flush=True)
    found = [it for it in differences if it.like() == first.like()]
    text = words.script(small, shown(found[0] if found else first))
    note = f"# seed {options.seed}, scenario {number}: {found[0] if found else 'does not differ when played again'}\n"
    name = f"{options.seed}-{number}"
    (options.out / f"{name}.py").write_text(note + text)
    (options.out / f"{name}.json").write_text(json.dumps({"drawn": one, "small": small, "first": str(first)}))
    print(note + text, flush=True)


def shown(difference):
    """Lines that print where a difference is to be seen."""
    words_of = difference.what.split(" of ")
    if difference.kind in ("spikes", "trace", "events"):
        return [f"print({words_of[0]}.get('events'))"]
    if difference.kind == "state":
        return [f"print({words_of[1]}.get({words_of[0]!r}))"]
    return ["print(nest.GetConnections().get())"]


if __name__ == "__main__":
    sys.exit(main())
