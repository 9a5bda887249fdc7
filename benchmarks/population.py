"""The simulated population behind the published ratios: years, certification, credentials, jobs. All assumption.

Every point of the population stands there three times: certified, certified as an apprentice, and not certified, each
weighted by how likely it is, so that no dice are thrown for it; the other quantities are spread evenly over their
distributions (a Latin hypercube with a fixed seed). Source: docs/pay-model.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

Array = Any
POINTS = 8192
SEED = 20261123
YEARS_SHAPE, YEARS_MEAN = 1.5, 11.0
CERTIFIED_LEVEL = 1.45
CREDENTIAL_CUTS = (0.60, 0.85)
CPC_SHARE = 0.85
APPRENTICE_YEARS = 2.0

JOBS = ("coder", "auditor", "educator", "coding_manager", "compliance_officer", "other")
TOP, REST = (0.25, 0.11, 0.38, 0.16, 0.10), (0.40, 0.10, 0.25, 0.05, 0.20)
TOP_FROM, SENIOR_FROM = 0.86, 0.70

HELD_BY_JOB = {
    "cpma": (0.08, 0.60, 0.30, 0.12, 0.30, 0.12),
    "cppm": (0.02, 0.02, 0.02, 0.35, 0.02, 0.02),
    "cpco": (0.01, 0.01, 0.01, 0.06, 0.60, 0.01),
    "cpc_i": (0.02, 0.02, 0.50, 0.02, 0.02, 0.02),
}
"""Share of those with two or more credentials that hold it, by job in the order of ``JOBS``."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Assumed correlations: of years with certification, jobs and credentials, and of jobs with credentials."""

    cy: float
    ry: float
    ny: float
    nr: float


@dataclass(frozen=True, slots=True)
class Population:
    """Columns of equal length; ``weight`` sums to 1, ``job`` indexes ``JOBS``, ``noise`` is standard normal.

    ``credentials`` counts apprentice forms too; ``apprentice`` says who holds one; ``cpc`` is the share that holds it.
    """

    weight: Array
    years: Array
    credentials: Array
    apprentice: Array
    cpc: Array
    job: Array
    noise: Array

    @property
    def full(self) -> Array:
        """The number of credentials without an apprentice mark."""
        return self.credentials - self.apprentice


def simulate(joint: Joint, points: int = POINTS) -> Population:
    """The population under the assumed correlations *joint*."""
    random = np.random.default_rng(SEED)
    order = [random.permutation(points) for _ in range(5)]
    even = (np.arange(points) + 0.5) / points
    normal = np.array([NormalDist().inv_cdf(each) for each in even])
    years = _years(even)[order[0]]
    z = np.log1p(years / 3)
    z = (z - z.mean()) / z.std()
    seniority = joint.ry * z + math.sqrt(1 - joint.ry**2) * normal[order[1]]
    latent = joint.ny * z + joint.nr * seniority + normal[order[2]]
    share = 1 / (1 + np.exp(-(CERTIFIED_LEVEL + joint.cy * z)))
    job = _jobs(seniority, even[order[3]])
    noise = normal[order[4]]
    held = 1 + sum(latent > cut for cut in _cuts(latent, share))
    marked = CPC_SHARE * ((job == 0) & (years < APPRENTICE_YEARS))
    none = np.zeros(points)
    return Population(
        np.concatenate([share * (1 - marked), share * marked, 1 - share]) / points,
        np.tile(years, 3),
        np.concatenate([held, held, none]).astype(int),
        np.concatenate([none, none + 1, none]).astype(int),
        np.concatenate([CPC_SHARE * (marked == 0), none, none]),
        np.tile(job, 3),
        np.tile(noise, 3),
    )


def _years(even: Array) -> Array:
    """Quantiles of the gamma distribution of shape 1.5: its distribution function is elementary."""
    grid = np.linspace(0, 40, 40_001)[1:]
    below = np.array([math.erf(math.sqrt(x)) - 2 * math.sqrt(x / math.pi) * math.exp(-x) for x in grid])
    return np.interp(even, below, grid) * YEARS_MEAN / YEARS_SHAPE


def _jobs(seniority: Array, dice: Array) -> Array:
    rank = seniority.argsort().argsort() / len(seniority)
    job = np.zeros(len(seniority), int)
    for senior, shares in ((rank >= TOP_FROM, TOP), ((rank >= SENIOR_FROM) & (rank < TOP_FROM), REST)):
        job[senior] = 1 + np.searchsorted(np.cumsum(shares)[:-1], dice[senior], side="right")
    return job


def _cuts(latent: Array, share: Array) -> list[float]:
    """Where the certified are cut into those with one, two and more credentials."""
    order = latent.argsort()
    below = np.cumsum(share[order]) / share.sum()
    return [float(latent[order][np.searchsorted(below, cut)]) for cut in CREDENTIAL_CUTS]
