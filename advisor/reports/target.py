"""What is said of the pay that the person has, and of the pay that the person wants."""

from __future__ import annotations

from advisor.advice.model import StatedPay, TargetPay
from advisor.reports.claims import dollars, percent


def current(pay: StatedPay) -> str:
    """Where the pay that was told lies; for who is not paid as a coder, what a coding job may pay beside it."""
    if pay.coding_usd is not None:
        may = "may pay less" if pay.coding_usd < pay.usd else "may pay more or less"
        return f"You earn {dollars(pay.usd)} now. A coding job {may}: our estimate is about {dollars(pay.coding_usd)}."
    if not pay.compared:
        return f"Your pay of {dollars(pay.usd)} is {pay.official}."
    alike = (
        f"we expect roughly {pay.alike_percent} of 100 people like you to be paid less; " if pay.alike_percent else ""
    )
    return f"Your pay of {dollars(pay.usd)}: {alike}it lies {pay.official}."


def wanted(pay: TargetPay) -> str:
    """How far the steps reach toward the pay that was asked for."""
    return f"{_asked(pay)} {_AT_FIRST[pay.lies] if pay.from_usd is None else _REACH[pay.lies]}"


def _asked(pay: TargetPay) -> str:
    if pay.from_usd is None or pay.percent is None or pay.lies == "reached":
        return f"You named {dollars(pay.usd)}."
    start = "your pay now" if pay.is_told else f"{dollars(pay.from_usd)}, the middle of people like you"
    return f"You named {dollars(pay.usd)}, {percent(pay.percent)} against {start}."


_REACH = {
    "reached": "You are there now.",
    "inside": "It lies inside what the steps here may do together; nobody can promise it.",
    "above": "By our figures the steps here do not reach it, even taken together. Steps without one do not count.",
    "unknown": "No step here has a figure on pay, so how near they bring you we cannot say.",
}
_AT_FIRST = {
    "reached": "The entry range begins there or above; nobody can promise it.",
    "inside": "It lies inside the entry range; nobody can promise it.",
    "above": "It lies above the entry range: count on less at first.",
    "unknown": "No step here has a figure on pay, so how near they bring you we cannot say.",
}
