"""Faults: `python -m bench.faults` kills `backfile add` with SIGKILL at random moments and runs it again; then feeds it
bad files, a full disk and a second process. Prints a table; exits 1 when an archive differs from an undisturbed one.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from PIL import Image

PROGRAM = (sys.executable, "-c", "from backfile.cli import main; main()", "--set", "engine=none")
GiB = 1 << 30


class Outcome(NamedTuple):
    """What one trial showed; `same` says whether the archive equals the undisturbed one."""

    trial: str
    seconds: float
    same: bool
    note: str


def make_inputs(folder: Path, pages: int = 30) -> list[Path]:
    """Ten issues: eight text dumps and two PDFs, each with `pages` pages and contents of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _make_text(folder, number, pages) if number < 9 else _make_pdf(folder, number, pages) for number in range(1, 11)
    ]


def add(archive: Path, *inputs: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """Start `backfile add` in a process of its own."""
    command = [*PROGRAM, "--archive", str(archive), "add", "--json", *map(str, inputs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit)


def snapshot(archive: Path) -> dict[str, str]:
    """Name → hash of everything that is kept; the seconds that steps took are left out, they differ every time."""
    found = {}
    for path in sorted(archive.glob("originals/*/*")) + sorted(archive.glob("issues/*/*/*")):
        data = path.read_bytes()
        if path.name == "record.json":
            record = json.loads(data)
            record["steps"] = [[step["stage"], step["version"]] for step in record["steps"]]
            data = json.dumps(record, sort_keys=True).encode()
        found[str(path.relative_to(archive))] = hashlib.sha256(data).hexdigest()
    return found


def undisturbed(room: Path, inputs: list[Path]) -> tuple[dict[str, str], float]:
    """The archive as it should be, and how long making it took."""
    begin = time.perf_counter()
    out, errors = add(room / "undisturbed", *inputs).communicate()
    _expect_all_added(out, errors)
    return snapshot(room / "undisturbed"), time.perf_counter() - begin


def killed(archive: Path, inputs: list[Path], after: float) -> float:
    """Kill `add` with SIGKILL after so many seconds (sooner, if it has finished by then), then run it again.

    Returns after how many seconds the kill met it running.
    """
    process = add(archive, *inputs)
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        _expect_all_added(*add(archive, *inputs).communicate())
        return after
    shutil.rmtree(archive)
    return killed(archive, inputs, after * 0.8)


def kill_trials(room: Path, inputs: list[Path], count: int, seed: int) -> Iterator[Outcome]:
    """`count` kills at random moments of a run (the seed makes them the same again)."""
    wanted, seconds = undisturbed(room, inputs)
    moments = random.Random(seed)
    for trial in range(count):
        archive = room / f"killed-{trial}"
        after = killed(archive, inputs, moments.uniform(0.05, seconds))
        there = len(list((archive / "issues").glob("*/*")))
        same = snapshot(archive) == wanted and _in_order(archive)
        yield Outcome("kill -9", after, same, f"then run again: {there} issues as undisturbed ({seconds:.2f} s)")


def bad_files(room: Path) -> Iterator[Outcome]:
    """Each bad file between two good ones: a clear error or a bounded success, and the good ones are kept."""
    good = make_inputs(room / "good", pages=2)[:2]
    for name, make in BAD.items():
        bad = room / name
        make(bad)
        archive = room / f"archive-{name}"
        begin = time.perf_counter()
        out, errors = add(archive, good[0], bad, good[1]).communicate()
        seconds = time.perf_counter() - begin
        results = {Path(result["path"]).name: result for result in json.loads(out)}
        kept = all(results[path.name]["outcome"] == "added" for path in good)
        clean = _in_order(archive) and not any((archive / "work").iterdir())
        said = results[name]
        explained = said["outcome"] == "added" or (name in said["why"] and "Backfile" not in said["why"])
        note = said["why"] or f"{said['pages']} pages, {said['unread']} unread"
        yield Outcome(name, seconds, kept and clean and explained, f"{said['outcome']}: {note}{_trace(errors)}")


def full_disk(room: Path, inputs: list[Path]) -> Iterator[Outcome]:
    """No file may grow beyond a bound (as on a full disk): errors, nothing half written; then it goes on with room."""
    wanted, _ = undisturbed(room, inputs)
    archive = room / "full"
    begin = time.perf_counter()
    process = add(archive, *inputs, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)))
    _, errors = process.communicate()
    whole = _in_order(archive) if (archive / "backfile.toml").exists() else True
    failed = process.returncode not in (0, 70)
    add(archive, *inputs).communicate()
    same = snapshot(archive) == wanted and whole and failed
    first = errors.decode().strip().splitlines()[:1]
    yield Outcome(
        "full disk, then room again", time.perf_counter() - begin, same, f"exit {process.returncode}: {first}"
    )


