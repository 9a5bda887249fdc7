"""What is said of the pay that the person has, and of the pay that the person wants."""

from __future__ import annotations

from typing import Literal

from advisor.advice.model import PayEstimate, StatedPay, TargetPay
from advisor.reports.claims import dollars, percent


def current(pay: StatedPay, places: str, leans: Literal["low", "high", ""] = "") -> str:
    """Where the pay that was told lies; for who is not paid as a coder, what a coding job may pay beside it.

    Args: places: who tells the official wages, as the report numbers them; leans: which way our estimate may be wrong.
    """
    if pay.coding_usd is not None:
        may = "may pay less" if pay.coding_usd < pay.usd else "may pay more or less"
        middle = f"the middle of our estimate above is {dollars(pay.coding_usd)}"
        return f"You earn {dollars(pay.usd)} now. A coding job {may}: {middle}."
    if not pay.compared:
        return f"Your pay of {dollars(pay.usd)} is {pay.official}."
    among = f"Among all records staff it lies {pay.official}" + (f" {places}." if places else ".")
    if pay.alike_percent is None:
        return f"Your pay is {dollars(pay.usd)}. {among}"
    doubt = f" ({_IF_WRONG[leans]})" if leans else ""
    less = f"by our estimate roughly {pay.alike_percent} of 100 people like you are paid less{doubt}"
    return f"Your pay is {dollars(pay.usd)}: {less}. {among}"


def wanted(pay: TargetPay, alike: PayEstimate | None) -> str:
    """How far the steps reach toward the pay that was asked for, and where it lies among people *alike*."""
    if pay.from_usd is None:
        return f"{_asked(pay)} {_AT_FIRST[pay.lies]}"
    up_to = pay.lies == "above" and pay.up_to_usd is not None
    stop = (
        f" The upper end of our figures stops at about {dollars(pay.up_to_usd or 0)}; that is no ceiling."
        if up_to
        else ""
    )
    what = "the steps here may do together" if pay.joined else "the largest of the steps here may do by itself"
    return f"{_asked(pay)} {_REACH[pay.lies].format(what=what)}{stop}{_among(pay, alike)}"


def _among(pay: TargetPay, alike: PayEstimate | None) -> str:
    if alike is None or pay.lies == "reached":
        return ""
    place = "above" if pay.usd > alike.high_usd else "below" if pay.usd < alike.low_usd else "inside"
    return f" What you want lies {place} the range that we expect for people like you."


def _asked(pay: TargetPay) -> str:
    if pay.from_usd is None or pay.percent is None or pay.lies == "reached":
        return f"You named {dollars(pay.usd)}."
    start = "your pay now" if pay.is_told else f"{dollars(pay.from_usd)}, the middle of people like you"
    return f"You named {dollars(pay.usd)}, {percent(pay.percent)} against {start}."


_IF_WRONG = {"low": "fewer, if our estimate is too low", "high": "more, if our estimate is too high"}
_REACH = {
    "reached": "You are there now.",
    "inside": "It lies inside what {what}; nobody can promise it.",
    "stretch": "Only the upper half of what {what} reaches it: do not count on it.",
    "above": "By our figures it lies beyond what {what}; steps without a figure do not count.",
    "unknown": "No step here has a figure on pay, so how near they bring you we cannot say.",
}
_AT_FIRST = {
    "reached": "It lies below our estimate of such a job, so most may reach it; nobody can promise it.",
    "inside": "It lies inside our estimate of such a job; nobody can promise it.",
    "above": "It lies above our estimate of such a job: count on less at first.",
    "unknown": "No step here has a figure on pay, so how near they bring you we cannot say.",
}
