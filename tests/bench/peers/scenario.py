"""A scenario and its policy by day, read from the contract's files: shares no code with stagger."""

import datetime
import math
import pathlib
import tomllib

POLICIES = pathlib.Path(__file__).resolve().parents[3] / "src" / "policy"
PRIMARY = ("blast-furnace", "eaf")
ANCILLARY = ("coke-oven", "sinter", "pellet", "lime-kiln")


def date(x):
    return x if isinstance(x, datetime.date) else datetime.date.fromisoformat(x)


def bare(city):
    return city.removesuffix("市")


def a_year_before(day):
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def both(a, b):
    """Days that two ranges hold."""
    return range(max(a.start, b.start), max(max(a.start, b.start), min(a.stop, b.stop)))


class Scenario:
    def __init__(self, path):
        path = pathlib.Path(path)
        self.file = tomllib.loads(path.read_text(encoding="utf-8"))
        name = self.file["policy"]
        builtin = POLICIES / f"{name}.toml"
        policy = builtin if builtin.exists() else path.parent / name
        self.policy = tomllib.loads(policy.read_text(encoding="utf-8"))
        season = self.file.get("season") or self.policy["season"]
        self.start, end = date(season["start"]), date(season["end"])
        self.days = (end - self.start).days + 1
        self.cities = {c["name"]: City(self, c) for c in self.file["cities"]}
        self.mills = {e["id"]: Mill(self, e) for e in self.file["enterprises"]}
        self.units = [u for m in self.mills.values() for u in m.units]

    def clip(self, span):
        first = (date(span["start"]) - self.start).days
        return both(range(first, (date(span["end"]) - self.start).days + 1), range(self.days))

    def date(self, day):
        return self.start + datetime.timedelta(day)

    def servers(self, mill):
        """A mill and those that serve it."""
        return [m for m in self.mills.values() if m is mill or mill.id in m.serves]


class City:
    def __init__(self, s, filed):
        self.name = filed["name"]
        self.min_bf_ratio = filed.get("min_bf_ratio", 0.0)
        bands = filed.get("stopped_share", [])
        self.bands = [(s.clip(b), b.get("min", 0.0), b.get("max", 1.0)) for b in ([bands] if isinstance(bands, dict) else bands)]
        weight = filed.get("day_weight", {})
        self.weight = [weight.get(f"{s.date(d):%Y-%m}", 1.0) for d in range(s.days)]
        self.episodes = [(e["level"], s.clip(e)) for e in s.file.get("episodes", []) if e["city"] == self.name]
        self.warned = {d for _, days in self.episodes for d in days}


