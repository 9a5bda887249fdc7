"""How pay spreads over the simulated population, against the official percentiles of the nation and of states."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.pay.formula import Z_80, Around, count_part, placed, there, years_part
from benchmarks.places import employed, spread, states
from benchmarks.population import JOBS, SEED, Population
from benchmarks.predict import SHARES, Predictor, Terms, residual, weighted_quantiles
from benchmarks.priors import national

Array = Any
SHARES_SHOWN = (0.10, 0.25, 0.50, 0.75, 0.90)
COLUMNS = ("a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90")
COUNTED_ELSEWHERE = ("educator", "coding_manager", "compliance_officer")
"""Jobs of coders that official statistics count in other occupations (managers, compliance officers, trainers)."""

MOST_DOWN, MOST_UP = 1.4, 1.22
"""The most that a state's spread counts: so far only that to know the state never widens a range."""
OCCUPATION, PERIOD, STATE_PERIOD = "29-2072", "2025-05", "2023-05"


@dataclass(frozen=True, slots=True)
class Mixture:
    """Every point with all its factors, in logarithms; ``noise`` is what people alike differ by."""

    weight: Array
    factors: Mapping[str, Array]
    place: Array
    noise: Array

    @property
    def within(self) -> Array:
        """What the factors make of pay inside one place."""
        return sum(self.factors.values())


def mixture(people: Population, terms: Terms, level: Callable[[str], float]) -> Mixture:
    """Those of *people* whom the occupation counts, with an employer, an education and a state each.

    These are spread alike over all; *level* is that of a state.
    """
    random = np.random.default_rng(SEED + 1)
    count = len(people.weight)

    def spread_alike(shares: Mapping[str, float], value: Callable[[str], float]) -> Array:
        heavy = np.array(list(shares.values()))
        order = np.searchsorted(np.cumsum(heavy / heavy.sum())[:-1], (random.permutation(count) + 0.5) / count)
        return np.array([value(each) for each in shares])[order]

    jobs = np.array([0.0, *(terms[f"role:{job}"] for job in JOBS[1:])])
    factors = {
        "years": years_part(terms["k"], terms["tau"], people.years, np),
        "credentials": count_part(terms["certified"], terms["second"], terms["third"], people.full)
        + terms["apprentice"] * people.apprentice * (people.full == 0),
        "role": jobs[people.job],
        **{
            name: spread_alike(shares, lambda each, name=name: terms.get(f"{name}:{each}", 0.0))  # type: ignore[misc]
            for name, shares in SHARES.items()
        },
    }
    place = spread_alike({state: employed(state) for state in states()}, level)
    elsewhere = np.isin(people.job, [JOBS.index(job) for job in COUNTED_ELSEWHERE])
    weight = people.weight * ~elsewhere
    return Mixture(weight / weight.sum(), factors, place, residual(people.noise[random.permutation(count)], terms))


def percentiles(mixed: Mixture, ln_pay: Array) -> Array:
    """Pay at the shares shown, over the middle."""
    found = np.array(weighted_quantiles(np.exp(ln_pay), mixed.weight, SHARES_SHOWN))
    return found / found[2]


def official() -> Array:
    """The official percentiles of the nation over the median."""
    found = np.array([national(OCCUPATION, PERIOD, column) for column in COLUMNS])
    return found / found[2]


@dataclass(frozen=True, slots=True)
class Spread:
    """The population's own spread and centre, from which an estimate starts; all in logarithms."""

    within_down: float
    within_up: float
    centre: Mapping[str, float]
    variance: Mapping[str, float]
    covariance: Mapping[str, float]


def spread_of(mixed: Mixture) -> Spread:
    """How the population spreads; the middle's distance from the mean is booked with the years."""
    inside = mixed.within + mixed.noise
    low, mid, high = weighted_quantiles(inside, mixed.weight, (0.10, 0.50, 0.90))
    centre = {name: float(mixed.weight @ column) for name, column in mixed.factors.items()}
    centre["years"] += mid - sum(centre.values())

    def together(a: Array, b: Array) -> float:
        return float(mixed.weight @ (a * b) - (mixed.weight @ a) * (mixed.weight @ b))

    joined = (("years", "credentials"), ("years", "role"), ("credentials", "role"))
    return Spread(
        (mid - low) / Z_80,
        (high - mid) / Z_80,
        centre,
        {**{n: together(c, c) for n, c in mixed.factors.items()}, "place": together(mixed.place, mixed.place)},
        {f"{a}_{b}": together(mixed.factors[a], mixed.factors[b]) for a, b in joined},
    )


def nation_errors(mixed: Mixture) -> Array:
    """By how many percent the mixture misses the official percentiles of the nation."""
    return 100 * (percentiles(mixed, mixed.within + mixed.noise + mixed.place) / official() - 1)


