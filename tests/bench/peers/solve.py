"""One solver on one scenario: python solve.py METHOD SCENARIO FOLDER SECONDS [THREADS] [SINCE]

METHOD is highs, scip or cpsat. Each better plan is written to FOLDER as it is found, trace.jsonl says when and which bound was
known; seconds count from SINCE (a time as time.time() gives it), else from the start of this program.
"""

import json
import math
import pathlib
import sys
import time

import numpy as np

import model as contract

STARTED = time.time()
GAP = 1e-4  # asked of every method
LEVELS = 10_000  # CP-SAT knows whole numbers only: levels of coke ovens in these steps


class Trace:
    def __init__(self, folder, scenario, model, since):
        self.folder, self.scenario, self.model, self.since = folder, scenario, model, since
        self.file = open(folder / "trace.jsonl", "w", encoding="utf-8")
        self.best, self.bound, self.plans = math.inf, -math.inf, 0

    def line(self, **values):
        self.file.write(json.dumps({"seconds": round(time.time() - self.since, 3), **values}) + "\n")
        self.file.flush()

    def found(self, cost, values):
        """A plan; `cost` is what the solver believes."""
        if cost >= self.best - 0.5:
            return
        self.best, self.plans = cost, self.plans + 1
        name = f"{self.plans:04}.toml"
        seconds = round(time.time() - self.since, 3)
        text = contract.plan_toml(self.scenario, *self.model.plan(values))
        (self.folder / name).write_text(text, encoding="utf-8")
        self.line(plan=name, believed=cost, found=seconds)

    def proved(self, bound):
        if math.isfinite(bound) and bound > self.bound + 0.5:
            self.bound = bound
            self.line(bound=bound)


def left(trace, seconds):
    return max(1.0, seconds - (time.time() - trace.since))


