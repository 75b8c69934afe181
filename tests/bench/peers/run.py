"""stagger beside CP-SAT, HiGHS and SCIP: same scenario, same rules, same objective. See README.md.

    python run.py                  # all cases, all methods, then our own sizes; what has a result is skipped
    python run.py --case one-mill --method highs --seconds 20
    python run.py --table          # only the table of the results there are
"""

import argparse
import csv
import json
import math
import os
import pathlib
import platform
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib import metadata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# mills and furnaces of a city with every feature of the contract, seconds a method may take
CASES = {"one-mill": (1, 4, 120), "small-city": (7, 24, 300), "city": (25, 110, 300)}
SEED = 2026
# side by side: each group has the machine's two cores
GROUPS = [["stagger"], ["cpsat"], ["highs", "scip"]]
THREADS = {"stagger": 2, "cpsat": 2, "highs": 1, "scip": 1}
NAMES = {"stagger": "stagger", "cpsat": "CP-SAT", "highs": "HiGHS", "scip": "SCIP"}
GAP = 1e-4  # enough for any method
MEMORY = 8 << 30
GRACE = 60  # seconds over the limit after which a method is killed
# our own time against mills: cities, mills, furnaces; to this gap
SIZES = [(1, 7, 23), (2, 14, 47), (4, 28, 93), (8, 56, 187), (16, 112, 373), (32, 225, 750), (64, 450, 1500)]
SIZES_GAP, SIZES_SECONDS = 0.003, 300


def generate(stagger, folder, name, cities, mills, furnaces):
    scenario = folder / f"{name}.toml"
    if not scenario.exists():
        size = {"--cities": cities, "--mills": mills, "--furnaces": furnaces, "--seed": SEED}
        subprocess.run([stagger, "generate", *(str(x) for pair in size.items() for x in pair), "-o", scenario], check=True)
    return scenario


