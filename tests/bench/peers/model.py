"""The contract as one linear model by the day: what CP-SAT, HiGHS and SCIP are given alike.

Exact, with every feature: an ordinary stop is on/start/end by the day (Rajan and Takriti's rows of shortest stop and run); fixed and
episode stops, which no rule of shape binds, are a column for each run of days that one can take; a battery has a level by the day
that holds through each of its slow-downs. Only `counted`, `cold` and the windows beside them tell the contract from a textbook.
"""

import math

from scenario import ANCILLARY, PRIMARY, Scenario, asked_lines, bare, both

INF = float("inf")
BINARY, DAYS, LEVEL = "binary", "days", "level"  # DAYS: a whole number


class Sum(dict):
    """Coefficients by column, and a constant."""

    def __init__(self):
        super().__init__()
        self.constant = 0.0

    def add(self, other, factor=1.0):
        for col, a in other.items():
            self[col] = self.get(col, 0.0) + factor * a
        self.constant += factor * other.constant
        return self

    def col(self, col, factor=1.0):
        self[col] = self.get(col, 0.0) + factor
        return self


class Model:
    """`steps`: levels of coke ovens go up to a multiple of 1 / steps, for a solver that knows whole numbers only."""

    def __init__(self, scenario, steps=None):
        self.s, self.steps = scenario, steps
        self.kind, self.lower, self.upper, self.cost = [], [], [], []
        self.rows = []  # (columns, coefficients, lower, upper)
        self.constant = 0.0
        self.parts, self.sums = {}, {}
        for u in scenario.units:
            if len(u.service):
                self.parts[u] = (Oven if u.kind == "coke-oven" else Whole)(self, u)
        rules(self)

    def column(self, kind, cost=0.0, lower=0.0, upper=1.0):
        self.kind.append(kind)
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.kind) - 1

    def row(self, terms, lower=-INF, upper=INF):
        constant = getattr(terms, "constant", 0.0)
        cols = [c for c, a in terms.items() if a]
        if not cols and lower <= constant + 1e-9 and upper >= constant - 1e-9:
            return
        self.rows.append((cols, [terms[c] for c in cols], lower - constant, upper - constant))

    def total(self, units_days, what, factor=lambda u: 1.0):
        """Σ factor · what over days of units in service; `what` is "stop", "counted" or "cold"."""
        out = Sum()
        for u, days in units_days:
            if days := u.in_service(days):
                out.add(self.days(u, days, what), factor(u))
        return out

    def days(self, u, days, what):
        """Σ what over days: more than one have a column of their own, which several rows share and solvers branch on."""
        out = Sum()
        if (u, days, what) in self.sums:
            return out.col(self.sums[u, days, what])
        for d in days:
            out.add(getattr(self.parts[u], what)(d))
        if len(days) == 1:
            return out
        col = self.column(LEVEL if u.kind == "coke-oven" else DAYS, upper=float(len(days)))
        self.row(Sum().col(col).add(out, -1.0), 0.0, 0.0)
        self.sums[u, days, what] = col
        return Sum().col(col)

    def plan(self, values):
        """Stops as (unit, first, last), slow-downs as (unit, first, last, hours)."""
        stops, slows = [], []
        for part in self.parts.values():
            part.decode(values, stops, slows)
        return stops, slows


def runs(days):
    """Maximal runs of a set of days."""
    out = []
    for d in sorted(days):
        if out and out[-1].stop == d:
            out[-1] = range(out[-1].start, d + 1)
        else:
            out.append(range(d, d + 1))
    return out


def windows(u, eligible):
    """Runs of down and episode days that a fixed stop or an episode's can take, and whether it is fixed."""
    for run in runs(eligible - u.must_run):
        for a in run:
            for b in range(a + 1, run.stop + 1):
                if a - 1 in u.down or b in u.down:
                    continue  # down days stand in any case: the stop would be longer
                inside = set(range(a, b))
                if inside <= u.down:
                    yield range(a, b), True
                elif inside & u.named:
                    yield range(a, b), False


