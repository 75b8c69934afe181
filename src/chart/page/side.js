
// Beside the chart: findings, load curve, steel; the print; and how all begins.

/** A small chart, emptied; and where its axes lie. */
function small(id) {
  const at = $(id);
  const [w, h] = [Math.max(120, at.parentElement.clientWidth), 150];
  at.replaceChildren();
  at.setAttribute("viewBox", `0 0 ${w} ${h}`);
  font(11);
  return { at, w, left: 44, top: 10, bottom: h - 20 };
}

const monthOf = (month) => month[1];

/** The share of a city's furnaces that stands on each day, with its limits; days out of these in red. */
function drawLoad() {
  const city = data.cities[Number($("city").value)];
  if (!city) return;
  const { at, w, left, top, bottom } = small("load");
  const share = city.share;
  const known = share.filter((v) => v !== null);
  const most = Math.min(100, Math.ceil(Math.max(10, ...known, ...city.bands.map((b) => 100 * b[3])) / 10 + 0.04) * 10);
  const x = (d) => Math.round(left + ((w - left - 6) * d) / data.days);
  const y = (v) => bottom - ((bottom - top) * Math.min(v, most)) / most;
  for (const [level, a, b] of city.episodes) box(at, x(a), top, x(b), bottom, data.levels[level].color, 0.3);
  for (let v = 0; v <= most; v += most > 50 ? 20 : 10) {
    box(at, left, y(v), w - 6, y(v) + 1, color(v ? "faint" : "grid"));
    write(at, `${v}%`, left - 5, y(v), color("muted"), "end");
  }
  for (const month of data.months) {
    upright(at, x(month[2]), top, bottom + 4, color("faint"));
    if (x(month[3]) - x(month[2]) >= widthOf(monthOf(month)) + 2) {
      write(at, monthOf(month), (x(month[2]) + x(month[3])) / 2, bottom + 11, color("muted"), "middle");
    }
  }
  const calm = (d) => !city.episodes.some(([, a, b]) => a <= d && d < b);
  share.forEach((v, d) => {
    if (v === null) return;
    box(at, x(d), y(v), x(d + 1), bottom, color("share"), 0.4);
    box(at, x(d), y(v) - 1, x(d + 1), y(v) + 1, color("share"));
    for (const [a, b, least, limit] of city.bands) {
      if (d < a || d >= b) continue;
      if (v < 100 * least - 0.01) box(at, x(d), y(100 * least), x(d + 1), bottom, color("breach"), 0.55);
      if (calm(d) && v > 100 * limit + 0.01) box(at, x(d), top, x(d + 1), y(100 * limit), color("breach"), 0.55);
    }
  });
  for (const [a, b, least, limit] of city.bands) {
    for (const v of [least > 0 ? least : null, limit < 1 ? limit : null].filter((v) => v !== null)) {
      const line = { stroke: color("ink"), "stroke-width": 1.5, "stroke-dasharray": "5 3" };
      shape(at, "line", { x1: x(a), x2: x(b), y1: px(y(100 * v)), y2: px(y(100 * v)), ...line });
    }
  }
  const said = [];
  if (known.length) {
    const peak = share.indexOf(Math.max(...known));
    said.push(`${fill(words.peak, { share: percent(share[peak] / 100) })} (${data.dates[peak]})`);
    said.push(fill(words.mean, { share: percent(known.reduce((a, b) => a + b, 0) / known.length / 100) }));
  }
  const band = city.bands[0];
  if (band && band[2] > 0) said.push(fill(words.least, { share: percent(band[2]) }));
  if (band && band[3] < 1) said.push(fill(words.most, { share: percent(band[3]) }));
  $("extremes").textContent = said.join(" · ");
}

