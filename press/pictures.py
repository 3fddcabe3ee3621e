"""Pictures drawn by chance: landscapes, cities, abstract covers, as SVG."""

from __future__ import annotations

import math
from random import Random

PALETTES = (
    ("#f4e3c1", "#e0884d", "#8f3b32", "#3c2a3d"),
    ("#dceef5", "#7fb3cf", "#33658a", "#172a3a"),
    ("#f2f0d8", "#a8bf7e", "#557a46", "#24402b"),
    ("#f7dfe1", "#d98797", "#8c4a66", "#3b2540"),
    ("#e9e9ee", "#a7a9b9", "#62657c", "#2b2d3c"),
    ("#fdf0c4", "#f0b840", "#c2572b", "#5a1f1b"),
)


def landscape(rng: Random, width: int = 400, height: int = 300) -> str:
    """Hills under a sun."""
    light, *hills = rng.choice(PALETTES)
    sun = f'<circle cx="{rng.randint(60, width - 60)}" cy="{rng.randint(40, height // 2)}" r="{rng.randint(14, 36)}" fill="#fff" fill-opacity=".8"/>'
    layers = "".join(_ridge(rng, width, height, height * (0.4 + 0.18 * n), colour) for n, colour in enumerate(hills))
    return _svg(width, height, f'<rect width="{width}" height="{height}" fill="{light}"/>{sun}{layers}')


def city(rng: Random, width: int = 400, height: int = 300) -> str:
    """Towers with lit windows."""
    light, middle, dark, night = rng.choice(PALETTES)
    parts = [f'<rect width="{width}" height="{height}" fill="{light}"/>']
    x = -10
    while x < width:
        w, h = rng.randint(22, 58), rng.randint(height // 5, int(height * 0.8))
        parts.append(
            f'<rect x="{x}" y="{height - h}" width="{w}" height="{h}" fill="{rng.choice((middle, dark, night))}"/>'
        )
        parts += [
            f'<rect x="{x + 5 + 9 * i}" y="{height - h + 8 + 14 * j}" width="4" height="7" fill="{light}" fill-opacity=".7"/>'
            for i in range((w - 8) // 9) for j in range((h - 12) // 14) if rng.random() < 0.5
        ]  # fmt: skip
        x += w + rng.randint(-4, 10)
    return _svg(width, height, "".join(parts))


def abstract(rng: Random, width: int = 400, height: int = 300) -> str:
    """Circles and bands."""
    colours = rng.choice(PALETTES)
    parts = [f'<rect width="{width}" height="{height}" fill="{colours[0]}"/>']
    for _ in range(rng.randint(5, 11)):
        x, y, r = rng.randint(0, width), rng.randint(0, height), rng.randint(10, height // 3)
        colour = rng.choice(colours[1:])
        if rng.random() < 0.6:
            parts.append(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colour}" fill-opacity=".55"/>')
        else:
            parts.append(
                f'<rect x="{x}" y="0" width="{r // 2 + 3}" height="{height}" fill="{colour}" fill-opacity=".4"/>'
            )
    return _svg(width, height, "".join(parts))


def engraving(rng: Random, width: int = 400, height: int = 300) -> str:
    """A line drawing in one colour, for old periodicals."""
    lines = []
    for n in range(28):
        y = height * (0.25 + 0.026 * n)
        phase, swing = rng.uniform(0, 6), rng.uniform(3, 13)
        points = " ".join(f"{x},{y + swing * math.sin(x / 37 + phase):.1f}" for x in range(0, width + 1, 8))
        lines.append(
            f'<polyline points="{points}" fill="none" stroke="#222" stroke-width="{rng.uniform(0.5, 1.6):.2f}"/>'
        )
    return _svg(
        width,
        height,
        f'<rect width="{width}" height="{height}" fill="#fff" stroke="#222" stroke-width="2"/>' + "".join(lines),
    )


def album(rng: Random, count: int) -> dict[str, str]:
    """`count` pictures, named picture-0.svg …"""
    return {f"picture-{n}.svg": rng.choice((landscape, city, abstract))(rng) for n in range(count)}


def _ridge(rng: Random, width: int, height: int, level: float, colour: str) -> str:
    phase, swing = rng.uniform(0, 6), rng.uniform(8, 30)
    points = [
        f"{x},{level + swing * math.sin(x / 55 + phase) + rng.uniform(-4, 4):.1f}" for x in range(0, width + 20, 20)
    ]
    return f'<polygon points="0,{height} {" ".join(points)} {width},{height}" fill="{colour}"/>'


def _svg(width: int, height: int, inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{inside}</svg>'