class Whole:
    """A unit that is stopped whole."""

    def __init__(self, m, u):
        self.m, self.u = m, u
        first, end = u.service.start, u.service.stop
        shortest, between = max(u.shape["min_stop_days"], 1), max(u.shape["min_run_days"], 1)
        self.ramp = u.shape.get("ramp_days", 0) if u.kind == "blast-furnace" else 0
        self.on = {d: m.column(BINARY, u.day_cost[d], upper=float(d not in u.must_run)) for d in u.service}
        starts = {d: m.column(BINARY, u.restart) for d in u.service if d + shortest <= end}
        self.ends = {d: m.column(BINARY) for d in u.service if d > first}  # the first running day
        for d in u.service:
            flow = Sum().col(self.on[d])
            if d > first:
                flow.col(self.on[d - 1], -1.0).col(self.ends[d])
            if d in starts:
                flow.col(starts[d], -1.0)
            m.row(flow, 0.0, 0.0)
            begun = Sum().col(self.on[d], -1.0)
            for i in range(max(first, d - shortest + 1), d + 1):
                if i in starts:
                    begun.col(starts[i])
            m.row(begun, upper=0.0)
            ended = Sum().col(self.on[d])
            for i in range(max(first + 1, d - between + 1), d + 1):
                ended.col(self.ends[i])
            m.row(ended, upper=1.0)
        count = Sum()
        for col in starts.values():
            count.col(col)
        m.row(count, upper=u.shape["max_stops"])
        eligible = set(u.down)
        if u.named:
            eligible |= u.mill.city.warned & set(u.service)
        self.windows = []
        for days, fixed in windows(u, eligible):
            cost = sum(u.day_cost[d] for d in days) + (0.0 if fixed else u.banking)
            self.windows.append((days, fixed, m.column(BINARY, cost)))
        self.apart(m)
        for d in u.down:
            m.row(self.stop(d), 1.0, 1.0)
        self.cold_col = {}

    def apart(self, m):
        """No stop touches another: they would be one."""
        u, shortest = self.u, max(self.u.shape["min_stop_days"], 1)
        near = {d for days, _, _ in self.windows for d in range(days.start - 1, days.stop + 1)}
        for d in near & set(u.service):
            for before, after in ((0, 1), (1, 0)):
                row = Sum().col(self.on[d])
                for days, _, col in self.windows:
                    if days.start - before <= d < days.stop + after:
                        row.col(col)
                m.row(row, upper=1.0)
        self.of_day = {}
        for days, fixed, col in self.windows:
            for d in days:
                self.of_day.setdefault(d, []).append((col, len(days) >= shortest))

    def stop(self, d):
        out = Sum().col(self.on[d])
        for col, _ in self.of_day.get(d, ()):
            out.col(col)
        return out

    def counted(self, d):
        out = Sum().col(self.on[d])
        for col, counts in self.of_day.get(d, ()):
            if counts:
                out.col(col)
        return out

    def cold(self, d):
        """Cold on a day: stopped, or on the ramp behind an ordinary or a fixed stop."""
        if d not in self.cold_col:
            own = Sum().col(self.on[d])
            for i in range(d - self.ramp + 1, d + 1):
                if i in self.ends:
                    own.col(self.ends[i])
            others = [c for days, fixed, c in self.windows if days.start <= d < days.stop + (self.ramp if fixed else 0)]
            tight = self.ramp <= max(self.u.shape["min_run_days"], 1)  # else several of its own may be 1
            if others or not tight:
                cold = self.m.column(BINARY)
                for part in ([own] if tight else [Sum().col(c) for c in own]) + [Sum().col(c) for c in others]:
                    self.m.row(Sum().col(cold).add(part, -1.0), lower=0.0)
                own = Sum().col(cold)
            self.cold_col[d] = own
        return self.cold_col[d]

    def decode(self, values, stops, _slows):
        days = {d for d, col in self.on.items() if values[col] > 0.5}
        for window, _, col in self.windows:
            if values[col] > 0.5:
                days |= set(window)
        stops.extend((self.u, r.start, r.stop - 1) for r in runs(days))