/** Crude steel by month against the same days of last year: of all mills, or of one. */
function drawSteel() {
  const whose = $("whose").value;
  const mills = whose === "" ? data.mills : [data.mills[Number(whose)]];
  const sums = data.months.map((_, k) => mills.reduce(([a, b], m) => [a + m.steel[k][0], b + m.steel[k][1]], [0, 0]));
  const { at, w, left, top, bottom } = small("steel");
  const most = Math.max(1, ...sums.flat());
  const wide = (w - left - 6) / sums.length;
  const y = (v) => bottom - ((bottom - top) * v) / most;
  const unit = 10 ** Math.floor(Math.log10(most));
  for (let v = 0; v <= most; v += most / unit > 5 ? 2 * unit : most / unit > 2 ? unit : unit / 2) {
    box(at, left, y(v), w - 6, y(v) + 1, color(v ? "faint" : "grid"));
    write(at, Intl.NumberFormat(document.documentElement.lang, { notation: "compact" }).format(v), left - 5, y(v), color("muted"), "end");
  }
  sums.forEach(([now, last], k) => {
    const x = left + wide * k;
    box(at, x + wide * 0.12, y(last), x + wide * 0.48, bottom, color("grid"));
    box(at, x + wide * 0.5, y(now), x + wide * 0.86, bottom, color("share"));
    const name = monthOf(data.months[k]);
    if (widthOf(name) <= wide) write(at, name, x + wide / 2, bottom + 11, color("muted"), "middle");
  });
  const table = $("table");
  table.replaceChildren();
  const head = make("tr", undefined, make("thead", undefined, table));
  [words.month, words.now, words["last-year"], words.change].forEach((text) => { make("th", text, head).scope = "col"; });
  const body = make("tbody", undefined, table);
  const line = (name, now, last, more) => {
    const row = make("tr", undefined, body);
    const change = last > 0 ? now / last - 1 : null;
    [name, number(now), number(last)].forEach((text) => make("td", text, row));
    make("td", change === null ? "—" : `${change > 0 ? "+" : ""}${percent(change)}`, row, more && change > 1e-6 ? "more" : "");
  };
  sums.forEach(([now, last], k) => line(data.months[k][0], now, last));
  const of = (k) => sums.reduce((sum, s) => sum + s[k], 0);
  // no more than last year is asked of the season as a whole
  line(words.season, of(0), of(1), true);
}

/** The panels follow the focused row: its city's curve, its mill's steel. */
function follow(row) {
  const mill = row.t === "unit" ? data.units[row.i].mill : row.t === "mill" ? row.i : null;
  const city = row.t === "city" ? row.i : data.mills[mill].city;
  if ($("city").value !== String(city)) {
    $("city").value = String(city);
    drawLoad();
  }
  const whose = mill === null ? "" : String(mill);
  if ($("whose").value !== whose) {
    $("whose").value = whose;
    drawSteel();
  }
}

let listed = [];
let current = -1;
let long = 100;

/** The findings that the filter asks for, each a button that goes to its bar. */
function listFindings(keep = false) {
  if (!keep) [long, current] = [100, -1];
  listed = asked.finding && asked.finding !== "any" ? data.findings.filter(matches) : data.findings;
  $("count").textContent = fill(words.findings, { n: number(listed.length) });
  const list = $("findings");
  list.replaceChildren();
  if (!listed.length) make("li", words["no-findings"], list);
  listed.slice(0, long).forEach((f, i) => {
    const button = make("button", undefined, make("li", undefined, list), i === current ? "current" : "");
    button.type = "button";
    make("b", f.number === null ? words.warning : String(f.number), button, f.number === null ? "warning" : "");
    make("span", f.waived ? `${f.text} (${words.waived})` : f.text, button);
    button.addEventListener("click", () => jump(f));
  });
  $("more").hidden = listed.length <= long;
  $("more").textContent = fill(words.more, { n: number(Math.min(200, listed.length - long)) });
}

function markFinding(f) {
  current = listed.indexOf(f);
  if (current >= long) long = current + 50;
  listFindings(true);
  $("findings").children[current]?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  if (listed.length) jump(listed[(current + by + (current < 0 && by < 0 ? 1 : 0) + listed.length) % listed.length]);
}

/** What moved against an earlier plan; a click leads there. */
function listMoved() {
  $("moves").hidden = !data.moved;
  $("moved").textContent = data.moved ?? "";
  data.units.forEach((u, unit) => {
    if (!u.moved) return;
    const item = make("li", undefined, $("changes"));
    const button = make("button", u.moved, item);
    button.type = "button";
    const days = u.earlier[0] ?? (barsOf(u).length ? [barsOf(u)[0].a, barsOf(u)[0].b] : null);
    button.addEventListener("click", () => jump({ unit, mill: null, city: null, days }));
  });
}

