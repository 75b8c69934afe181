"use strict";
// What the page knows of the plan, and how it says it.

const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const words = data.words;

/** A message with its variables. */
function fill(text, values) {
  return text.replace(/\{([a-z]+)\}/g, (all, name) => (name in values ? values[name] : all));
}

const number = (x, decimals = 0) =>
  x.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: decimals });
const percent = (x, decimals = 2) => `${number(100 * x, decimals)}%`;

// What belongs to what.
data.cities.forEach((c) => { c.mills = []; c.findings = []; });
data.mills.forEach((m, i) => { m.units = []; m.findings = []; data.cities[m.city].mills.push(i); });
data.units.forEach((u, i) => { u.findings = []; u.stops ??= []; u.slows ??= []; data.mills[u.mill].units.push(i); });
data.findings.forEach((f, i) => {
  f.index = i;
  const at = f.unit !== null ? data.units[f.unit] : f.mill !== null ? data.mills[f.mill] : f.city !== null ? data.cities[f.city] : null;
  if (at) at.findings.push(f);
});

/** The share of a mill's furnaces (or of all its units) that stands on each day; made when first asked for. */
function standing(mill) {
  if (mill.standing) return mill.standing;
  const first = Math.min(...mill.units.map((u) => data.units[u].kind));
  const sums = new Float64Array(data.days);
  let all = 0;
  for (const u of mill.units.map((i) => data.units[i]).filter((x) => x.kind === first)) {
    all += u.rate;
    for (const [a, b] of u.stops) for (let d = a; d < b; d++) sums[d] += u.rate;
  }
  mill.standing = sums.map((s) => (all > 0 ? s / all : 0));
  mill.standing.kind = Number.isFinite(first) ? first : 0;
  return mill.standing;
}

/** The bars of a unit: first day and end, what they are, tonnes not made, the rules that bind them. */
function barsOf(u) {
  u.bars ??= [
    ...u.stops.map(([a, b, stop, lost, why]) => ({ a, b, stop, lost, why })),
    ...u.slows.map(([a, b, hours, lost, step, why]) => ({ a, b, hours, lost, step, why })),
  ].sort((p, q) => p.a - q.a);
  return u.bars;
}

const hoursOf = (bar) => (bar.hours === null ? "∞" : number(bar.hours, 3));
const span = (a, b) =>
  b - a === 1 ? data.dates[a] : fill(words["from-to"], { first: data.dates[a], last: data.dates[b - 1] });

/** What a bar is, in words. */
const whatOf = (bar) => (bar.stop === undefined ? fill(words.slowed, { hours: hoursOf(bar) }) : words.stops[bar.stop]);

/** What is written on a bar, the longest that fits. */
function wordings(bar) {
  const n = bar.b - bar.a;
  if (bar.stop !== undefined) return [fill(words["n-days"], { n }), String(n)];
  const hours = hoursOf(bar);
  return [fill(words["slow-days"], { hours, n }), `${hours} h`, hours];
}

/** The whole name of a row. */
function titleOf({ t, i }) {
  if (t === "city") return data.cities[i].name;
  if (t === "mill") return `${data.mills[i].id} ${data.mills[i].name}`;
  const u = data.units[i];
  return `${data.mills[u.mill].name} ${u.id}`;
}
