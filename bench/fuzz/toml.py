"""Mutants of the files that a person writes: corrections and layouts."""

import random

from fuzz.mutate import TEXT, changed

_VALUES = (
    '""',
    "0",
    "-1",
    "true",
    "1e400",
    "nan",
    "9" * 30,
    "9" * 5000,
    "2024-01-01",
    "07:32:00",
    "[]",
    "{}",
    "[[1]]",
    "{a = {}}",
    '"²"',
    "[" * 3000,
    "{a=" * 3000,
    '"\\u0000"',
    '"（"',
    "'''" + "其中：" * 2000 + "'''",
)


def mutant(data: bytes, rng: random.Random) -> bytes:
    """A mutant of a TOML file."""
    every = data.decode().split("\n")
    for _ in range(rng.choice([1, 2, 4])):
        at = rng.randrange(len(every))
        key, equals, _ = every[at].partition("=")
        if equals and rng.random() < 0.6:
            every[at] = f"{key}= {rng.choice(_VALUES)}"
        elif rng.random() < 0.5:
            every[at:at] = [
                rng.choice(
                    [
                        "[[correct]]",
                        "[identity]",
                        "[a.b.c]",
                        "a" + ".a" * 3000 + " = 1",
                        "x = 1",
                        "[lexicon.fund]",
                        "[" + ".".join("a" * 500) + "]",
                        '"" = ""',
                        "[titles]",
                        "[subjects.function]",
                    ]
                )
            ] * rng.choice([1, 1, 500])
        else:
            return changed("\n".join(every).encode(), rng, TEXT, 1)
    return "\n".join(every).encode()
