"""Whether a plan of stagger's is a solution of the model at the cost that stagger says: python agree.py SCENARIO PLAN

So the peers' bounds are bounds of the contract: what keeps its rules is not shut out.
"""

import sys
import tomllib

import model as contract
from scenario import date


def agree(scenario, plan):
    """The model's cost of a plan, CNY, or None where it is no solution of it."""
    import highspy

    from solve import highs_lp

    m = contract.read(scenario)
    with open(plan, "rb") as file:
        filed = tomllib.load(file)
    day = lambda x: (date(x) - m.s.start).days
    levels = {}
    for table in ("slowdowns", "stops"):
        for x in filed.get(table, []):
            for d in range(day(x["start"]), day(x["end"]) + 1):
                levels[x["enterprise"], x["unit"], d] = x.get("coking_time_h")
    for u, part in m.parts.items():
        for d in u.service:
            hours = levels.get((u.mill.id, u.id, d), 0.0)
            stopped = 1.0 if hours is None else 1.0 - u.normal_h / hours if hours else 0.0
            # the last digit of the coking time is the plan's, not the level's
            slack = 1e-5 if u.kind == "coke-oven" and hours else 0.0
            m.row(part.stop(d), stopped - slack, stopped + slack)
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("time_limit", 300.0)
    h.passModel(highs_lp(m))
    h.run()
    solved = h.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return h.getInfo().objective_function_value if solved else None


if __name__ == "__main__":
    cost = agree(*sys.argv[1:])
    print("no solution of the model" if cost is None else f"{cost:.2f}")
    sys.exit(cost is None)
