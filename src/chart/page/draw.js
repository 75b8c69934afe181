// Drawing: rows and days as SVG, only those that are seen, on screen and on paper alike. What is drawn and where is in `view`.
// Who does not see it finds a tree of rows with their bars (ARIA's treegrid).

const AXIS = 42;

const view = {
  rows: [], tops: [0], day: 1, least: 1, folded: new Set(), shut: new Set(), focus: -1, bar: -1, dark: false,
};

const color = (name) => data.colors[view.dark ? "dark" : "light"][name];
const tone = (kind) => data.kinds[kind][view.dark ? "dark" : "light"];
const shade = (step) => data.coke[view.dark ? "dark" : "light"][step];

/** An element of SVG: its attributes, its text where it has one. */
const SVG = $("chart").namespaceURI;
function shape(at, name, values, text) {
  const node = document.createElementNS(SVG, name);
  for (const key in values) node.setAttribute(key, values[key]);
  if (text !== undefined) node.textContent = text;
  at.append(node);
  return node;
}

// The font that texts are measured and written in.
const ruler = document.createElement("canvas").getContext("2d");
const family = getComputedStyle(document.body).fontFamily;
let type = {};
function font(size, bold = false) {
  type = bold ? { "font-size": size, "font-weight": "bold" } : { "font-size": size };
  ruler.font = `${bold ? "bold " : ""}${size}px ${family}`;
}

const widths = new Map();
function widthOf(text) {
  const key = ruler.font + text;
  let w = widths.get(key);
  if (w === undefined) {
    if (widths.size > 20000) widths.clear();
    w = ruler.measureText(text).width;
    widths.set(key, w);
  }
  return w;
}

/** As much of a text as fits. */
function fit(text, room) {
  if (widthOf(text) <= room) return text;
  const letters = Array.from(text);
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ruler.measureText(letters.slice(0, middle).join("") + "…").width <= room) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? letters.slice(0, low).join("") + "…" : "";
}

const px = (x) => Math.round(x * 100) / 100;
/** Text, `align`ed (start, middle or end) at a point, centred in height. */
function write(at, text, x, y, ink, align = "start") {
  shape(at, "text", { ...type, x: px(x), y: px(y), fill: ink, "text-anchor": align }, text);
}
function box(at, x0, y0, x1, y1, ink, alpha = 1) {
  if (!(x0 < x1 && y0 < y1)) return;
  shape(at, "rect", { x: px(x0), y: px(y0), width: px(x1 - x0), height: px(y1 - y0), fill: ink, "fill-opacity": alpha });
}
function frame(at, x0, y0, x1, y1, ink, width, dash = "none") {
  const [w, h] = [x1 - x0 - width, y1 - y0 - width].map((side) => px(Math.max(0.1, side)));
  const line = { fill: "none", stroke: ink, "stroke-width": width, "stroke-dasharray": dash };
  shape(at, "rect", { x: px(x0 + width / 2), y: px(y0 + width / 2), width: w, height: h, ...line });
}
const upright = (at, x, y0, y1, ink) => box(at, Math.round(x), y0, Math.round(x) + 1, y1, ink);

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
function draw(at, g) {
  const { label, right } = columns(g.w);
  g.x = (d) => label + d * g.day - g.sx;
  g.end = g.w - right;
  g.from = Math.max(0, Math.floor(g.sx / g.day));
  g.to = Math.min(data.days, Math.ceil((g.sx + g.end - label) / g.day));
  const seen = [];
  for (let i = rowAt(g.sy); i < Math.min(view.rows.length, g.until ?? Infinity) && view.tops[i] - g.sy < g.h - AXIS; i++) {
    seen.push({ row: view.rows[i], i, y0: AXIS + view.tops[i] - g.sy, y1: AXIS + view.tops[i + 1] - g.sy });
  }
  const bottom = seen.length ? seen.at(-1).y1 : AXIS;
  // What overlaps a margin is covered by what is drawn there later.
  at.replaceChildren();
  const back = shape(at, "g", { "aria-hidden": true });
  seen.forEach((s) => ground(back, g, s));
  for (let d = data.monday; d < g.to && g.day * 7 >= 14; d += 7) if (d >= g.from) upright(back, g.x(d), AXIS, bottom, color("faint"));
  data.months.forEach(([, , a]) => upright(back, g.x(a), AXIS, bottom, color("grid")));
  const list = shape(at, "g", { role: "rowgroup" });
  for (const s of seen) {
    const line = shape(list, "g", roleOf(s));
    (s.row.t === "unit" ? bars : s.row.t === "mill" ? millDays : cityDays)(line, g, s);
    names(line, g, s, label);
  }
  const front = shape(at, "g", { "aria-hidden": true });
  axis(front, g, label);
  upright(front, label, 0, bottom, color("grid"));
}

