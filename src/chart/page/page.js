
// What a reader does: filters, folding, zoom, pointer and keys.

const scroller = $("scroll");
const chart = $("chart");

/** An element with text in it: the only way in which text reaches the page. */
function make(name, text, parent, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  parent?.append(node);
  return node;
}

/** What the filters leave out or ask for. */
const asked = { text: "", grades: new Set(), kinds: new Set(), finding: "" };

const matches = (f) =>
  asked.finding === "any" || (asked.finding === "errors" && f.number !== null) ||
  (asked.finding === "warnings" && f.number === null) || asked.finding === String(f.rule);
const holds = (...texts) => texts.some((t) => t.toLowerCase().includes(asked.text));

/** The units of a mill that the filters leave. */
function unitsLeft(mill) {
  if (asked.grades.has(mill.grade)) return [];
  const named = holds(mill.id, mill.name, data.cities[mill.city].name);
  const found = mill.findings.some(matches);
  return mill.units.filter((i) => {
    const u = data.units[i];
    if (asked.kinds.has(u.kind) || !(named || holds(u.id))) return false;
    return !asked.finding || found || u.findings.some(matches);
  });
}

const isFiltered = () => Boolean(asked.text || asked.finding || asked.grades.size || asked.kinds.size);

/** Lays out the rows anew. */
function layOut() {
  card(null);
  const kept = view.rows[view.focus];
  view.rows = [];
  let shown = 0;
  data.cities.forEach((city, c) => {
    const mills = city.mills.map((m) => [m, unitsLeft(data.mills[m])]);
    const left = mills.filter(([m, units]) => units.length || (!isFiltered() && !data.mills[m].units.length));
    if (!left.length) return;
    view.rows.push({ t: "city", i: c });
    for (const [m, units] of left) {
      shown += units.length;
      if (view.shut.has(c)) continue;
      view.rows.push({ t: "mill", i: m });
      if (!view.folded.has(m)) for (const i of units) view.rows.push({ t: "unit", i });
    }
  });
  view.tops = [0];
  for (const row of view.rows) view.tops.push(view.tops.at(-1) + heightOf(row));
  view.focus = kept ? view.rows.findIndex((r) => r.t === kept.t && r.i === kept.i) : -1;
  $("shown").textContent = fill(words.shown, { shown: number(shown), all: number(data.units.length) });
  scroller.setAttribute("aria-rowcount", view.rows.length);
  $("empty").hidden = view.rows.length > 0;
  $("clear").hidden = !isFiltered();
  $("grades").parentElement.classList.toggle("set", asked.grades.size > 0);
  $("kinds").parentElement.classList.toggle("set", asked.kinds.size > 0);
  resize();
}

/** The chart is as large as the window on it; a block behind it is as large as all its rows and days. */
function resize() {
  const [w, h] = [scroller.clientWidth, scroller.clientHeight];
  chart.setAttribute("width", w);
  chart.setAttribute("height", h);
  const { label, right } = columns(w);
  const whole = Math.max(1, w - label - right) / data.days;
  if (view.day <= view.least || view.day < whole) view.day = whole;
  view.least = whole;
  $("room").style.width = `${Math.floor(label + right + view.day * data.days)}px`;
  $("room").style.height = `${Math.max(h, AXIS + view.tops.at(-1))}px`;
  redraw();
}

let due = false;
function redraw() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    const [w, h, sx, sy] = [scroller.clientWidth, scroller.clientHeight, scroller.scrollLeft, scroller.scrollTop];
    draw(chart, { w, h, sx, sy, day: view.day });
    if ($("here")) scroller.setAttribute("aria-activedescendant", "here");
    else scroller.removeAttribute("aria-activedescendant");
  });
}

/** Zooms by a factor; the day at pixel `x` of the window stays where it is. */
function zoom(by, x) {
  const { label, right } = columns(scroller.clientWidth);
  const at = Math.min(Math.max(x ?? (label + scroller.clientWidth - right) / 2, label), scroller.clientWidth - right) - label;
  const day = (at + scroller.scrollLeft) / view.day;
  view.day = Math.min(Math.max(view.day * by, view.least), 80);
  resize();
  scroller.scrollLeft = day * view.day - at;
  redraw();
}

