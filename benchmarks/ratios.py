"""Published ratios between two groups: those given as such, and those worked out from published averages."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import Fault, InputError, shown

DATA = Path(__file__).resolve().parent / "data"
COLUMNS = ("id", "year", "group", "reference", "ratio", "kind", "source")
KINDS = ("mean", "median", "lower_bound", "upper_bound")
HOURS = 2080
"""Hours of a full year, where a survey gives pay by the hour."""
NOISE, SMALL_CELL, UNCLEAR = 0.05, 0.10, 0.15
"""How far a published ratio may lie from the truth, in logarithms: ours to judge; groups in the hundreds differ by
5 % between years; cells of one credential in one job title, and sites that do not say how they asked, by more."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Pay of *group* over pay of *reference*; ``kind`` says of which average it is, or of which side a bound."""

    id: str
    year: int
    group: str
    reference: str
    ratio: float
    kind: str
    source: str
    line: int = 0
    noise: float = NOISE

    @property
    def era(self) -> str:
        """The years that it belongs to."""
        return next(name for last, name in ERAS if self.year <= last)


SURVEYED = ("cpb", "cpc", "coc", "cpc_p", "cic", "crc", "cpma", "cdeo", "cpc_i", "cppm", "cpco")
"""Credentials whose holders' pay the survey of 2023 gives."""

ERAS = ((2011, "2006-2011"), (2016, "2012-2016"), (9999, "2017-2026"))


