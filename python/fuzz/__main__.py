"""The command: draws scenarios, plays them on NEST and Myelin, and tells what differs."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from . import words
from .compared import compare
from .drawn import scenario
from .players import Both
from .reasons import reason
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
    parser.add_argument("--show", action="store_true", help="prints the scripts, and plays nothing")
    return parser.parse_args()


def main():
    options = arguments()
    numbers = range(options.first, options.first + options.scenarios)
    if options.show:
        for number in numbers:
            print(words.script(scenario(options.seed, number, options.without)))
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    kinds, unknown, refusals = Counter(), 0, 0
    with Both(options.nest, options.timeout) as both:
        for number in numbers:
            one = scenario(options.seed, number, options.without)
            answers = both.play(one)
            refusals += any("error" in (it or {}) for it in answers[0])
            found = compare(*answers)
            if not found:
                continue
            why = reason(one, found, *answers)
            if why is None:
                unknown += 1
                keep(options, both, number, one, found[0])
            else:
                print(f"{number}: {why}", flush=True)
            kinds[why or f"not understood: {found[0].like()[0]}"] += 1
    print(f"{options.scenarios} scenarios of seed {options.seed} from {options.first} on, {time.monotonic() - began:.0f} s")
    print(f"{refusals} with a refusal, {sum(kinds.values())} that differ, {unknown} of them not understood")
    for kind, count in kinds.most_common():
        print(f"{count:6d}  {kind}")
    return 1 if unknown else 0


def keep(options, both, number, one, first):
    """Makes the scenario small, prints it and keeps it."""
    print(f"{number}: {first}", flush=True)
    like = first.like()
    small = smaller(one, like, both, options.smaller) if options.smaller and "took more" not in f"{first}" else one
    found = [it for it in compare(*both.play(small)) if it.like() == like]
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