class Oven:
    """A battery: whole stops on its down days, slow-downs of constant level on others."""

    def __init__(self, m, u):
        self.u = u
        coke = m.s.policy["coke"]
        self.longest, length = coke["max_coking_time_h"], coke["min_slow_days"]
        most = max(0.0, 1.0 - u.normal_h / self.longest)
        self.most = most = math.floor(most * m.steps + 1e-9) / m.steps if m.steps else most
        open_days = [d for d in u.service if d not in u.down]
        m.constant += sum(u.day_cost[d] for d in u.down)
        self.level = {d: m.column(LEVEL, u.day_cost[d], upper=most) for d in open_days}
        self.within = {d: m.column(BINARY) for d in open_days}
        whole = lambda d: all(i in self.within for i in range(d, d + length))
        self.starts = {d: m.column(BINARY, upper=float(whole(d))) for d in open_days}
        self.free = u.named
        # an episode's slow-down that holds other warned days too has a level of its own; one of named days only needs no shape
        warned = u.mill.city.warned & set(open_days) if u.named else set()
        spans = [set(range(a, b)) for run in runs(warned) for a in run for b in range(a + 1, run.stop + 1)]
        mixed = [range(min(w), max(w) + 1) for w in spans if w & u.named and w - u.named]
        self.windows = [(w, m.column(BINARY), m.column(LEVEL, upper=most)) for w in mixed]
        for d in open_days:
            level, within, start = self.level[d], self.within[d], self.starts[d]
            before = self.within.get(d - 1)
            rise = Sum().col(within).col(start, -1.0)
            if before is not None:
                rise.col(before, -1.0)
            m.row(rise, upper=0.0)
            begun = Sum().col(within, -1.0)
            for i in range(d - length + 1, d + 1):
                if i in self.starts:
                    begun.col(self.starts[i])
            m.row(begun, upper=0.0)
            here = [w for w in self.windows if d in w[0]]
            one = Sum().col(within)
            for _, chosen, _ in here:
                one.col(chosen)
            m.row(one, upper=1.0)
            if d not in self.free:
                limit = Sum().col(level)
                limit.add(one, -most)
                m.row(limit, upper=0.0)
            for days, chosen, held in here:
                for sign in (1.0, -1.0):
                    m.row(Sum().col(level, sign).col(held, -sign).col(chosen, most), upper=most)
            if before is not None:
                # one level through a slow-down
                m.row(Sum().col(level).col(self.level[d - 1], -1.0).col(start, -most).col(within, most), upper=most)
                m.row(Sum().col(self.level[d - 1]).col(level, -1.0).col(start, -most).col(within, most), upper=most)
        count = Sum()
        for col in self.starts.values():
            count.col(col)
        m.row(count, upper=coke["max_slowdowns"])

    def stop(self, d):
        if d in self.u.down:
            out = Sum()
            out.constant = 1.0
            return out
        return Sum().col(self.level[d])

    def counted(self, d):
        run = next((r for r in runs(self.u.down) if d in r), None)
        if run is not None and len(run) < self.u.shape["min_stop_days"]:
            return Sum()
        return self.stop(d)

    def decode(self, values, stops, slows):
        stops.extend((self.u, r.start, r.stop - 1) for r in runs(self.u.down))
        found = []  # first, last, level
        chosen = {d: w for w, col, _ in self.windows if values[col] > 0.5 for d in w}
        for d, col in self.level.items():
            level, within = values[col], values[self.within[d]] > 0.5
            goes_on = within and values[self.starts[d]] < 0.5 or d in chosen and d > chosen[d].start
            if goes_on and found and found[-1][1] == d - 1:
                found[-1] = (found[-1][0], d, max(level, found[-1][2]))
            else:
                found.append((d, d, level))
        for first, last, level in found:
            if level > 1e-6:
                hours = self.longest
                if level < self.most - 1e-9:  # up: no row is short by a rounding
                    hours = min(math.ceil(1000 * self.u.normal_h / (1.0 - level) - 1e-3) / 1000, hours)
                if hours > self.u.normal_h:
                    slows.append((self.u, first, last, hours))