/** What is at a pixel of the window: its row, the day, the bar or another thing. */
function under(x, y) {
  const { label, right } = columns(scroller.clientWidth);
  const height = y - AXIS + scroller.scrollTop;
  if (y < AXIS || height < 0 || height >= view.tops.at(-1)) return null;
  const i = rowAt(height);
  const row = view.rows[i];
  const inside = x >= label && x < scroller.clientWidth - right;
  const day = inside ? Math.floor((x - label + scroller.scrollLeft) / view.day) : null;
  const bar = row.t === "unit" && day !== null ? barsOf(data.units[row.i]).findIndex((b) => b.a <= day && day < b.b) : -1;
  return { row, i, day: day !== null && day < data.days ? day : null, bar };
}

/** What the card says of a place: pairs of name and value, breaches. */
function facts({ row, day, bar }) {
  if (row.t === "city") {
    const city = data.cities[row.i];
    const lines = ratioLines(city);
    for (const [level, a, b] of city.episodes) if (day === null || (a <= day && day < b)) lines.push([data.levels[level].name, span(a, b)]);
    const units = city.mills.reduce((n, m) => n + data.mills[m].units.length, 0);
    lines.unshift(["", fill(words["mills-units"], { mills: number(city.mills.length), units: number(units) })]);
    return { lines, findings: city.findings };
  }
  if (row.t === "mill") {
    const mill = data.mills[row.i];
    const lines = [[words.grade, fill(words["grade-of"], { grade: data.grades[mill.grade] })], ...ratioLines(mill)];
    if (mill.period[0] < mill.period[1]) lines.push([words.period, span(...mill.period)]);
    if (mill.heating) lines.push([mill.heating[2], span(mill.heating[0], mill.heating[1])]);
    const inner = isShut(row) ? mill.units.flatMap((u) => data.units[u].findings) : [];
    return { lines, findings: [...mill.findings, ...inner] };
  }
  const u = data.units[row.i];
  const lines = [[data.kinds[u.kind].name, u.size ?? ""]];
  const b = barsOf(u)[bar];
  if (b) {
    lines.push(["", whatOf(b)], [words.dates, span(b.a, b.b)], [words.days, fill(words["n-days"], { n: b.b - b.a })]);
    if (b.lost !== null) lines.push([words.lost, fill(words.tonnes, { n: number(b.lost) })]);
    for (const rule of b.why.map((r) => data.rules[r])) lines.push([words.rule, `${rule.id} ${rule.name}`], ["", rule.section]);
  } else {
    lines.push([words.rate, fill(words["per-day"], { n: number(u.rate, 1) })], [words.days, u.total[0]], [words.ratio, u.total[1]]);
    if (day !== null) lines.push([words.day, data.dates[day]]);
    const at = (ranges) => (ranges ?? []).find(([p, q]) => day !== null && p <= day && day < q);
    if (at(u.must)) lines.push([words.must, span(...at(u.must))]);
    if (at(u.down)) lines.push([words.fixed, span(...at(u.down))]);
    if (u.service && day !== null && !at([u.service])) lines.push(["", u.out[day < u.service[0] ? 0 : 1]]);
  }
  const touches = (f) => !b || !f.days || (f.days[0] < b.b && b.a < f.days[1]);
  return { lines, findings: u.findings.filter(touches) };
}

function ratioLines(it) {
  if (!it.ratio) return [];
  const wanted = it.ratio.asked ? fill(words.asked, { share: it.ratio.asked }) : words["own-choice"];
  return [[words.ratio, `${it.ratio.got} (${wanted})`]];
}

/** Whether the card is the focused row's: it goes along where that is scrolled. */
let told = false;

/** Shows the card beside a pixel of the page, or hides it. */
function card(place, x, y) {
  told = false;
  const node = $("card");
  node.replaceChildren();
  node.hidden = !place;
  if (!place) return;
  const { lines, findings } = facts(place);
  make("strong", titleOf(place.row), node);
  const list = make("dl", undefined, node);
  for (const [name, value] of lines.filter(([, v]) => v)) {
    make("dt", name, list);
    make("dd", value, list);
  }
  for (const f of findings.slice(0, 4)) make("p", f.text, node);
  if (findings.length > 4) make("p", `+${findings.length - 4}`, node);
  const { offsetWidth: w, offsetHeight: h } = node;
  node.style.left = `${Math.max(8, Math.min(x + 16, innerWidth - w - 8))}px`;
  node.style.top = `${y + 18 + h > innerHeight - 8 ? Math.max(8, y - h - 12) : y + 18}px`;
}

