"""A commented profile with every key and its choices."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from advisor.knowledge.knowledge_base import KnowledgeBase

_TEMPLATE = """\
# A profile for Coder Advisor. Every key is optional: take the '# ' away where you want to answer.
# What is left out is not known, which is not the same as "no"; null says that there is none.

# name: Sample client            # printed on the report; nothing else reads it
# state: OH                      # two letters: {regions}
# student: false
# employment: full_time          # full_time part_time per_diem seasonal unemployed
# experience_years: 1.5          # paid years of assigning or checking codes, counted full time
# experience_in: {{professional: 1.5}}
#                                # how the years divide: {domains}
# credentials: [cpc_a]           # or {{id: cpc, earned: 2024-05-01, expires: 2027-05-31}}: {credentials}
# role: coder                    # {roles}
# employer: physician_group      # {employers}
# setting: on_site               # {settings}
# specialties: [cardiology]      # worked in: {specialties}
# education: certificate         # none high_school certificate associate bachelor master
#                                # or {{level: associate, accredited_by: cahiim, in_progress: true, finishes: 2027-05-31}}
# training: [course_80_hours]    # completed: {training}
# current_pay_usd: 46000         # dollars a year before tax
# accuracy_percent: 96           # as last audited by someone else
# productivity_percent: 102      # of your employer's standard
# challenges: [code_updates]     # {challenges}
# wants: {{roles: [auditor], specialties: [anesthesia], setting: remote, target_pay_usd: 70000, budget_usd: 1500, hours_per_week: 6, months: 24}}
#                                # what you would like; also credentials: [cpma] and employers: [payer]
"""
_INDENT = "#" + " " * 32


def template(kb: KnowledgeBase) -> str:
    """The template, with the ids that *kb* knows."""
    kinds = ("regions", "domains", "credentials", "roles", "employers", "settings", "specialties", "challenges")
    lists = {kind: " ".join(each for each in kb.ids(kind) if each != "US") for kind in kinds}
    lists["training"] = " ".join(_trainings(kb))
    filled = _TEMPLATE.format(**lists)
    return "".join(f"{line}\n" for long in filled.splitlines() for line in _wrapped(long))


def _trainings(kb: KnowledgeBase) -> Iterable[str]:
    entries = kb.entries["education"].values()
    return (each.id for each in entries if getattr(each, "sort", "") in ("course", "programme"))


def _wrapped(line: str) -> list[str]:
    """*line* in at most 100 columns, where it is longer because of a list of choices."""
    head, mark, comment = line.partition("  # ")
    if len(line) <= 100 or not (mark or line.startswith(_INDENT)):
        return [line]
    start, text = (head.ljust(33) + "# ", comment) if mark else (_INDENT + "# ", line[len(_INDENT) :].lstrip("# "))
    return textwrap.wrap(text, 110, initial_indent=start, subsequent_indent=_INDENT + "#   ", break_long_words=False)