/** What marks the row or bar that has the focus. */
const HERE = { id: "here", "aria-describedby": "card", "aria-selected": true };

/** What a row is in the tree. */
function roleOf({ row, i }) {
  const role = { role: "row", "aria-rowindex": i + 1, "aria-level": row.t === "city" ? 1 : row.t === "mill" ? 2 : 3 };
  if (row.t !== "unit") role["aria-expanded"] = !isShut(row);
  return { ...role, ...(view.focus === i && !barOf(row, view.bar) ? HERE : {}) };
}

const isShut = (row) => (row.t === "city" ? view.shut : view.folded).has(row.i);
const barOf = (row, k) => (row.t === "unit" ? barsOf(data.units[row.i])[k] : undefined);

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

/** Slanting lines within a box. */
function hatch(at, x0, y0, x1, y1, ink) {
  const h = y1 - y0;
  let lines = "";
  for (let x = x0 - h; x < x1; x += 6) {
    const [a, b] = [Math.max(x, x0), Math.min(x + h, x1)];
    lines += `M${px(a)} ${px(y1 - a + x)}L${px(b)} ${px(y1 - b + x)}`;
  }
  shape(at, "path", { d: lines, stroke: ink });
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
  font(data.few ? 12 : 11);
  barsOf(u).forEach((bar, k) => {
    if (bar.b <= g.from || bar.a >= g.to) return;
    const [fillInk, ink] = bar.stop === undefined ? shade(bar.step) : tone(u.kind);
    const [x0, x1] = [g.x(bar.a), Math.max(g.x(bar.b), g.x(bar.a) + 1)];
    const focused = view.focus === i && view.bar === k;
    const it = shape(c, "g", { role: "gridcell", "aria-label": `${whatOf(bar)} ${span(bar.a, bar.b)}`, ...(focused ? HERE : {}) });
    box(it, x0, y0 + 3, x1, y1 - 3, fillInk);
    let hatched = false;
    for (const [a, b] of u.down ?? []) {
      const [p, q] = [Math.max(a, bar.a, g.from), Math.min(b, bar.b, g.to)];
      if (p < q) {
        hatched = true;
        hatch(it, g.x(p), y0 + 3, g.x(q), y1 - 3, ink);
      }
    }
    if (focused) frame(it, x0 - 1, y0 + 1, x1 + 1, y1 - 1, color("ink"), 2);
    const [left, end] = [Math.max(x0, g.x(g.from)), Math.min(x1, g.end)];
    const said = wordings(bar).find((text) => widthOf(text) + 8 <= end - left);
    if (said) {
      const half = widthOf(said) / 2 + 3;
      if (hatched) box(it, (left + end) / 2 - half, y0 + 4, (left + end) / 2 + half, y1 - 4, fillInk);
      write(it, said, (left + end) / 2, middle + 1, ink, "middle");
    }
  });
  for (const [a, b] of u.earlier ?? []) {
    const it = shape(c, "g", { class: "earlier", role: "gridcell", "aria-label": `${words.earlier} ${span(a, b)}` });
    frame(it, g.x(a), y0 + 1, Math.max(g.x(b), g.x(a) + 3), y1 - 1, color("ink"), 1.5, [5, 3]);
  }
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
  font(10.5, true);
  const w = widthOf(String(f.number)) + 8;
  box(c, x - 1, y - 8, x + w + 1, y + 8, color("paper"));
  box(c, x, y - 7, x + w, y + 7, color("breach"));
  write(c, String(f.number), x + w / 2, y + 0.5, color("paper"), "middle");
  font(data.few ? 12 : 11);
  return x + w;
}

/** A mill: what stands of it by height where it is folded, its heating, the numbers of its breaches. */
function millDays(c, g, { row, y0, y1 }) {
  const mill = data.mills[row.i];
  if (isShut(row)) {
    const share = standing(mill);
    let steps = `M${px(g.x(g.from))} ${y1 - 3}`;
    for (let d = g.from; d < g.to; d++) {
      if (d === g.from || share[d] !== share[d - 1]) steps += `V${px(y1 - 3 - (y1 - y0 - 6) * share[d])}`;
      if (d === g.to - 1 || share[d] !== share[d + 1]) steps += `H${px(g.x(d + 1))}`;
    }
    shape(c, "path", { d: `${steps}V${y1 - 3}Z`, fill: tone(share.kind)[0] });
  }
  if (mill.heating) box(c, g.x(mill.heating[0]), y1 - 4, g.x(mill.heating[1]), y1, color("must-edge"));
  marks(c, g, mill, y0, y1, color("breach"), isShut(row) ? mill.units.flatMap((u) => data.units[u].findings) : []);
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
  font(10.5, true);
  for (const f of all.slice(0, 8).reverse()) {
    x -= widthOf(String(f.number)) + 12;
    badge(c, f, x, (y0 + y1) / 2);
    font(10.5, true);
  }
  if (all.length > 8) write(c, `+${all.length - 8}`, x - 4, (y0 + y1) / 2, ink, "end");
}

