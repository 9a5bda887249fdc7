"""A picture of published against predicted ratios, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.ratios import ERAS, Ratio

SIZE, MARGIN = 520, 60
LOW, HIGH = 0.80, 1.70
TICKS = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7)
SHAPES = ("circle", "square", "triangle")
INK, PALE = "#1b1b1b", "#767676"


def draw(path: Path, rows: Sequence[Ratio], predicted: Any) -> None:
    """Write the picture of *rows* with the *predicted* ratios to *path*; the diagonal is where both are equal."""
    path.write_text("\n".join([*_frame(), *_marks(rows, predicted), "</svg>"]) + "\n", encoding="utf-8")


def _at(ratio: float) -> float:
    share = (math.log(ratio) - math.log(LOW)) / (math.log(HIGH) - math.log(LOW))
    return round(MARGIN + share * (SIZE - 2 * MARGIN), 1)


def _up(ratio: float) -> float:
    return round(SIZE - _at(ratio), 1)


def _frame() -> list[str]:
    says = "Published ratios of pay against those of the model; most lie within five percent of the diagonal."
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" font-family="sans-serif"'
        ' font-size="12">',
        f"<title>{says}</title>",
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>',
        *(_line(LOW * over, LOW, HIGH, HIGH / over, dashed=True) for over in (1.05,)),
        _line(LOW, LOW * 1.05, HIGH / 1.05, HIGH, dashed=True),
        _line(LOW, LOW, HIGH, HIGH),
    ]
    for tick in TICKS:
        lines.append(f'<text x="{_at(tick)}" y="{SIZE - MARGIN + 18}" text-anchor="middle">{tick}</text>')
        lines.append(f'<text x="{MARGIN - 8}" y="{_up(tick) + 4}" text-anchor="end">{tick}</text>')
    lines.append(f'<text x="{SIZE / 2}" y="{SIZE - 14}" text-anchor="middle">published</text>')
    lines.append(f'<text x="16" y="{SIZE / 2}" transform="rotate(-90 16 {SIZE / 2})" text-anchor="middle">model</text>')
    return lines


def _line(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    look = f'stroke="{PALE}" stroke-dasharray="4 4"' if dashed else f'stroke="{INK}"'
    return f'<line x1="{_at(x1)}" y1="{_up(y1)}" x2="{_at(x2)}" y2="{_up(y2)}" {look}/>'


def _marks(rows: Sequence[Ratio], predicted: Any) -> list[str]:
    eras = [name for _, name in ERAS]
    marks = [
        _mark(_at(row.ratio), _up(float(model)), SHAPES[eras.index(row.era)], f"{row.id} {row.group} / {row.reference}")
        for row, model in zip(rows, predicted, strict=True)
    ]
    for place, era in enumerate(eras):
        y = MARGIN + 18 * place
        marks.append(_mark(MARGIN + 14, y, SHAPES[place], era))
        marks.append(f'<text x="{MARGIN + 26}" y="{y + 4}">{era}</text>')
    return marks


def _mark(x: float, y: float, shape: str, says: str) -> str:
    title = f"<title>{says.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</title>"
    look = f'fill="none" stroke="{INK}" stroke-width="1.5"'
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4.5" {look}>{title}</circle>'
    if shape == "square":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" {look}>{title}</rect>'
    return f'<path d="M{x} {y - 5} L{x + 5} {y + 4} L{x - 5} {y + 4} Z" {look}>{title}</path>'
