"""Functions that draw numbers: each gives a function of a random generator.

Numbers have few digits, so that scenarios are short to read. Weights are multiples of 1/8, which are the
same in single and in double precision.
"""


def between(low, high, digits=1):
    """A number in this range, with so many digits."""
    return lambda rng: round(rng.uniform(low, high), digits)


def among(*choices):
    """One of these."""
    return lambda rng: rng.choice(choices)


def eighths(low, high):
    """A multiple of 1/8 in this range."""
    return lambda rng: rng.randint(int(low * 8), int(high * 8)) / 8


def times(n, *choices):
    """A list of so many of these."""
    return lambda rng: [rng.choice(choices) for _ in range(n)]