def two_at_once(room: Path, inputs: list[Path]) -> Iterator[Outcome]:
    """Two processes add the same files: one waits its turn or is refused, nothing is kept twice."""
    wanted, _ = undisturbed(room, inputs)
    archive = room / "two"
    begin = time.perf_counter()
    processes = [add(archive, *inputs), add(archive, *inputs)]
    codes = [process.communicate() and process.returncode for process in processes]
    same = snapshot(archive) == wanted and _in_order(archive)
    yield Outcome("two at once", time.perf_counter() - begin, same, f"exit codes {codes}")


def _make_text(folder: Path, number: int, pages: int) -> Path:
    path = folder / f"2020-{number:02}.txt"
    entries = "\n".join(f"论海洋与河流之{number}{page}  张三  {page}" for page in range(2, pages))
    body = "\f".join(f"论海洋与河流之{number}{page}\n张三\n" + "水是万物之源。" * 60 for page in range(2, pages + 1))
    path.write_text(f"海洋研究\n2020年第{number}期\n目录\n{entries}\f{body}", "utf-8")
    return path


def _make_pdf(folder: Path, number: int, pages: int) -> Path:
    path = folder / f"2020-{number:02}.pdf"
    with pikepdf.new() as pdf:
        for page in range(1, pages + 1):
            pdf.add_blank_page(page_size=(420, 595))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            pdf.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            text = f"BT /F 11 Tf 50 500 Td (Sea Review {number}, page {page}: tides and rivers) Tj ET"
            pdf.pages[-1].Contents = pdf.make_stream(text.encode())
        pdf.save(path, deterministic_id=True)
    return path


def _truncated(path: Path) -> None:
    whole = _make_pdf(path.parent, 98, 20)
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    whole.unlink()


def _password(path: Path) -> None:
    whole = _make_pdf(path.parent, 97, 2)
    with pikepdf.open(whole) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    whole.unlink()


def _huge_image(path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(path)


def _empty_pages(path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(5000):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(path)


def _too_many_pages(path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(5001):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(path)


def _zip(path: Path, *members: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)


def _evil_zip(path: Path) -> None:
    _zip(path, ("../../evil.png", _png()), ("/etc/evil.png", _png()))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            with archive.open(f"{number}.png", "w", force_zip64=True) as member:
                for _ in range(64):
                    member.write(bytes(GiB // 64))


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("L", (300, 400), 255).save(out, "PNG")
    return out.getvalue()


BAD: dict[str, Callable[[Path], Any]] = {
    "truncated.pdf": _truncated,
    "empty.pdf": lambda path: path.touch(),
    "empty.txt": lambda path: path.touch(),
    "text-named.pdf": lambda path: path.write_text("This is text.\n" * 50),
    "noise.pdf": lambda path: path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(20_000)),
    "password.pdf": _password,
    "huge-20000x20000.png": _huge_image,
    "noise.jpg": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(2).randbytes(5000)),
    "evil-names.zip": _evil_zip,
    "bomb.zip": _bomb,
    "no-images.zip": lambda path: _zip(path, ("a.bin", b"123")),
    "5000-empty-pages.pdf": _empty_pages,
    "5001-pages.pdf": _too_many_pages,
    "program.exe": lambda path: path.write_bytes(b"MZ" + bytes(5000)),
}


def _expect_all_added(out: bytes, errors: bytes) -> None:
    results = json.loads(out)
    failed = [result for result in results if result["outcome"] not in ("added", "already there")]
    if failed or not results:
        raise SystemExit(f"an undisturbed run failed: {failed} {errors.decode()}")


def _in_order(archive: Path) -> bool:
    command = [*PROGRAM, "--archive", str(archive), "check", "--json"]
    found = subprocess.run(command, capture_output=True, check=False).stdout
    return not [finding for finding in json.loads(found) if finding["damage"]]


def _trace(errors: bytes) -> str:
    return f" TRACE {errors.decode()[-300:]}" if b"Traceback" in errors else ""


def _show(outcomes: Iterator[Outcome]) -> bool:
    right = True
    for outcome in outcomes:
        right &= outcome.same
        print(
            f"{'ok ' if outcome.same else 'BAD'} {outcome.seconds:7.2f} s  {outcome.trial}: {outcome.note}", flush=True
        )
    return right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2023)
    chosen = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-faults-"))
    os.environ.pop("BACKFILE_ARCHIVE", None)
    try:
        inputs = make_inputs(room / "inputs")
        trials = (
            kill_trials(room / "kills", inputs, chosen.kills, chosen.seed),
            bad_files(_made(room / "bad")),
            full_disk(_made(room / "disk"), inputs),
            two_at_once(_made(room / "both"), inputs),
        )
        bad = [trial for trial in trials if not _show(trial)]
        sys.exit(1 if bad else 0)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    main()