def terms_variance(people: Population, kept: Terms, drawn: Sequence[Terms], level: Callable[[str], float]) -> float:
    """How unsure the terms leave the middle of a person, as a variance in logarithms, on average over *people*.

    *drawn* are terms that agree with the data about as well as the *kept* ones.
    """
    before = _off_centre(mixture(people, kept, level))
    weight = mixture(people, kept, level).weight
    moved = [_off_centre(mixture(people, terms, level)) - before for terms in drawn]
    return float(np.mean([weight @ (each * each) for each in moved]))


def coverage(people: Population, kept: Terms, drawn: Sequence[Terms], level: Callable[[str], float]) -> Array:
    """Shares of people in the range that is to hold 0.8 of them, were one of the *drawn* terms the true ones.

    First with what people alike differ by alone, then with how unsure the terms are beside it.
    """
    unsure = terms_variance(people, kept, drawn, level)
    middle = _off_centre(mixture(people, kept, level))
    shares = []
    for terms in drawn:
        true = mixture(people, terms, level)
        pay = _off_centre(true) + true.noise
        ends = [(math.hypot(kept["down"], more), math.hypot(kept["up"], more)) for more in (0.0, math.sqrt(unsure))]
        inside = [(pay > middle - Z_80 * down) & (pay < middle + Z_80 * up) for down, up in ends]
        shares.append([float(true.weight @ each) for each in inside])
    return np.mean(shares, axis=0)


def _off_centre(mixed: Mixture) -> Array:
    """The middle of everyone against the median of the occupation, in logarithms."""
    return mixed.within - sum(spread_of(mixed).centre.values())


def holders(
    predictor: Predictor, terms: Terms, level: Callable[[str], float], credentials: Sequence[str]
) -> dict[str, float]:
    """The median of all holders of each credential over that of the occupation, in logarithms."""
    mixed = mixture(predictor.people, terms, level)
    pay = mixed.within + mixed.noise + mixed.place
    middle = weighted_quantiles(pay, mixed.weight, (0.5,))[0]
    found = {}
    for name in credentials:
        at, weight, _ = predictor.group(f"holds={name}")
        found[name] = weighted_quantiles(pay[at], weight, (0.5,))[0] - middle + terms.get(f"credential:{name}", 0.0)
    return found


def state_errors(
    mixed: Mixture, terms: Terms, half_trusted: float, own_spread: bool
) -> dict[str, tuple[float, float, float]]:
    """By state the percent by which its 10th percentile, its median and its 90th percentile are missed.

    With *own_spread* people are spread as the state's published percentiles say, as an estimate does.
    """
    found = spread_of(mixed)
    middle = mixed.within - weighted_quantiles(mixed.within + mixed.noise, mixed.weight, (0.5,))[0]
    errors = {}
    for state in states():
        known = spread(state)
        if known is None:
            continue
        down, up = state_spread(state, found, half_trusted) if own_spread else (1.0, 1.0)
        around = Around(0.0, 0.0, min(down, MOST_DOWN), min(up, MOST_UP), found.within_down, found.within_up)
        pay = np.exp(placed(middle, around, np) + _chance(mixed.noise, around, terms))
        low, mid, high = weighted_quantiles(pay, mixed.weight, (0.10, 0.50, 0.90))
        errors[state] = (100 * (low / known[0] - 1), 100 * (mid - 1), 100 * (high / known[1] - 1))
    return errors


def state_spread(state: str, found: Spread, half_trusted: float) -> tuple[float, float]:
    """How far people of *state* spread below and above its middle, against the nation; 1 where nobody tells."""
    known = spread(state)
    if known is None:
        return 1.0, 1.0
    trust = employed(state) / (employed(state) + half_trusted)
    down = 1 + trust * (-math.log(known[0]) / (Z_80 * found.within_down) - 1)
    return down, 1 + trust * (math.log(known[1]) / (Z_80 * found.within_up) - 1)


def unplaced(found: Spread, half_trusted: float) -> tuple[float, float]:
    """The spreads of somebody whose state is not known: what states spread more than the nation, on average."""
    jobs = np.array([employed(state) for state in states()])
    own = np.maximum(1.0, [state_spread(state, found, half_trusted) for state in states()])
    down, up = np.sqrt(jobs @ (own * own) / jobs.sum())
    return float(down), float(up)


def _chance(noise: Array, around: Around, terms: Terms) -> Array:
    """*noise* as people alike differ in a place."""
    down = math.sqrt(there(terms["down"] ** 2, around.place_down, around.within_down, math)) / terms["down"]
    up = math.sqrt(there(terms["up"] ** 2, around.place_up, around.within_up, math)) / terms["up"]
    return np.where(noise < 0, down, up) * noise