def measured(command, seconds, log):
    """Runs a process; how it ended, wall seconds, peak MB."""
    begun = time.time()
    with open(log, "w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        killed = False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if not killed and time.time() - begun > seconds + GRACE:
                os.killpg(process.pid, signal.SIGKILL)
                killed = True
            time.sleep(0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    ended = "killed: too late" if killed else f"exit {process.returncode}"
    return ended, time.time() - begun, usage.ru_maxrss / 1024


def check(stagger, scenario, plan):
    """Objective as stagger recomputes it, CNY, and the errors it finds."""
    done = subprocess.run([stagger, "check", scenario, plan, "--format", "json"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return None, [done.stderr.strip()[:200]]
    found = json.loads(done.stdout)
    return found["cost"]["total_cny"], sorted({f["rule"] for f in found["findings"] if f["severity"] == "error"})


def run_stagger(stagger, scenario, folder, seconds, gap, threads):
    trace, plan = folder / "trace.csv", folder / "plan.toml"
    options = {"-o": plan, "--trace": trace, "--gap": gap, "--tidy": 0, "--time-limit": seconds, "--threads": threads}
    command = [stagger, "plan", scenario, *(str(x) for pair in options.items() for x in pair)]
    ended, wall, peak = measured(command, seconds, folder / "log.txt")
    points = []
    if trace.exists():
        with open(trace, encoding="utf-8") as file:
            for line in csv.DictReader(file):
                number = lambda key: float(line[key]) if line[key] else None
                points.append([float(line["seconds"]), number("cost_cny"), number("bound_cny")])
    errors, final = [], None
    if plan.exists():
        final, errors = check(stagger, scenario, plan)
    return {"ended": ended, "wall": wall, "peak_mb": peak, "points": points, "cost": final, "errors": errors}


def run_peer(stagger, scenario, folder, seconds, method):
    command = [sys.executable, HERE / "solve.py", method, scenario, folder, str(seconds), str(THREADS[method]), str(time.time())]
    ended, wall, peak = measured(command, seconds, folder / "log.txt")
    points, final, faulty, size = [], None, [], {}
    trace = folder / "trace.jsonl"
    for line in trace.read_text(encoding="utf-8").splitlines() if trace.exists() else ():
        try:
            line = json.loads(line)
        except json.JSONDecodeError:
            continue  # cut short by the kill
        if "rows" in line:
            size = line
        elif "status" in line:
            ended = line["status"]
        elif "bound" in line:
            points.append([line["seconds"], None, line["bound"]])
        else:
            # only what stagger says a plan costs counts, and only where it holds
            cost, errors = check(stagger, scenario, folder / line["plan"])
            if errors:
                faulty.append([line["plan"], errors])
            else:
                points.append([line["found"], cost, None])
                final = cost if final is None else min(final, cost)
    points.sort(key=lambda p: p[0])
    return {
        "ended": ended, "wall": wall, "peak_mb": peak, "points": points, "cost": final,
        "errors": sorted({rule for _, rules in faulty for rule in rules}), "faulty_plans": faulty, "model": size,
    }  # fmt: skip


def known(points):
    """Best cost and bound from each moment on."""
    cost, bound, out = math.inf, -math.inf, []
    for seconds, c, b in points:
        cost, bound = min(cost, c if c is not None else cost), max(bound, b if b is not None else bound)
        out.append((seconds, cost, bound))
    return out


def gap(cost, bound):
    return (cost - bound) / max(abs(cost), 1.0) if math.isfinite(cost) and math.isfinite(bound) else math.inf


def first(points, wanted):
    return next((t for t, c, b in known(points) if wanted(c, b)), None)


def at(points, seconds):
    cost, bound = math.inf, -math.inf
    for t, c, b in known(points):
        if t <= seconds:
            cost, bound = c, b
    return gap(cost, bound)


def verdict(r):
    """What stagger check says of a run's plans."""
    if faulty := r.get("faulty_plans"):
        return f"{len(faulty)} plans break {', '.join(r['errors'])}"
    if r["errors"]:
        return "breaks " + ", ".join(r["errors"])
    return "holds" if r["cost"] is not None else "no plan"


def table(results):
    """Markdown."""
    show = lambda t: "never" if t is None else f"{t:.1f} s"
    share = lambda g: "-" if not math.isfinite(g) else f"{100 * max(g, 0):.3f} %"  # noise of a bound that meets a plan
    lines = [
        "| size: mills / furnaces | method | first plan | 1 % | 0.1 % | gap at 60 s | gap at 300 s | above the best bound of all | peak MB | `stagger check` |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    warnings = []
    for case, (mills, furnaces, limit) in CASES.items():
        here = {m: results[f"{case}/{m}"] for group in GROUPS for m in group if f"{case}/{m}" in results}
        bounds = {m: known(r["points"])[-1][2] for m, r in here.items() if r["points"]}
        best = max(bounds.values(), default=-math.inf)
        for m, bound in bounds.items():
            for other, r in here.items():
                if r["cost"] is not None and bound > r["cost"] + 1e-6 * abs(r["cost"]) and math.isfinite(bound):
                    warnings.append(f"{case}: the bound of {m} ({bound:.0f}) passes the plan of {other} ({r['cost']:.0f})")
        for i, (m, r) in enumerate(here.items()):
            p, cost = r["points"], r["cost"] if r["cost"] is not None else math.inf
            over = r["seconds"] < 300 and at(p, 300) > GAP
            cells = [
                f"{case}: {mills} / {furnaces}" if i == 0 else "", NAMES[m], show(first(p, lambda c, _: math.isfinite(c))),
                show(first(p, lambda c, b: gap(c, b) <= 0.01)), show(first(p, lambda c, b: gap(c, b) <= 0.001)), share(at(p, 60)),
                f"{share(at(p, 300))} ({r['seconds']:.0f} s)" if over else share(at(p, 300)),
                share(gap(cost, best)), f"{r['peak_mb']:,.0f}",
                verdict(r),
            ]  # fmt: skip
            lines.append("| " + " | ".join(cells) + " |")
    text = "\n".join(lines) + "\n"
    sizes = [r for key, r in results.items() if key.startswith("sizes/")]
    if sizes:
        text += (
            f"\nOurs by size, until {100 * SIZES_GAP:.1f} % are proved ({SIZES_SECONDS} s at most):\n\n"
            "| cities / mills / furnaces | first plan | 1 % | 0.5 % | 0.3 % | gap at the end | peak MB | `stagger check` |\n"
            "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        )
    for r in sizes:
        p = r["points"]
        within = [show(first(p, lambda c, b, g=g: gap(c, b) <= g)) for g in (0.01, 0.005, 0.003)]
        cells = [" / ".join(f"{x:,}" for x in r["size"]), show(first(p, lambda c, _: math.isfinite(c))), *within]
        text += "| " + " | ".join([*cells, share(at(p, math.inf)), f"{r['peak_mb']:,.0f}", verdict(r)]) + " |\n"
    return text, warnings


def machine(stagger):
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    cpu = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), platform.processor())
    git = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    ours = subprocess.run([stagger, "--version"], capture_output=True, text=True).stdout.strip()
    versions = {p: metadata.version(p) for p in ("ortools", "highspy", "pyscipopt")}
    return {"cpu": cpu, "cores": os.cpu_count(), "commit": git, "stagger": ours, **versions, "python": platform.python_version()}


def collect(folder):
    found = {}
    for file in sorted(folder.glob("*/*/result.json")):
        found["/".join(file.parts[-3:-1])] = json.loads(file.read_text(encoding="utf-8"))
    # sizes by mills, the rest in the order of the table
    return dict(sorted(found.items(), key=lambda x: (x[1]["size"][1:] if "size" in x[1] else [], x[0])))


def publish(folder, stagger, into):
    results = collect(folder)
    text, warnings = table(results)
    about = machine(stagger)
    versions = ", ".join(f"{k} {v}" for k, v in about.items() if k in ("ortools", "highspy", "pyscipopt", "python"))
    text += f"\n{about['cpu']}, {about['cores']} cores; commit {about['commit']}; {versions}.\n"
    text += "".join(f"\n**{w}**\n" for w in warnings)
    (folder / "table.md").write_text(text, encoding="utf-8")
    (folder / "results.json").write_text(json.dumps({"machine": about, "results": results}, indent=1), encoding="utf-8")
    print(text)
    if into:
        page = into.read_text(encoding="utf-8")
        before, rest = page.split("<!-- peers -->\n", 1)
        after = rest.split("<!-- end of peers -->", 1)[1]
        text += "\n![Cost of each method's best plan over time](images/peers.svg)\n"
        text += "\n![Our own time against mills](images/sizes.svg)\n" if "Ours by size" in text else ""
        into.write_text(f"{before}<!-- peers -->\n{text}<!-- end of peers -->{after}", encoding="utf-8")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--stagger", default=ROOT / "target/release/stagger", type=pathlib.Path)
    p.add_argument("--folder", default="/tmp/peers", type=pathlib.Path, help="scenarios, plans, traces and results")
    p.add_argument("--case", action="append", choices=[*CASES, "sizes"])
    p.add_argument("--method", action="append", choices=list(THREADS))
    p.add_argument("--seconds", type=float, help="instead of each case's own limit")
    p.add_argument("--table", action="store_true", help="run nothing")
    p.add_argument("--into", type=pathlib.Path, help="a page that the table goes into, between its marks")
    a = p.parse_args()
    stagger = a.stagger.resolve()
    a.folder.mkdir(parents=True, exist_ok=True)

    def one(case, method, scenario, seconds, more):
        folder = a.folder / case / method
        if (folder / "result.json").exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if more.get("size") or method == "stagger":
            found = run_stagger(stagger, scenario, folder, seconds, SIZES_GAP if more else GAP, THREADS["stagger"])
        else:
            found = run_peer(stagger, scenario, folder, seconds, method)
        result = {"seconds": seconds, **more, **found}
        (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")
        cost = "no plan" if found["cost"] is None else f"{found['cost']:,.0f} CNY, gap {100 * at(found['points'], math.inf):.3f} %"
        print(f"{case} {method}: {found['ended']} after {found['wall']:.0f} s, {found['peak_mb']:,.0f} MB, {cost}", flush=True)

    if not a.table:
        for case in a.case or [*CASES, "sizes"]:
            if case == "sizes":
                for size in SIZES:
                    scenario = generate(stagger, a.folder, "sizes-{}-{}-{}".format(*size), *size)
                    one(case, "-".join(map(str, size)), scenario, a.seconds or SIZES_SECONDS, {"size": size})
                continue
            mills, furnaces, seconds = CASES[case]
            scenario = generate(stagger, a.folder, case, 1, mills, furnaces)
            for group in GROUPS:
                chosen = [m for m in group if m in (a.method or THREADS)]
                threads = [threading.Thread(target=one, args=(case, m, scenario, a.seconds or seconds, {})) for m in chosen]
                [t.start() for t in threads]
                [t.join() for t in threads]
    publish(a.folder, stagger, a.into)


if __name__ == "__main__":
    main()