class Mill:
    def __init__(self, s, filed):
        get = filed.get
        self.id, self.city, self.grade = filed["id"], s.cities[filed["city"]], filed["grade"]
        self.scrap, self.ultra_low = filed["route"] == "scrap-eaf", get("ultra_low_emission", False)
        ratio = s.policy["ratio"]
        self.base = 0.0 if self.scrap and self.ultra_low else ratio["base"][self.grade]
        more, asked = ratio.get("increment", {}), self.base
        asked += more.get("violation", 0.0) if get("violations") else 0.0
        asked += more.get("over-capacity", 0.0) if get("capacity_utilisation", 1.0) > ratio.get("over_capacity_threshold", 1.2) else 0.0
        asked += 0.0 if get("norm_listed", True) else more.get("not-listed", 0.0)
        self.required = max(min(asked, ratio.get("cap", 1.0)), get("min_ratio", 0.0))
        start, end = ratio.get("start", s.start), ratio.get("end", s.date(s.days - 1))
        self.period = s.clip({"start": start, "end": get("stagger_end", end)})
        # itself and scrap mills are passed over
        routes = {e["id"]: e["route"] for e in s.file["enterprises"]}
        self.serves = [m for m in get("serves", []) if m != self.id and routes[m] != "scrap-eaf"]
        self.last_year, self.season = get("steel_last_year_t"), s
        self.steel_per_iron = get("steel_per_iron", 1.0)
        self.quotas = get("steel_quota", [])
        cost = s.policy["cost"]
        filed_margin = get("margin_cny_t") if cost.get("use_filed_margin", False) else None
        self.margin = cost["margin_cny_t"] if filed_margin is None else filed_margin
        heat = get("heating")
        self.heating = (s.clip(heat), heat["min_iron_t_d"]) if heat else (range(0), 0.0)
        self.emergency = "scrap-eaf" if self.scrap else self.grade
        self.units = [Unit(s, self, u) for u in get("units", [])]

    def of_kind(self, kind):
        return [u for u in self.units if u.kind == kind]

    def primary(self):
        return self.of_kind("blast-furnace") or self.of_kind("eaf")

    def measure(self, s, level):
        return s.policy.get("emergency", {}).get(level, {}).get(self.emergency, {})

    def steel_of_last_year(self, days):
        """t over the days of last year that answer to some days of the season."""
        s = self.season
        if self.last_year is None or not len(days):
            return 0.0
        if not isinstance(self.last_year, dict):
            return self.last_year * len(days) / s.days
        first, last = a_year_before(s.date(days.start)), a_year_before(s.date(days.stop - 1))
        total = 0.0
        for month, tonnes in self.last_year.items():
            a = datetime.date.fromisoformat(f"{month}-01")
            b = (a + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
            total += tonnes * max(0, (min(last, b) - max(first, a)).days + 1) / b.day
        return total


class Unit:
    def __init__(self, s, mill, filed):
        self.mill, self.id, self.kind = mill, filed["id"], filed["kind"]
        self.rate, self.size = filed["rate_t_d"], filed.get("size", 0.0)
        first = date(filed["commissioned"]) if "commissioned" in filed else s.start
        out = date(filed["retired"]) if "retired" in filed else s.date(s.days)
        service = range((first - s.start).days, (out - s.start).days)
        idle_after = s.policy.get("idle_after_days")
        if "last_ran" in filed and idle_after is not None and (s.start - date(filed["last_ran"])).days > idle_after:
            service = range(0)
        self.service = both(service, range(s.days))
        inside = set(self.service)
        self.must_run = {d for span in filed.get("must_run", []) for d in s.clip(span)} & inside
        self.down = {d for span in filed.get("down", []) for d in s.clip(span)} & inside
        self.normal_h = filed.get("coking_time_h")
        self.shape = s.policy["shape"][self.kind]
        # days of episodes whose measure names the kind
        named = [days for level, days in mill.city.episodes if self.kind in mill.measure(s, level)]
        self.named = {d for days in named for d in days}
        cost = s.policy["cost"]
        lost = mill.margin if self.kind in PRIMARY else cost["output_cny_t"].get(self.kind, 0.0)
        factor = s.policy.get("emission", {}).get(self.kind, {"ultra_low": 0.0, "other": 0.0})
        saved = cost["emission_value_cny_kg"] * factor["ultra_low" if mill.ultra_low else "other"]
        self.day_cost = [self.rate * (lost - saved * w) for w in mill.city.weight]
        by = self.size if self.kind == "blast-furnace" else 1.0
        self.restart, self.banking = (by * cost[k].get(self.kind, 0.0) for k in ("restart_cny", "banking_cny"))
        self.steel = self.rate * {"blast-furnace": mill.steel_per_iron, "eaf": 1.0}.get(self.kind, 0.0)

    def in_service(self, days):
        return both(self.service, days)


def asked_lines(mill, kind, share, day):
    """Lines of a kind that an episode's measure stops on a day; heat comes first."""
    lines = [u for u in mill.of_kind(kind) if day in u.service]
    kept = sum(day in u.must_run for u in lines)
    days, iron = mill.heating
    if kind == "blast-furnace" and day in days:
        made, heating = 0.0, 0
        for rate in sorted((u.rate for u in lines), reverse=True):
            if made >= iron - 1e-6:
                break
            made, heating = made + rate, heating + 1
        kept = max(kept, heating)
    return lines, min(math.ceil(share * len(lines) - 1e-9), len(lines) - kept)