def highs_lp(m):
    """The model as HiGHS's, each row in units of its largest coefficient."""
    import highspy

    start, index, value, low, high = [0], [], [], [], []
    for cols, coefficients, lower, upper in m.rows:
        size = max(map(abs, coefficients), default=1.0)
        index += cols
        value += [a / size for a in coefficients]
        start.append(len(index))
        low.append(lower / size)
        high.append(upper / size)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(m.kind), len(m.rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = (np.array(x, float) for x in (m.cost, m.lower, m.upper))
    lp.row_lower_, lp.row_upper_ = np.array(low), np.array(high)
    lp.offset_ = m.constant
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(start, np.int32), np.array(index, np.int32)
    lp.a_matrix_.value_ = np.array(value)
    whole, free = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [free if k == contract.LEVEL else whole for k in m.kind]
    return lp


def highs(m, trace, seconds, threads):
    import highspy

    h = highspy.Highs()
    for option, x in {"output_flag": False, "time_limit": left(trace, seconds), "mip_rel_gap": GAP, "threads": threads}.items():
        h.setOptionValue(option, x)
    h.passModel(highs_lp(m))

    def improved(e):
        trace.found(e.data_out.objective_function_value, np.array(e.data_out.mip_solution))
        trace.proved(e.data_out.mip_dual_bound)

    h.cbMipImprovingSolution.subscribe(improved)
    h.cbMipLogging.subscribe(lambda e: trace.proved(e.data_out.mip_dual_bound))
    h.run()
    info = h.getInfo()
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        trace.found(info.objective_function_value, np.array(h.getSolution().col_value))
    trace.proved(info.mip_dual_bound)
    return h.modelStatusToString(h.getModelStatus())


def scip(m, trace, seconds, _threads):
    import highspy
    from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model

    file = str(trace.folder / "model.mps")
    writer = highspy.Highs()
    writer.setOptionValue("output_flag", False)
    writer.passModel(highs_lp(m))
    writer.writeModel(file)
    s = Model()
    s.hideOutput()
    s.readProblem(file)
    pathlib.Path(file).unlink()
    columns = sorted(s.getVars(), key=lambda v: int(v.name.lstrip("c").lstrip("_")))
    assert len(columns) == len(m.kind), "a column was lost on the way"
    s.setParam("limits/gap", GAP)
    s.setParam("limits/time", left(trace, seconds))
    events = [SCIP_EVENTTYPE.BESTSOLFOUND, SCIP_EVENTTYPE.NODESOLVED, SCIP_EVENTTYPE.LPSOLVED]

    def best():
        solution = s.getBestSol()
        return [s.getSolVal(solution, v) for v in columns]

    class Watch(Eventhdlr):
        def eventinit(self):
            for e in events:
                self.model.catchEvent(e, self)

        def eventexec(self, event):
            if event.getType() == SCIP_EVENTTYPE.BESTSOLFOUND and s.getPrimalbound() < trace.best - 0.5:
                trace.found(s.getPrimalbound(), best())
            if s.getDualbound() > -1e19:
                trace.proved(s.getDualbound())

    s.includeEventhdlr(Watch(), "watch", "plans and bounds over time")
    s.optimize()
    if s.getNSols():
        trace.found(s.getPrimalbound(), best())
    if -1e19 < s.getDualbound() < 1e19:
        trace.proved(s.getDualbound())
    return s.getStatus()


def whole(numbers):
    """The least power of ten that makes all numbers whole, up to rounding noise."""
    for power in range(10):
        factor = 10**power
        if all(abs(x * factor - round(x * factor)) <= 1e-6 * max(1.0, abs(x)) * min(1.0, 1e-3 * factor) for x in numbers):
            return factor
    return 10**6


def cpsat(m, trace, seconds, threads):
    from ortools.sat.python import cp_model

    c = cp_model.CpModel()
    size = [LEVELS if k == contract.LEVEL else 1 for k in m.kind]
    x = [c.new_int_var(math.ceil(a * n - 1e-9), math.floor(b * n + 1e-9), "") for a, b, n in zip(m.lower, m.upper, size)]
    for cols, coefficients, lower, upper in m.rows:
        # all columns of a row in the steps of the finest of them
        finest = max((size[j] for j in cols), default=1)
        factor = whole(coefficients)
        a = [round(v * factor) * (finest // size[j]) for j, v in zip(cols, coefficients)]
        scale = factor * finest
        low = math.ceil(lower * scale - 1e-6 * factor) if lower > -math.inf else cp_model.INT_MIN
        high = math.floor(upper * scale + 1e-6 * factor) if upper < math.inf else cp_model.INT_MAX
        common = math.gcd(*a) if a else 1
        low = -(-low // common) if low != cp_model.INT_MIN else low
        high = high // common if high != cp_model.INT_MAX else high
        c.add_linear_constraint(cp_model.LinearExpr.weighted_sum([x[j] for j in cols], [v // common for v in a]), low, high)
    # CNY, in steps of a level to four decimals of them
    steps = [round(LEVELS * v / n) for v, n in zip(m.cost, size)]
    c.minimize(cp_model.LinearExpr.weighted_sum(x, steps))
    cny = lambda objective: objective / LEVELS + m.constant
    s = cp_model.CpSolver()
    s.parameters.max_time_in_seconds = left(trace, seconds)
    s.parameters.num_workers = threads
    s.parameters.relative_gap_limit = GAP

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            trace.found(cny(self.objective_value), [self.value(v) / n for v, n in zip(x, size)])
            trace.proved(cny(self.best_objective_bound))

    s.best_bound_callback = lambda bound: trace.proved(cny(bound))
    status = s.solve(c, Watch())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # else it says 0 where it knows none
        trace.proved(cny(s.best_objective_bound))
    return s.status_name(status)


def main(method, scenario, folder, seconds, threads=1, since=STARTED):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    m = contract.read(scenario, LEVELS if method == "cpsat" else None)
    trace = Trace(folder, m.s, m, float(since))
    entries = sum(len(cols) for cols, *_ in m.rows)
    trace.line(rows=len(m.rows), columns=len(m.kind), entries=entries, binaries=m.kind.count(contract.BINARY))
    status = {"highs": highs, "scip": scip, "cpsat": cpsat}[method](m, trace, float(seconds), int(threads))
    trace.line(status=status)


if __name__ == "__main__":
    main(*sys.argv[1:])