def rules(m):
    """The rows of contract section 5, in tonnes, lines and levels."""
    s = m.s
    rate = lambda u: u.rate
    mills = list(s.mills.values())
    capacity = lambda pairs: sum(u.rate * len(u.in_service(days)) for u, days in pairs)
    for mill in mills:
        primary = [(u, mill.period) for u in mill.primary()]
        if mill.required > 0 and capacity(primary) > 0:  # BF-RATIO
            m.row(m.total(primary, "counted", rate), lower=mill.required * capacity(primary))
        furnaces = [(u, mill.period) for u in mill.of_kind("blast-furnace")]
        iron = capacity(furnaces)
        for kind in ANCILLARY if iron > 0 else ():  # ANC-RATIO
            units = [(u, mill.period) for server in s.servers(mill) for u in server.of_kind(kind)]
            if made := capacity(units):
                row = m.total(units, "counted", lambda u: u.rate * iron)
                m.row(row.add(m.total(furnaces, "counted", lambda u: u.rate * made), -1.0), lower=0.0)
        steel(m, [mill], range(s.days), mill.steel_of_last_year(range(s.days)))  # STEEL-YOY
        for q in mill.quotas:  # STEEL-YEAR
            days = [d for d in range(s.days) if s.date(d).year == q["year"]]
            if days:
                steel(m, [mill], range(days[0], days[-1] + 1), q["limit_t"] - q["made_t"])
        days, least = mill.heating
        for d in days if least > 0 else ():  # HEATING
            lines = [u for u in mill.of_kind("blast-furnace") if d in u.service]
            cold = m.total([(u, range(d, d + 1)) for u in lines], "cold", rate)
            m.row(cold, upper=sum(u.rate for u in lines) - least)
        for level, days in mill.city.episodes:
            episode(m, mill, level, days)
    for stage in s.policy.get("stage_steel", []):  # STAGE-STEEL
        days = s.clip(stage)
        for city in s.cities.values():
            there = [x for x in mills if x.city is city]
            bound = [x for x in there if x.base > 0]
            if not bound or "cities" in stage and bare(city.name) not in map(bare, stage["cities"]):
                continue
            for group in [there] if stage["level"] == "city" else [[x] for x in bound]:
                steel(m, group, days, stage["factor"] * sum(x.steel_of_last_year(days) for x in group))
    for city in s.cities.values():
        furnaces = [(u, x.period) for x in mills if x.city is city for u in x.of_kind("blast-furnace")]
        if city.min_bf_ratio > 0 and capacity(furnaces) > 0:  # CITY-RATIO
            m.row(m.total(furnaces, "counted", rate), lower=city.min_bf_ratio * capacity(furnaces))
        for days, least, most in city.bands:  # CITY-DAILY
            for d in days:
                lines = [(u, range(d, d + 1)) for u, _ in furnaces if d in u.service]
                full = capacity(lines)
                low = least * full if least > 0 else -INF
                high = most * full if most < 1 and d not in city.warned else INF
                if full > 0 and (low > -INF or high < INF):
                    m.row(m.total(lines, "stop", rate), low, high)


def steel(m, mills, days, limit):
    """Crude steel of some mills over some days is at most so much."""
    units = [(u, days) for x in mills for u in x.units if u.kind in PRIMARY]
    full = sum(u.steel * len(u.in_service(days)) for u, days in units)
    if full > limit:
        m.row(m.total(units, "stop", lambda u: u.steel), lower=full - limit)


def episode(m, mill, level, days):
    """EPISODE: what a warning asks of a mill."""
    for kind, asked in mill.measure(m.s, level).items():
        if kind == "coke-oven":
            for u in mill.of_kind(kind):
                fits = [a["coking_time_h"] for a in asked if u.size < a.get("height_below_m", INF)]
                if fits and u.normal_h < fits[0]:
                    for d in both(days, u.service):
                        if d not in u.down:
                            m.row(m.parts[u].stop(d), lower=min(1.0 - u.normal_h / fits[0], m.parts[u].most))
            continue
        for d in days:
            lines, count = asked_lines(mill, kind, asked, d)
            if count > 0:
                m.row(m.total([(u, range(d, d + 1)) for u in lines], "stop"), lower=float(count))


def plan_toml(scenario, stops, slows):
    """A plan file."""
    text = lambda x: '"' + x.replace("\\", "\\\\").replace('"', '\\"') + '"'
    out = ["schema = 1", f"scenario = {text(scenario.file['name'])}"]
    for table, entries in (("stops", stops), ("slowdowns", slows)):
        for u, first, last, *hours in entries:
            out += ["", f"[[{table}]]", f"enterprise = {text(u.mill.id)}", f"unit = {text(u.id)}"]
            out += [f"start = {scenario.date(first)}", f"end = {scenario.date(last)}"]
            out += [f"coking_time_h = {h:.3f}" for h in hours]
    return "\n".join(out) + "\n"


def read(path, steps=None):
    return Model(Scenario(path), steps)
