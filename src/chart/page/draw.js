"use strict";
// Drawing: rows and days on a canvas, only those that are seen. What is drawn and where is in `view`.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei", SimHei, sans-serif';
const AXIS = 42;

const view = {
  rows: [], tops: [0], day: 1, least: 1, folded: new Set(), shut: new Set(), focus: -1, bar: -1, dark: false, flash: null,
};

/** A message with its variables. */
function fill(text, values) {
  return text.replace(/\{([a-z]+)\}/g, (all, name) => (name in values ? values[name] : all));
}

const number = (x, decimals = 0) =>
  x.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: decimals });
const percent = (x, decimals = 2) => `${number(100 * x, decimals)}%`;
const color = (name) => data.colors[view.dark ? "dark" : "light"][name];
const tone = (kind) => data.kinds[kind][view.dark ? "dark" : "light"];
const shade = (step) => data.coke[view.dark ? "dark" : "light"][step];

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

const widths = new Map();
function widthOf(c, text) {
  const key = c.font + text;
  let w = widths.get(key);
  if (w === undefined) {
    if (widths.size > 20000) widths.clear();
    w = c.measureText(text).width;
    widths.set(key, w);
  }
  return w;
}

/** As much of a text as fits. */
function fit(c, text, room) {
  if (widthOf(c, text) <= room) return text;
  const letters = Array.from(text);
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (c.measureText(letters.slice(0, middle).join("") + "…").width <= room) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? letters.slice(0, low).join("") + "…" : "";
}

const font = (c, size, bold) => { c.font = `${bold ? "bold " : ""}${size}px ${FONT}`; };
function write(c, text, x, y, ink, align = "left") {
  c.fillStyle = ink;
  c.textAlign = align;
  c.textBaseline = "middle";
  c.fillText(text, x, y);
}
function box(c, x0, y0, x1, y1, ink, alpha = 1) {
  c.globalAlpha = alpha;
  c.fillStyle = ink;
  c.fillRect(x0, y0, x1 - x0, y1 - y0);
  c.globalAlpha = 1;
}
function frame(c, x0, y0, x1, y1, ink, width, dash = []) {
  c.strokeStyle = ink;
  c.lineWidth = width;
  c.setLineDash(dash);
  c.strokeRect(x0 + width / 2, y0 + width / 2, x1 - x0 - width, y1 - y0 - width);
  c.setLineDash([]);
}
function upright(c, x, y0, y1, ink) {
  c.fillStyle = ink;
  c.fillRect(Math.round(x), y0, 1, y1 - y0);
}

/** Where columns lie on a surface of some width. */
function columns(width) {
  const narrow = width < 620;
  const label = narrow ? Math.min(150, Math.round(width * 0.38)) : Math.min(330, Math.max(230, Math.round(width * 0.2)));
  return { narrow, label, right: narrow ? 0 : 150 };
}

/** Rows are taller for fingers. */
const finger = matchMedia("(pointer: coarse)");
const heightOf = (row) => (row.t === "city" ? 30 : row.t === "mill" ? (finger.matches ? 32 : 27) : data.few ? 26 : finger.matches ? 24 : 20);

