"""Lighthouse's performance score of issue, article and search pages, phone and desktop.

    python -m bench.lighthouse ADDRESS ISSUE [--lighthouse PROGRAM]

ADDRESS is that of a running reading room (`make demo`), ISSUE the path of one of its issues ("/kan/2020-03/"). Needs Lighthouse
(`npm install lighthouse`, Apache-2.0) and Chromium; neither is needed for anything else here.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import urllib.request

PRESETS = {"phone": [], "desktop": ["--preset=desktop"]}


def score(program: str, address: str, preset: str) -> dict[str, float]:
    """The score (0..100) of each category, by Lighthouse's own simulated throttling."""
    command = [
        *program.split(), address, "--quiet", "--output=json", "--only-categories=performance,accessibility,best-practices",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic", *PRESETS[preset],
    ]  # fmt: skip
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    environ = os.environ | {"CHROME_PATH": chromium}
    for _ in range(3):  # on a busy machine Chromium at times is not there soon enough
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
        if done.returncode == 0:
            break
    else:
        raise RuntimeError(done.stderr.strip()[-500:])
    found = json.loads(done.stdout)
    return {name: round(100 * category["score"]) for name, category in found["categories"].items()}


def first_article(address: str, issue: str) -> str:
    with urllib.request.urlopen(f"{address}{issue.rstrip('/')}.json") as answer:
        found = json.load(answer)
    return f"{issue}a/{found['articles'][0]['id']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("address")
    parser.add_argument("issue")
    parser.add_argument("--lighthouse", default="npx lighthouse", help="how Lighthouse is called")
    parser.add_argument("--query", default="%E6%8A%80%E6%9C%AF", help="what to search for, percent-encoded")
    options = parser.parse_args()
    address = options.address.rstrip("/")
    pages = {
        "issue": options.issue,
        "article": first_article(address, options.issue),
        "page": f"{options.issue}p/03",
        "search": f"/search?q={options.query}",
    }
    for name, path in pages.items():
        for preset in PRESETS:
            found = score(options.lighthouse, address + path, preset)
            load = os.getloadavg()[0]
            print(f"{name:8} {preset:8} {found}  load {load:.1f}", flush=True)


if __name__ == "__main__":
    main()