function legend() {
  const list = $("legend");
  list.replaceChildren();
  const entry = (text, ink, sign, on) => {
    const item = make("li", undefined, list);
    const sample = make("i", sign ?? "", item);
    sample.style.background = ink;
    if (on) sample.style.color = on;
    item.append(text);
  };
  const present = new Set(data.units.map((u) => u.kind));
  data.kinds.forEach((k, i) => {
    if (!present.has(i)) return;
    const [ink, on] = data.units.some((u) => u.kind === i && u.slows.length) ? shade(6) : tone(i);
    entry(k.name, ink, k.sign, on);
  });
  if (data.units.some((u) => u.down)) {
    const i = data.kinds.findIndex((_, kind) => present.has(kind));
    const [ink, on] = tone(i);
    entry(words.fixed, `repeating-linear-gradient(135deg, ${ink} 0 3px, ${on} 3px 4px)`);
  }
  if (data.units.some((u) => u.must)) entry(words.must, color("must"));
  if (data.mills.some((m) => m.heating)) entry(words.heating, color("must-edge"));
  if (data.units.some((u) => u.service)) entry(words["no-service"], color("out"));
  entry(words.outside, color("outside"));
  if (data.moved) entry(words.earlier, "transparent", "┅");
  const levels = new Set(data.cities.flatMap((c) => c.episodes.map((e) => e[0])));
  data.levels.forEach((l, i) => { if (levels.has(i)) entry(l.name, l.color); });
}

/** Light or dark: the palette's colours become the style's variables. */
function dress(dark) {
  view.dark = dark;
  const root = document.documentElement;
  root.style.colorScheme = dark ? "dark" : "light";
  for (const [name, ink] of Object.entries(data.colors[dark ? "dark" : "light"])) root.style.setProperty(`--${name}`, ink);
  legend();
  drawLoad();
  drawSteel();
  redraw();
}

/** For the printer: the rows as they are filtered and folded, the whole season wide, on sheets; the first has the page's head above it. */
function beforePrint() {
  const { dark, focus } = view;
  view.focus = -1;
  if (dark) dress(false);
  long = listed.length;
  listFindings(true);
  const paper = $("paper");
  const [w, h] = [1560, 1010];
  const { label, right } = columns(w);
  for (let i = 0, room = h - 250; i < view.rows.length; room = h) {
    let end = i + 1;
    while (end < view.rows.length && view.tops[end + 1] - view.tops[i] <= room - AXIS) end++;
    const tall = AXIS + view.tops[end] - view.tops[i];
    const sheet = shape(paper, "svg", { viewBox: `0 0 ${w} ${tall}` });
    draw(sheet, { w, h: tall, sx: 0, sy: view.tops[i], day: (w - label - right) / data.days, until: end });
    i = end;
  }
  addEventListener("afterprint", () => { paper.replaceChildren(); view.focus = focus; dress(dark); }, { once: true });
}

/** Boxes to tick, all ticked; what is not is left out. */
function boxes(id, names, out) {
  for (const [value, text] of names) {
    const line = make("label", undefined, $(id));
    const tick = make("input", undefined, line);
    tick.type = "checkbox";
    tick.checked = true;
    line.append(" ", text);
    tick.addEventListener("change", () => {
      if (tick.checked) asked[out].delete(value);
      else asked[out].add(value);
      layOut();
    });
  }
}

function option(parent, value, text) {
  make("option", text, $(parent)).value = value;
}

