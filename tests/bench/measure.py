#!/usr/bin/env python3
"""The figures of docs/measurements.md anew, as tables: `tests/bench/measure.py [SECTION...]`, all of them in about 20 minutes.

Runs the program as its user does (target/release/stagger, or $STAGGER), on a machine that should do nothing else. Standard
library only. A section prints the command that makes its rows, then the rows.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGGER = os.environ.get("STAGGER", str(ROOT / "target/release/stagger"))
WORK = Path(tempfile.mkdtemp(prefix="stagger-measure-"))


def run(*args, ok=(0, 1)):
    """Runs stagger: seconds, CPU seconds, peak MB, standard output."""
    began = time.monotonic()
    with open(WORK / "out", "w+b") as out, open(WORK / "err", "w+b") as err:
        child = subprocess.Popen([STAGGER, *map(str, args)], stdout=out, stderr=err, cwd=ROOT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode not in ok:
            sys.exit(f"{args}: exit {child.returncode}: {err.read().decode()}")
        seconds, cpu = time.monotonic() - began, usage.ru_utime + usage.ru_stime
        return seconds, cpu, usage.ru_maxrss // 1024, out.read().decode()


def table(*heads):
    print("| " + " | ".join(heads) + " |\n| " + " | ".join("---" for _ in heads) + " |")


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def generated(cities, mills, furnaces, seed):
    path = WORK / f"{cities}-{mills}-{furnaces}-{seed}.toml"
    run("generate", "--cities", cities, "--mills", mills, "--furnaces", furnaces, "--seed", seed, "-o", path)
    return path


def planned(scenario, *more):
    """Plans: first plan after s, gap before tidying, bound in million CNY, seconds, CPU seconds, MB; the plan checks."""
    plan, trace = WORK / "plan.toml", WORK / "trace.csv"
    seconds, cpu, peak, out = run("plan", scenario, "-o", plan, "--trace", trace, "--format", "json", *more)
    run("check", scenario, plan, ok=(0,))
    with open(trace, newline="") as file:
        first = next(r for r in csv.DictReader(file) if r["cost_cny"])
    return float(first["seconds"]), json.loads(out), seconds, cpu, peak


def gap(value):
    return f"{100 * value['gap']:.3f} %", f"{value['bound_cny'] / 1e6:.2f}"


def plans():
    print("\n### Example cities: `plan scenarios/NAME.toml -o PLAN --gap 0.0005 --tidy 0 --time-limit 30`\n")
    table("scenario", "gap", "bound, CNY million", "first plan after", "seconds", "CPU s", "peak MB")
    for name in ["tangshan", "stage-two", "episode", "one-mill"]:
        at, value, seconds, cpu, peak = planned(f"scenarios/{name}.toml", "--gap", 0.0005, "--tidy", 0, "--time-limit", 30)
        row(f"`{name}`", *gap(value), f"{at:.1f} s", f"{seconds:.1f}", f"{cpu:.1f}", peak)


def sizes():
    print("\n### Generated: `generate --cities C --mills M --furnaces F --seed S`, then `plan --gap 0.0005 --tidy 0 --time-limit T`\n")
    table("cities / mills / furnaces, seed", "T", "gap", "bound, CNY million", "first plan after", "seconds", "CPU s", "peak MB")
    for cities, mills, furnaces, seed, limit in [
        (1, 1, 4, 301, 20), (1, 3, 11, 51, 20), (1, 4, 13, 55, 20), (1, 7, 24, 201, 20), (1, 15, 62, 41, 60),
        (1, 25, 110, 31, 60), (1, 25, 110, 2026, 60), (64, 450, 1500, 12, 300),
    ]:
        path = generated(cities, mills, furnaces, seed)
        at, value, seconds, cpu, peak = planned(path, "--gap", 0.0005, "--tidy", 0, "--time-limit", limit)
        row(f"{cities} / {mills} / {furnaces}, {seed}", limit, *gap(value), f"{at:.1f} s", f"{seconds:.1f}", f"{cpu:.1f}", peak)


def tidying():
    print("\n### Tidying: `plan scenarios/NAME.toml -o PLAN --time-limit 30 --tidy T`\n")
    table("scenario", "T", "warnings", "slow-downs", "cost, CNY million")
    for name in ["tangshan", "stage-two", "episode", "one-mill"]:
        for tidy in [0, 0.0005, 0.002]:
            planned(f"scenarios/{name}.toml", "--time-limit", 30, "--tidy", tidy)
            _, _, _, out = run("check", f"scenarios/{name}.toml", WORK / "plan.toml", "--format", "json")
            checked = json.loads(out)
            text = (WORK / "plan.toml").read_text()
            warnings = sum(f["severity"] == "warning" for f in checked["findings"])
            cost = next(line.split("=")[1] for line in text.splitlines() if line.startswith("objective"))
            row(f"`{name}`", tidy, warnings, text.count("[[slowdowns]]"), f"{float(cost) / 1e6:.2f}")


def dropped(plan, every):
    """A plan without every so manieth stop."""
    head, *stops = plan.split("[[stops]]")
    kept = [s for i, s in enumerate(stops) if i % every]
    return "[[stops]]".join([head, *kept])


def changes():
    print("\n### Plans changed\n")
    table("what", "seconds", "CPU s", "peak MB", "result")
    witness = (ROOT / "tests/witness/tangshan.toml").read_text().split("[solve]")[0]
    (WORK / "broken.toml").write_text(dropped(witness, 9))
    args = ["check", "scenarios/tangshan.toml", WORK / "broken.toml", "--mend", WORK / "mended.toml"]
    seconds, cpu, peak, out = run(*args, "--format", "json")
    mend = json.loads(out)["mend"]
    result = {k: v for k, v in mend.items() if isinstance(v, (int, float, str))}
    row("`check --mend` of `tangshan` without every ninth stop", f"{seconds:.1f}", f"{cpu:.1f}", peak, result)
    text = (ROOT / "scenarios/tangshan.toml").read_text()
    warned = text.replace("[[enterprises]]", '[[episodes]]\ncity = "唐山市"\nlevel = "red"\nstart = 2021-12-24\nend = 2021-12-29\n\n[[enterprises]]', 1)
    (WORK / "warned.toml").write_text(warned)
    args = ["replan", WORK / "warned.toml", ROOT / "tests/witness/tangshan.toml", "--today", "2021-12-22", "-o", WORK / "new.toml"]
    seconds, cpu, peak, out = run(*args, "--format", "json")
    value = json.loads(out)
    row("`replan` of `tangshan` on 22 December, red from the 24th", f"{seconds:.1f}", f"{cpu:.1f}", peak, f"{100 * value['gap']:.3f} %")
    seconds, cpu, peak, out = run("prices", "scenarios/tangshan.toml", "--time-limit", 90, "--format", "json")
    limits = json.loads(out)
    row("`prices` of `tangshan`, 90 s", f"{seconds:.1f}", f"{cpu:.1f}", peak, "{} bind, {} do not, {} not looked at".format(*(len(limits[k]) for k in ["prices", "not_binding", "not_looked_at"])))


def records():
    print("\n### Records of a region: 64 / 450 / 1,500, seed 12, hourly\n")
    table("what", "seconds", "CPU s", "peak MB", "file MB")
    scenario, plan = WORK / "region.toml", WORK / "region.plan.toml"
    run("generate", "--cities", 64, "--mills", 450, "--furnaces", 1500, "--seed", 12, "-o", scenario, "--witness", plan)
    rows, steel = WORK / "region.csv", WORK / "region.steel.csv"
    args = ["generate", "--records", scenario, plan, "-o", rows, "--steel", steel, "--columns", "output,power,state", "--tricks", 7]
    seconds, cpu, peak, _ = run(*args)
    row("`generate --records --tricks 7`", f"{seconds:.1f}", f"{cpu:.1f}", peak, rows.stat().st_size // 10**6)
    seconds, cpu, peak, out = run("audit", scenario, plan, rows, steel, "--format", "json")
    row("`audit`", f"{seconds:.1f}", f"{cpu:.1f}", peak, "")
    seconds, cpu, peak, _ = run("check", scenario, plan)
    row("`check` of the plan", f"{seconds:.2f}", f"{cpu:.2f}", peak, "")
    for form in ["html", "xlsx", "docx", "md", "pdf"]:
        file = WORK / f"report.{form}"
        seconds, cpu, peak, _ = run("report", scenario, plan, "-o", file)
        row(f"`report` as {form}", f"{seconds:.1f}", f"{cpu:.1f}", peak, f"{file.stat().st_size / 1e6:.1f}")


def large():
    print("\n### 94,383 units: `generate --cities 1300 --mills 9400 --furnaces 31000 --seed 12`\n")
    table("what", "seconds", "CPU s", "peak MB", "file MB")
    scenario, plan = WORK / "large.toml", WORK / "large.plan.toml"
    for name, out, args in [
        ("generate", scenario, ["--cities", 1300, "--mills", 9400, "--furnaces", 31000, "--seed", 12, "--witness", plan, "-o", scenario]),
        ("check", None, [scenario, plan]),
        ("plan", None, [scenario, "-o", WORK / "large.new.toml"]),
        ("gantt", WORK / "large.svg", [scenario, plan, "-o", WORK / "large.svg"]),
        ("report", WORK / "large.md", [scenario, plan, "-o", WORK / "large.md"]),
        ("report", WORK / "large.html", [scenario, plan, "-o", WORK / "large.html"]),
        ("report", WORK / "large.pdf", [scenario, plan, "-o", WORK / "large.pdf"]),
    ]:
        seconds, cpu, peak, _ = run(name, *args, ok=(0, 2))
        written = f"{out.stat().st_size / 1e6:.1f}" if out and out.exists() else "refused" if (WORK / "err").stat().st_size else ""
        row(f"`{name}`{' as ' + out.suffix[1:] if out else ''}", f"{seconds:.1f}", f"{cpu:.1f}", peak, written)


def charts():
    print("\n### Charts: `tests/bench/charts.sh`\n", flush=True)
    subprocess.run(["tests/bench/charts.sh"], cwd=ROOT, check=True, env={**os.environ, "STAGGER": STAGGER})


def stages():
    print("\n### Stages: `cargo bench`\n", flush=True)
    subprocess.run(["cargo", "bench"], cwd=ROOT, check=True)


SECTIONS = [plans, sizes, tidying, changes, records, large, charts, stages]

if __name__ == "__main__":
    asked = sys.argv[1:]
    unknown = set(asked) - {s.__name__ for s in SECTIONS}
    if unknown:
        sys.exit(f"no section {', '.join(unknown)}; there are {', '.join(s.__name__ for s in SECTIONS)}")
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    print(f"{os.cpu_count()} cores, commit {commit}, load {os.getloadavg()[0]:.1f} when begun")
    for section in SECTIONS:
        if not asked or section.__name__ in asked:
            section()