/** The names at the left and the numbers at the right. */
function names(line, g, { row, i, y0, y1 }, label) {
  const middle = (y0 + y1) / 2 + 0.5;
  const { narrow, right } = columns(g.w);
  const back = row.t === "city" ? color("city") : row.t === "mill" ? color("band") : color("paper");
  const ink = row.t === "city" ? color("on-city") : color("ink");
  const pale = row.t === "city" ? color("on-city") : color("muted");
  const it = data[row.t === "city" ? "cities" : `${row.t}s`][row.i];
  const c = shape(line, "g", { role: "rowheader", "aria-label": titleOf(row) });
  box(c, 0, y0, label, y1, back);
  if (right) box(c, g.end, y0, g.w, y1, back);
  if (row.t === "unit") {
    const u = it;
    const [chip, on] = tone(u.kind);
    const x = narrow ? 4 : 22;
    box(c, x, y0 + 3, x + 24, y1 - 3, chip);
    font(11, true);
    write(c, data.kinds[u.kind].sign, x + 12, middle, on, "middle");
    font(12.5);
    const name = fit(u.id, label - x - 36);
    write(c, name, x + 30, middle, ink);
    const rest = label - x - 44 - widthOf(name);
    font(11.5);
    if (u.size && widthOf(u.size) <= rest) write(c, u.size, label - 7, middle, pale, "end");
    if (right) {
      write(c, fit(u.total[0], right - 70), g.w - 68, middle, pale, "end");
      write(c, u.total[1], g.w - 8, middle, ink, "end");
    }
    box(c, 0, y1 - 1, g.w, y1, color("faint"));
  } else {
    font(11);
    write(c, isShut(row) ? "▸" : "▾", 5, middle, pale);
    let end = label - 6;
    if (row.t === "mill" && !narrow) {
      const grade = fit(fill(words["grade-of"], { grade: data.grades[it.grade] }), 60);
      end -= widthOf(grade) + 10;
      box(c, end, y0 + 4, label - 6, y1 - 4, color("ink"));
      write(c, grade, end + 5, middle, color("paper"));
      end -= 6;
    }
    font(row.t === "city" ? 14 : 13, true);
    write(c, fit(row.t === "city" ? it.name : narrow ? it.name : `${it.id} ${it.name}`, end - 20), 18, middle, ink);
    if (it.ratio && right) {
      font(12.5, true);
      write(c, it.ratio.got, g.w - 8, middle, it.ratio.enough || row.t === "city" ? ink : color("breach"), "end");
      font(11.5);
      const asked = it.ratio.asked ? `${it.ratio.enough ? "✓" : "✗"} ${fill(words.asked, { share: it.ratio.asked })}` : "";
      write(c, asked, g.w - 68, middle, it.ratio.enough ? pale : row.t === "city" ? ink : color("breach"), "end");
    }
  }
  if (view.focus === i) frame(c, 0, y0, g.w, y1, color("share"), 2);
}

function axis(c, g, label) {
  box(c, 0, 0, g.w, AXIS, color("paper"));
  box(c, g.x(0), 0, g.x(data.days), 22, color("band"));
  for (const [long, short, a, b] of data.months) {
    font(13, true);
    const [x0, x1] = [Math.max(g.x(a), label), Math.min(g.x(b), g.end)];
    const text = [long, short].find((t) => widthOf(t) + 8 <= x1 - x0);
    if (text) write(c, text, (x0 + x1) / 2, 11.5, color("ink"), "middle");
    upright(c, g.x(a), 0, AXIS, color("grid"));
  }
  font(11);
  const room = 46;
  const step = g.day >= room ? 1 : g.day * 7 >= room ? 7 : g.day * 14 >= room ? 14 : 0;
  for (let d = step === 1 ? 0 : data.monday; step && d < g.to; d += step) {
    if (d < g.from - step) continue;
    upright(c, g.x(d), 22, AXIS, color("grid"));
    write(c, data.marks[d], g.x(d) + 3, 32, color("muted"));
  }
  box(c, g.x(data.period[0]) < label ? label : g.x(data.period[0]), AXIS - 3, Math.min(g.x(data.period[1]), g.end), AXIS - 1, color("ink"), 0.8);
  box(c, 0, 0, label, AXIS, color("paper"));
  box(c, g.end, 0, g.w, AXIS, color("paper"));
  font(11, true);
  if (g.w - g.end) {
    write(c, words.days, g.w - 68, 32, color("muted"), "end");
    write(c, words.ratio, g.w - 8, 11, color("muted"), "end");
  }
  box(c, 0, AXIS - 1, g.w, AXIS, color("grid"));
}