/** The row at a height. */
function rowAt(y) {
  let [low, high] = [0, view.rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (view.tops[middle] <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Draws what lies below `g.sy` and right of `g.sx` on a surface of `g.w` by `g.h`; `g.until` is the last row's end. */
function draw(c, g) {
  const { label, right } = columns(g.w);
  g.x = (d) => label + d * g.day - g.sx;
  g.end = g.w - right;
  g.from = Math.max(0, Math.floor(g.sx / g.day));
  g.to = Math.min(data.days, Math.ceil((g.sx + g.end - label) / g.day));
  box(c, 0, 0, g.w, g.h, color("paper"));
  const seen = [];
  for (let i = rowAt(g.sy); i < Math.min(view.rows.length, g.until ?? Infinity) && view.tops[i] - g.sy < g.h - AXIS; i++) {
    seen.push({ row: view.rows[i], i, y0: AXIS + view.tops[i] - g.sy, y1: AXIS + view.tops[i + 1] - g.sy });
  }
  c.save();
  c.beginPath();
  c.rect(label, AXIS, Math.max(0, g.end - label), g.h - AXIS);
  c.clip();
  seen.forEach((s) => ground(c, g, s));
  const bottom = seen.length ? seen.at(-1).y1 : AXIS;
  for (let d = data.monday; d < g.to && g.day * 7 >= 14; d += 7) if (d >= g.from) upright(c, g.x(d), AXIS, bottom, color("faint"));
  data.months.forEach(([, , a]) => upright(c, g.x(a), AXIS, bottom, color("grid")));
  seen.forEach((s) => (s.row.t === "unit" ? bars(c, g, s) : s.row.t === "mill" ? millDays(c, g, s) : cityDays(c, g, s)));
  c.restore();
  seen.forEach((s) => names(c, g, s, label));
  axis(c, g, label);
  upright(c, label, 0, bottom, color("grid"));
}

/** What lies behind the bars. */
function ground(c, g, { row, y0, y1 }) {
  if (row.t === "city") return;
  const mill = data.mills[row.t === "unit" ? data.units[row.i].mill : row.i];
  if (row.t === "mill") box(c, g.x(0), y0, g.x(data.days), y1, color("band"));
  else {
    box(c, g.x(0), y0, g.x(mill.period[0]), y1, color("outside"));
    box(c, g.x(mill.period[1]), y0, g.x(data.days), y1, color("outside"));
  }
  for (const [level, a, b] of data.cities[mill.city].episodes) {
    box(c, g.x(a), y0, g.x(b), y1, data.levels[level].color, 0.22);
  }
}

function hatch(c, x0, y0, x1, y1, ink) {
  c.save();
  c.beginPath();
  c.rect(x0, y0, x1 - x0, y1 - y0);
  c.clip();
  c.strokeStyle = ink;
  c.lineWidth = 1;
  c.beginPath();
  for (let x = x0 - (y1 - y0); x < x1; x += 6) {
    c.moveTo(x, y1);
    c.lineTo(x + (y1 - y0), y0);
  }
  c.stroke();
  c.restore();
}

/** The bars of a unit: first and last day, colour and ink, wordings; all that the card says too. */
function barsOf(u) {
  u.bars ??= [
    ...u.stops.map(([a, b, kind, lost]) => ({ a, b, stop: kind, lost })),
    ...u.slows.map(([a, b, hours, lost, step, episode]) => ({ a, b, hours, lost, step, episode })),
  ].sort((p, q) => p.a - q.a);
  return u.bars;
}

function wordings(bar) {
  const n = bar.b - bar.a;
  if (bar.stop !== undefined) return [fill(words["n-days"], { n }), String(n)];
  const hours = bar.hours === null ? "∞" : number(bar.hours, 3);
  return [fill(words["slow-days"], { hours, n }), `${hours} h`, hours];
}

function bars(c, g, { row, i, y0, y1 }) {
  const u = data.units[row.i];
  const middle = (y0 + y1) / 2;
  if (u.service) {
    const [a, b] = u.service[0] < u.service[1] ? u.service : [data.days, data.days];
    box(c, g.x(0), y0 + 1, g.x(a), y1 - 1, color("out"));
    box(c, g.x(b), y0 + 1, g.x(data.days), y1 - 1, color("out"));
  }
  for (const [a, b] of u.must ?? []) {
    box(c, g.x(a), y0 + 2, g.x(b), y1 - 2, color("must"));
    box(c, g.x(a), y0 + 2, g.x(b), y0 + 3, color("must-edge"));
    box(c, g.x(a), y1 - 3, g.x(b), y1 - 2, color("must-edge"));
  }
  for (const [a, b] of u.down ?? []) box(c, g.x(a), y0 + 3, g.x(b), y1 - 3, color("faint"));
  font(c, data.few ? 12 : 11, false);
  barsOf(u).forEach((bar, k) => {
    if (bar.b <= g.from || bar.a >= g.to) return;
    const [fillInk, ink] = bar.stop === undefined ? shade(bar.step) : tone(u.kind);
    const [x0, x1] = [g.x(bar.a), Math.max(g.x(bar.b), g.x(bar.a) + 1)];
    box(c, x0, y0 + 3, x1, y1 - 3, fillInk);
    let hatched = false;
    for (const [a, b] of u.down ?? []) {
      const [p, q] = [Math.max(a, bar.a, g.from), Math.min(b, bar.b, g.to)];
      if (p < q) {
        hatched = true;
        hatch(c, g.x(p), y0 + 3, g.x(q), y1 - 3, ink);
      }
    }
    if (view.focus === i && view.bar === k) frame(c, x0 - 1, y0 + 1, x1 + 1, y1 - 1, color("ink"), 2);
    const [left, end] = [Math.max(x0, g.x(g.from)), Math.min(x1, g.end)];
    const said = wordings(bar).find((text) => widthOf(c, text) + 8 <= end - left);
    if (said) {
      const half = widthOf(c, said) / 2 + 3;
      if (hatched) box(c, (left + end) / 2 - half, y0 + 4, (left + end) / 2 + half, y1 - 4, fillInk);
      write(c, said, (left + end) / 2, middle + 1, ink, "center");
    }
  });
  let free = -Infinity;
  for (const f of u.findings.filter((x) => x.number !== null)) free = breach(c, g, f, u, y0, y1, free);
}

/** A red frame around what breaks a rule, with its number. */
function breach(c, g, f, u, y0, y1, free) {
  const [a, b] = f.days ?? [0, data.days];
  const hit = barsOf(u).filter((bar) => bar.a < b && a < bar.b);
  for (const bar of hit) frame(c, g.x(bar.a), y0 + 2, Math.max(g.x(bar.b), g.x(bar.a) + 3), y1 - 2, color("breach"), 2);
  if (!hit.length && f.days) frame(c, g.x(a), y0 + 3, Math.max(g.x(b), g.x(a) + 3), y1 - 3, color("breach"), 2, [4, 3]);
  const start = Math.max(g.x(hit.length ? Math.max(a, hit[0].a) : a), free);
  return badge(c, f, start, (y0 + y1) / 2) + 2;
}

function badge(c, f, x, y) {
  font(c, 10.5, true);
  const w = widthOf(c, String(f.number)) + 8;
  box(c, x - 1, y - 8, x + w + 1, y + 8, color("paper"));
  box(c, x, y - 7, x + w, y + 7, color("breach"));
  write(c, String(f.number), x + w / 2, y + 0.5, color("paper"), "center");
  font(c, data.few ? 12 : 11, false);
  return x + w;
}

/** A mill: what stands of it by height where it is folded, its heating, the numbers of its breaches. */
function millDays(c, g, { row, y0, y1 }) {
  const mill = data.mills[row.i];
  if (view.folded.has(row.i)) {
    const share = standing(mill);
    for (let d = g.from; d < g.to; d++) {
      if (share[d] > 0) box(c, Math.round(g.x(d)), y1 - 3 - (y1 - y0 - 6) * share[d], Math.round(g.x(d + 1)), y1 - 3, tone(share.kind)[0]);
    }
  }
  if (mill.heating) box(c, g.x(mill.heating[0]), y1 - 4, g.x(mill.heating[1]), y1, color("must-edge"));
  marks(c, g, mill, y0, y1, color("breach"), view.folded.has(row.i) ? mill.units.flatMap((u) => data.units[u].findings) : []);
}

function cityDays(c, g, { row, y0, y1 }) {
  const city = data.cities[row.i];
  box(c, g.x(0), y0, g.x(data.days), y1, color("city"));
  for (const [level, a, b] of city.episodes) {
    box(c, g.x(a), y0 + 3, g.x(b), y1, data.levels[level].color);
  }
  marks(c, g, city, y0, y1, color("on-city"), []);
}

function marks(c, g, of, y0, y1, ink, more) {
  let x = g.end - 4;
  const all = [...of.findings, ...more].filter((f) => f.number !== null);
  font(c, 10.5, true);
  for (const f of all.slice(0, 8).reverse()) {
    x -= widthOf(c, String(f.number)) + 12;
    badge(c, f, x, (y0 + y1) / 2);
    font(c, 10.5, true);
  }
  if (all.length > 8) write(c, `+${all.length - 8}`, x - 4, (y0 + y1) / 2, ink, "right");
}

/** The names at the left and the numbers at the right. */
function names(c, g, { row, i, y0, y1 }, label) {
  const middle = (y0 + y1) / 2 + 0.5;
  const { narrow, right } = columns(g.w);
  const back = row.t === "city" ? color("city") : row.t === "mill" ? color("band") : color("paper");
  const ink = row.t === "city" ? color("on-city") : color("ink");
  const pale = row.t === "city" ? color("on-city") : color("muted");
  box(c, 0, y0, label, y1, back);
  if (right) box(c, g.end, y0, g.w, y1, back);
  if (row.t === "unit") {
    const u = data.units[row.i];
    const [chip, on] = tone(u.kind);
    const x = narrow ? 4 : 22;
    box(c, x, y0 + 3, x + 24, y1 - 3, chip);
    font(c, 11, true);
    write(c, data.kinds[u.kind].sign, x + 12, middle, on, "center");
    font(c, 12.5, false);
    const name = fit(c, u.id, label - x - 36);
    write(c, name, x + 30, middle, ink);
    const rest = label - x - 44 - widthOf(c, name);
    font(c, 11.5, false);
    if (u.size && widthOf(c, u.size) <= rest) write(c, u.size, label - 7, middle, pale, "right");
    if (right) {
      write(c, fit(c, u.total[0], right - 70), g.w - 68, middle, pale, "right");
      write(c, u.total[1], g.w - 8, middle, ink, "right");
    }
    box(c, 0, y1 - 1, g.w, y1, color("faint"));
  } else {
    const it = row.t === "city" ? data.cities[row.i] : data.mills[row.i];
    const folded = row.t === "city" ? view.shut.has(row.i) : view.folded.has(row.i);
    font(c, 11, false);
    write(c, folded ? "▸" : "▾", 5, middle, pale);
    let end = label - 6;
    if (row.t === "mill" && !narrow) {
      const grade = fit(c, fill(words["grade-of"], { grade: data.grades[it.grade] }), 60);
      end -= widthOf(c, grade) + 10;
      box(c, end, y0 + 4, label - 6, y1 - 4, color("ink"));
      write(c, grade, end + 5, middle, color("paper"));
      end -= 6;
    }
    font(c, row.t === "city" ? 14 : 13, true);
    write(c, fit(c, row.t === "city" ? it.name : narrow ? it.name : `${it.id} ${it.name}`, end - 20), 18, middle, ink);
    if (it.ratio && right) {
      font(c, 12.5, true);
      write(c, it.ratio.got, g.w - 8, middle, it.ratio.enough || row.t === "city" ? ink : color("breach"), "right");
      font(c, 11.5, false);
      const asked = it.ratio.asked ? `${it.ratio.enough ? "✓" : "✗"} ${fill(words.asked, { share: it.ratio.asked })}` : "";
      write(c, asked, g.w - 68, middle, it.ratio.enough ? pale : row.t === "city" ? ink : color("breach"), "right");
    }
  }
  if (view.focus === i) frame(c, 0, y0, g.w, y1, color("share"), 2);
}

function axis(c, g, label) {
  box(c, 0, 0, g.w, AXIS, color("paper"));
  c.save();
  c.beginPath();
  c.rect(label, 0, Math.max(0, g.end - label), AXIS);
  c.clip();
  box(c, g.x(0), 0, g.x(data.days), 22, color("band"));
  for (const [long, short, a, b] of data.months) {
    font(c, 13, true);
    const [x0, x1] = [Math.max(g.x(a), label), Math.min(g.x(b), g.end)];
    const text = [long, short].find((t) => widthOf(c, t) + 8 <= x1 - x0);
    if (text) write(c, text, (x0 + x1) / 2, 11.5, color("ink"), "center");
    upright(c, g.x(a), 0, AXIS, color("grid"));
  }
  font(c, 11, false);
  const room = 46;
  const step = g.day >= room ? 1 : g.day * 7 >= room ? 7 : g.day * 14 >= room ? 14 : 0;
  for (let d = step === 1 ? 0 : data.monday; step && d < g.to; d += step) {
    if (d < g.from - step) continue;
    upright(c, g.x(d), 22, AXIS, color("grid"));
    write(c, data.marks[d], g.x(d) + 3, 32, color("muted"));
  }
  c.restore();
  box(c, g.x(data.period[0]) < label ? label : g.x(data.period[0]), AXIS - 3, Math.min(g.x(data.period[1]), g.end), AXIS - 1, color("ink"), 0.8);
  font(c, 11, true);
  if (g.w - g.end) {
    write(c, words.days, g.w - 68, 32, color("muted"), "right");
    write(c, words.ratio, g.w - 8, 11, color("muted"), "right");
  }
  box(c, 0, AXIS - 1, g.w, AXIS, color("grid"));
}