/** Brings a row, and a run of days where given, into view. */
function reveal(i, days) {
  const [y0, y1, h] = [view.tops[i], view.tops[i + 1], scroller.clientHeight - AXIS];
  if (y0 < scroller.scrollTop || y1 > scroller.scrollTop + h) scroller.scrollTop = Math.max(0, y0 - h / 2);
  if (days) {
    const { label, right } = columns(scroller.clientWidth);
    const room = scroller.clientWidth - label - right;
    const [x0, x1] = [days[0] * view.day, days[1] * view.day];
    if (x0 < scroller.scrollLeft || x1 > scroller.scrollLeft + room) {
      scroller.scrollLeft = Math.max(0, x1 - x0 > room ? x0 - 10 : (x0 + x1 - room) / 2);
    }
  }
  redraw();
}

/** The card of the focused row or bar, beside it; to those who do not see it, its description. */
function tell() {
  const row = view.rows[view.focus];
  if (!row) return;
  const bar = barOf(row, view.bar);
  const at = chart.getBoundingClientRect();
  const { label } = columns(scroller.clientWidth);
  const x = bar ? label + bar.a * view.day - scroller.scrollLeft : label / 2;
  const y = AXIS + view.tops[view.focus + 1] - scroller.scrollTop;
  const seen = y > AXIS && y <= scroller.clientHeight + 30;
  card(seen && { row, i: view.focus, day: null, bar: bar ? view.bar : -1 }, at.left + Math.max(label / 2, x), at.top + y - 12);
  told = true;
}

function focusRow(i, bar = -1) {
  if (!view.rows.length) return;
  view.focus = Math.max(0, Math.min(view.rows.length - 1, i));
  view.bar = bar;
  const row = view.rows[view.focus];
  const b = barOf(row, bar);
  reveal(view.focus, b && [b.a, b.b]);
  follow(row);
  tell();
}

function fold(i) {
  const row = view.rows[i];
  const set = row?.t === "mill" ? view.folded : row?.t === "city" ? view.shut : null;
  if (!set) return;
  if (!set.delete(row.i)) set.add(row.i);
  layOut();
}

function foldAll(shut) {
  view.folded = new Set(shut ? data.mills.keys() : []);
  view.shut.clear();
  layOut();
}

function clearFilters() {
  Object.assign(asked, { text: "", finding: "", grades: new Set(), kinds: new Set() });
  $("search").value = "";
  $("finding").value = "";
  document.querySelectorAll(".menu input").forEach((box) => { box.checked = true; });
  layOut();
  listFindings();
}

/** Goes to what a finding is about. */
function jump(f) {
  const mill = f.mill ?? (f.unit !== null ? data.units[f.unit].mill : null);
  const city = f.city ?? (mill !== null ? data.mills[mill].city : null);
  const [t, i] = f.unit !== null ? ["unit", f.unit] : f.mill !== null ? ["mill", f.mill] : ["city", city];
  const find = () => view.rows.findIndex((r) => r.t === t && r.i === i);
  view.shut.delete(city);
  if (f.unit !== null) view.folded.delete(mill);
  layOut();
  if (find() < 0 && isFiltered()) clearFilters();
  const at = find();
  markFinding(f);
  if (at < 0) return;
  const all = f.unit !== null ? barsOf(data.units[f.unit]) : [];
  focusRow(at, f.days ? all.findIndex((b) => b.a < f.days[1] && f.days[0] < b.b) : -1);
  reveal(at, f.days);
  tell();
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key === "Escape") {
    card(null);
    if (typing) scroller.focus();
    return;
  }
  if (typing) return;
  const page = Math.max(1, Math.floor((scroller.clientHeight - AXIS) / 24) - 1);
  const anywhere = {
    "/": () => $("search").focus(), "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": () => zoom(0),
    n: () => step(1), p: () => step(-1), t: () => dress(!view.dark),
  };
  const row = view.rows[view.focus];
  const count = row?.t === "unit" ? barsOf(data.units[row.i]).length : 0;
  const sideways = (by) => {
    if (count) focusRow(view.focus, Math.max(0, Math.min(count - 1, view.bar + by)));
    else scroller.scrollLeft += by * 7 * view.day;
  };
  const onChart = {
    ArrowDown: () => focusRow(view.focus + 1), ArrowUp: () => focusRow(view.focus - 1),
    ArrowRight: () => sideways(1), ArrowLeft: () => sideways(-1),
    PageDown: () => focusRow(view.focus + page), PageUp: () => focusRow(view.focus - page),
    Home: () => focusRow(0), End: () => focusRow(view.rows.length - 1),
    Enter: () => { fold(view.focus); tell(); }, " ": () => { fold(view.focus); tell(); },
  };
  const does = anywhere[event.key] ?? (event.target === scroller ? onChart[event.key] : undefined);
  if (!does) return;
  event.preventDefault();
  does();
}