function begin() {
  for (const name of ["title", "span", "cost"]) $(name).textContent = data[name];
  $("keeps").textContent = data.verdict;
  $("keeps").classList.toggle("breaks", !data.keeps);
  for (const [value, caption] of data.figures) {
    const item = make("li", undefined, $("figures"));
    make("b", value, item);
    item.append(caption);
  }
  document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = words[node.dataset.word]; });
  document.querySelectorAll("[data-label]").forEach((node) => {
    node.setAttribute("aria-label", words[node.dataset.label]);
    if (node.matches("button, select")) node.title = words[node.dataset.label];
  });
  document.querySelectorAll("[data-hint]").forEach((node) => {
    node.placeholder = words[node.dataset.hint];
    node.setAttribute("aria-label", words[node.dataset.hint]);
  });
  const grades = [...new Set(data.mills.map((m) => m.grade))].sort((a, b) => a - b);
  boxes("grades", grades.map((g) => [g, fill(words["grade-of"], { grade: data.grades[g] })]), "grades");
  const kinds = [...new Set(data.units.map((u) => u.kind))].sort((a, b) => a - b);
  boxes("kinds", kinds.map((k) => [k, data.kinds[k].name]), "kinds");
  option("finding", "", words["findings-all"]);
  option("finding", "any", words["findings-any"]);
  option("finding", "errors", words["findings-errors"]);
  option("finding", "warnings", words["findings-warnings"]);
  const rules = [...new Set(data.findings.map((f) => f.rule))].sort((a, b) => a - b);
  rules.forEach((r) => option("finding", String(r), `${data.rules[r].id} ${data.rules[r].name}`));
  data.cities.forEach((c, i) => option("city", String(i), c.name));
  $("city").hidden = data.cities.length < 2;
  option("whose", "", words["all-mills"]);
  data.mills.forEach((m, i) => option("whose", String(i), `${m.id} ${m.name}`));
  $("loads").hidden = !data.cities.some((c) => c.share.some((v) => v !== null));
  // a region is read mill by mill: its units are one click away
  if (data.units.length > 1000) view.folded = new Set(data.mills.keys());

  const on = (id, event, does) => $(id).addEventListener(event, does);
  on("tools", "submit", (e) => e.preventDefault());
  on("search", "input", () => {
    asked.text = $("search").value.trim().toLowerCase();
    if (asked.text && view.folded.size === data.mills.length) view.folded.clear();
    layOut();
  });
  on("search", "keydown", (e) => { if (e.key === "Enter" || e.key === "ArrowDown") { e.preventDefault(); scroller.focus(); focusRow(0); } });
  on("finding", "change", () => { asked.finding = $("finding").value; layOut(); listFindings(); });
  on("clear", "click", clearFilters);
  on("fold", "click", () => foldAll(true));
  on("unfold", "click", () => foldAll(false));
  on("in", "click", () => zoom(1.5));
  on("out", "click", () => zoom(1 / 1.5));
  on("whole", "click", () => zoom(0));
  on("theme", "click", () => dress(!view.dark));
  on("print", "click", () => print());
  on("city", "change", drawLoad);
  on("whose", "change", drawSteel);
  on("more", "click", () => { long += 200; listFindings(true); });
  listMoved();
  pointers();
  addEventListener("keydown", key);
  addEventListener("pointerdown", (e) => {
    document.querySelectorAll(".menu[open]").forEach((menu) => { if (!menu.contains(e.target)) menu.open = false; });
  });
  addEventListener("beforeprint", beforePrint);
  const sizes = new ResizeObserver(() => { layOut(); drawLoad(); drawSteel(); });
  sizes.observe(scroller);
  sizes.observe($("loads").parentElement);
  const night = matchMedia("(prefers-color-scheme: dark)");
  night.addEventListener("change", () => dress(night.matches));
  layOut();
  listFindings();
  dress(night.matches);
}

/** Mouse, wheel and fingers on the chart. */
function pointers() {
  const local = (e) => {
    const r = chart.getBoundingClientRect();
    return [e.clientX - r.left, e.clientY - r.top];
  };
  scroller.addEventListener("scroll", () => { if (told) tell(); else card(null); redraw(); });
  scroller.addEventListener("wheel", (e) => {
    if (!e.ctrlKey) return;
    e.preventDefault();
    zoom(Math.exp(-e.deltaY / 300), local(e)[0]);
  }, { passive: false });
  // Two fingers zoom: as touches, which a browser leaves to the page where it is told early that they are no scrolling.
  let apart = 0;
  const pinch = (e) => {
    if (e.touches.length !== 2) return;
    if (e.cancelable) e.preventDefault();
    const [a, b] = Array.from(e.touches, (t) => local(t)[0]);
    const now = Math.max(20, Math.abs(a - b));
    if (e.type === "touchmove") zoom(now / apart, (a + b) / 2);
    apart = now;
  };
  for (const event of ["touchstart", "touchmove"]) scroller.addEventListener(event, pinch, { passive: false });
  scroller.addEventListener("pointermove", (e) => {
    if (e.pointerType !== "touch") card(under(...local(e)), e.clientX, e.clientY);
  });
  scroller.addEventListener("pointerleave", () => card(null));
  scroller.addEventListener("click", (e) => {
    const place = under(...local(e));
    if (!place) return;
    const name = local(e)[0] < columns(scroller.clientWidth).label;
    if (place.row.t !== "unit" && (name || place.day === null || view.focus === place.i)) fold(place.i);
    view.focus = view.rows.findIndex((r) => r.t === place.row.t && r.i === place.row.i);
    view.bar = place.bar;
    follow(place.row);
    redraw();
    card(place, e.clientX, e.clientY);
  });
}

begin();
