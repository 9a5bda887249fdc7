"""The fit: published ratios against what is plausible before looking, by repeated least squares."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.predict import Predictor, Terms
from benchmarks.ratios import Ratio

Array = Any
STEP = 1e-3
ROUNDS = 12
NEXT_ROUND = 0.10
"""How far above a lower bound the truth may lie, in logarithms: who means 50,000 does not say "over 45,000"."""

DRAWS = 200
SEED = 20261124


@dataclass(frozen=True, slots=True)
class Prior:
    """What a term is before any survey is read: near *mean*, or near the term *like*, give or take *spread*."""

    mean: float
    spread: float
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted terms with their standard errors, and ``drawn``: terms that agree with the data about as well."""

    terms: Terms
    spread: Terms
    drawn: Sequence[Terms]


def fit(predictor: Predictor, rows: Sequence[Ratio], priors: Mapping[str, Prior], fixed: Terms) -> Fit:
    """The terms that agree best with *rows* and with what was plausible before; *fixed* terms stay as they are."""
    names = list(priors)
    at = np.array([each.mean for each in priors.values()])
    problem = _Problem(predictor, rows, priors, fixed, names)
    now = problem.residuals(at)
    for _ in range(ROUNDS):
        slopes = problem.slopes(at, now)
        step = np.linalg.lstsq(slopes, -now, rcond=None)[0]
        at, after = problem.along(at, step, now)
        gained = now @ now - after @ after
        now = after
        if gained < 1e-4:
            break
    covariance = np.linalg.pinv(slopes.T @ slopes)
    errors = np.sqrt(np.diag(covariance))
    draws = np.random.default_rng(SEED).multivariate_normal(at, covariance, DRAWS, method="eigh")
    return Fit(problem.named(at), dict(zip(names, errors, strict=True)), [problem.named(each) for each in draws])


@dataclass
class _Problem:
    predictor: Predictor
    rows: Sequence[Ratio]
    priors: Mapping[str, Prior]
    fixed: Terms
    names: list[str]
    published: Array = field(init=False)
    noise: Array = field(init=False)

    def __post_init__(self) -> None:
        self.published = np.log([row.ratio for row in self.rows])
        self.noise = np.array([row.noise for row in self.rows])
        self.low = np.array([row.kind == "lower_bound" for row in self.rows])
        self.high = np.array([row.kind == "upper_bound" for row in self.rows])

    def named(self, at: Array) -> dict[str, float]:
        terms = {**self.fixed, **{name: float(value) for name, value in zip(self.names, at, strict=True)}}
        terms["tau"] = math.exp(terms["ln_tau"])
        terms["k"] = terms["ten_years"] / math.log1p(10 / terms["tau"])
        terms["apprentice"] = terms["apprentice_share"] * terms["certified"]
        if "role:senior" in terms:
            terms["role:other"] = terms["role:senior"] + self.fixed["role:other_gap"]
        terms["education:certificate"] = terms["education:associate"]
        for name, value in self.fixed.items():
            if name.startswith("place:"):
                terms[f"region:{name[6:]}"] = value * terms["region_power"]
        return terms

    def residuals(self, at: Array) -> Array:
        off = np.log(self.predictor.ratios(self.named(at), self.rows)) - self.published
        beyond = np.minimum(off, 0) + np.maximum(off - NEXT_ROUND, 0)
        off = np.where(self.low, beyond, np.where(self.high, np.maximum(off, 0), off)) / self.noise
        by_name = dict(zip(self.names, at, strict=True))
        own = [
            (by_name[name] - (by_name[prior.like] if prior.like else prior.mean)) / prior.spread
            for name, prior in self.priors.items()
        ]
        return np.concatenate([off, own])

    def slopes(self, at: Array, now: Array) -> Array:
        found = np.empty((len(now), len(at)))
        for place in range(len(at)):
            moved = at.copy()
            moved[place] += STEP
            found[:, place] = (self.residuals(moved) - now) / STEP
        return found

    def along(self, at: Array, step: Array, now: Array) -> tuple[Array, Array]:
        """The longest of ever shorter parts of *step* that makes things better."""
        for share in (1.0, 0.5, 0.25, 0.1):
            after = self.residuals(at + share * step)
            if after @ after < now @ now:
                return at + share * step, after
        return at, now