def read_ratios(path: Path) -> list[Ratio]:
    """The ratios of the file at *path*.

    Raises: InputError: it cannot be read or a row is wrong, with file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [each for each in COLUMNS if each not in (table.fieldnames or ())]
            if missing:
                raise InputError(
                    [Fault(str(path), 1, 1, f"lacks the column '{missing[0]}'; needs {', '.join(COLUMNS)}")]
                )
            return [_ratio(row, str(path), table.line_num) for row in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError([Fault(str(path), 0, 0, f"cannot be read ({error})")]) from None


def _ratio(row: Mapping[str, str | None], path: str, line: int) -> Ratio:
    text = {key: (row[key] or "").strip() for key in COLUMNS}
    try:
        year, ratio = int(text["year"]), float(text["ratio"])
    except ValueError:
        raise InputError([Fault(path, line, 1, "needs a whole year and a ratio")]) from None
    if not 0 < ratio < 100:
        raise InputError([Fault(path, line, 1, f"the ratio is {shown(ratio)}; it must lie between 0 and 100")])
    if text["kind"] not in KINDS:
        raise InputError([Fault(path, line, 1, f"the kind is {shown(text['kind'])}; one of: {', '.join(KINDS)}")])
    return Ratio(text["id"], year, text["group"], text["reference"], ratio, text["kind"], text["source"], line)


def given() -> list[Ratio]:
    """The ratios that the model is fitted to and judged by."""
    return read_ratios(DATA / "ratios_fit.csv")


def surveyed() -> dict[str, float]:
    """What holders of a credential told the survey of 2023 as their median pay, in dollars of then, by its id."""
    with (DATA / "survey_fit.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source_id"] == "aapc_cred2023"]
    told = {row["level"].lower().replace("-", "_"): _yearly(row) for row in rows}
    return {name: told[name] for name in SURVEYED}


def derived() -> list[Ratio]:
    """Further ratios, each of two published averages of one survey; the fit sees them, no error is counted on them.

    Averages of the certified over those of all are not among them: they tell who answered, not who is paid what.
    """
    with (DATA / "survey_fit.csv").open(encoding="utf-8", newline="") as file:
        figures = {(row["source_id"], row["level"]): _yearly(row) for row in csv.DictReader(file)}
    return list(_derived(figures))


def _yearly(row: Mapping[str, str]) -> float:
    value = float(row["value_usd_or_share"])
    return value * HOURS if row["unit"] == "USD/hour" else value


def _derived(figures: Mapping[tuple[str, str], float]) -> Iterator[Ratio]:
    for number, (year, source, group, top, reference, bottom, kind, noise) in enumerate(_table(), 1):
        ratio = _mean(figures, source, top) / _mean(figures, source, bottom)
        yield Ratio(f"d{number:02}", year, group, reference, ratio, kind, source, noise=noise)
    told = figures["aapc2012", "associate or some college / none"]
    yield Ratio("d98", 2012, "education=associate", "education=none", told, "mean", "aapc2012")
    more = 1 + figures["aapc2020", "master's minus associate 2020"] / figures["aapc2019", "all respondents"]
    yield Ratio("d99", 2020, "education=master", "education=associate", more, "mean", "aapc2020", noise=SMALL_CELL)


def _mean(figures: Mapping[tuple[str, str], float], source: str, levels: str | tuple[str, ...]) -> float:
    """The average of *levels*, each the level of a figure of *source*, or SOURCE: LEVEL of another source."""
    named = (levels,) if isinstance(levels, str) else levels
    found = [figures[tuple(each.split(": ", 1)) if ": " in each else (source, each)] for each in named]  # type: ignore[index]
    return sum(found) / len(found)


Row = tuple[int, str, str, str | tuple[str, ...], str, str | tuple[str, ...], str, float]
OFFICE = ("physician office coder", "facility based coder")


def _table() -> Iterable[Row]:
    yield 2006, "aapc2006", "role=coding_manager", "reimbursement manager", "role=coder", OFFICE, "lower_bound", NOISE
    for credential, level in _CODERS_2010.items():
        group, reference = f"holds={credential}&role=coder", "holds=cpc&role=coder"
        yield 2010, "aapc2010", group, level, reference, "CPC", "mean", SMALL_CELL
    yield from _ROWS


_CODERS_2010 = {
    "coc": "CPC-H",
    "cpc_p": "CPC-P",
    "cascc": "CASCC",
    "canpc": "CANPC",
    "ccc": "CCC",
    "cedc": "CEDC",
    "cemc": "CEMC",
    "cgsc": "CGSC",
    "chonc": "CHONC",
    "cobgc": "COBGC",
    "cosc": "COSC",
    "circc": "CIRCC",
}
ALL_2012 = "aapc2012b: all respondents"
ALL_2013 = "aapc2013: all respondents"
_ROWS: tuple[Row, ...] = (
    (
        *(2010, "aapc2012", "employer=solo_or_small_practice", "solo practice (2010)"),
        *("employer=hospital_outpatient", "outpatient hospital (2010)", "mean", NOISE),
    ),
    (2012, "aapc2012", "holds=coc", "CPC-H", "holds=cpc", "CPC", "mean", NOISE),
    (2012, "aapc2012", "holds=cpc_p", "CPC-P", "holds=cpc", "CPC", "mean", NOISE),
    (2012, "aapc2012", "employer=hospital_outpatient", "outpatient hospital (2012)", "all", ALL_2012, "mean", NOISE),
    (2012, "aapc2012", "years>15", "15+ years", "all", ALL_2012, "lower_bound", NOISE),
    (
        *(2012, "mctc_exp", "certified&years=5", "certified, 5 years (rounded)"),
        *("certified&years=1", "certified, 1 year (rounded)", "mean", UNCLEAR),
    ),
    (
        2013,
        "careertrend2013",
        "employer=hospital_inpatient",
        "hospital inpatient",
        "all",
        ALL_2013,
        "lower_bound",
        NOISE,
    ),
    (
        2013,
        "careertrend2013",
        "employer=physician_group",
        "large group practice",
        "all",
        ALL_2013,
        "lower_bound",
        NOISE,
    ),
    (2021, "nj2021", "education=master", "master's or higher", "education=none", "no college", "upper_bound", NOISE),
    (
        *(2022, "medsit2022", "education=associate", "some college or associate"),
        *("education=none", "no degree", "mean", SMALL_CELL),
    ),
    (2023, "aapc_cred2023", "holds=cpc_p", "CPC-P", "holds=cpc", "CPC", "median", NOISE),
)
