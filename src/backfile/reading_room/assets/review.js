// Correcting by keyboard, lines shown on the page, regions drawn on it. Everything here can be done without it, too.
"use strict";
const form = document.getElementById("fields");
const accept = document.getElementById("accept");
const press = (id) => document.getElementById(id)?.click();
const unfold = (id) => { const part = document.getElementById(id); if (part) part.open = true; return part; };

function askTitle() {
  unfold("rearrange");
  const field = document.getElementById("new");
  field?.focus();
  return field;
}

const COMMANDS = {
  s: () => { const field = askTitle(); if (field) field.dataset.then = "do-split"; },
  a: () => { const field = askTitle(); if (field) field.dataset.then = "do-add"; },
  m: () => press("do-merge"),
  e: () => {
    const field = form?.querySelector("input[type=text], textarea, select");
    field?.focus();
    field?.setSelectionRange?.(field.value.length, field.value.length);
  },
  d: () => press("draw"),
  l: () => unfold("lines")?.querySelector("input")?.focus(),
  "?": () => { const keys = unfold("review-keys"); keys?.querySelector("summary").focus(); },
  Enter: () => accept?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest("input, textarea, select");
  if (field) {
    if (event.key === "Escape") field.blur();
    else if (event.key === "Enter" && field.dataset.then) { event.preventDefault(); press(field.dataset.then); }
    return;
  }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const command = COMMANDS[event.key];
  if (command) { event.preventDefault(); event.stopImmediatePropagation(); command(); }
}, true);

// The line that is being edited is lit on the page, and kept in view.
for (const field of document.querySelectorAll("input[data-line]")) {
  const box = document.querySelector(`.line-box[data-line="${CSS.escape(field.dataset.line)}"]`);
  field.addEventListener("focus", () => { box?.classList.add("now"); box?.scrollIntoView({ block: "nearest" }); });
  field.addEventListener("blur", () => box?.classList.remove("now"));
}

// The field that is being edited is lit where it was read.
for (const field of document.querySelectorAll("[data-role]")) {
  const places = document.querySelectorAll(`.hit-box[data-field="${CSS.escape(field.dataset.role)}"]`);
  field.addEventListener("focusin", () => places.forEach((place) => place.classList.add("now")));
  field.addEventListener("focusout", () => places.forEach((place) => place.classList.remove("now")));
}

// Contributors, a row each. The server reads the rows by the number in `order`; here they are moved instead, and numbered.
class Contributors {
  constructor(group) {
    this.rows = group.querySelector("ol");
    this.status = group.querySelector("[role=status]");
    this.blank = this.rows.lastElementChild.cloneNode(true);
    for (const part of [group, this.blank]) {
      part.querySelectorAll("[data-tools]").forEach((tools) => { tools.hidden = false; });
      part.querySelectorAll("[data-plain], .order").forEach((plain) => { plain.hidden = true; });
    }
    for (const row of [...this.rows.children]) if (![...row.querySelectorAll("input:not([name$=':at'])")].some((field) => field.value)) row.remove();
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) this[button.dataset.do](button.closest("li"), button);
    });
    group.addEventListener("keydown", (event) => {
      const way = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
      const row = event.target.closest("li");
      if (!way || !row) return;
      event.preventDefault();
      this[way](row, event.target);
    });
    this.number();
  }

  up(row, held) { if (row.previousElementSibling) this.place(() => row.previousElementSibling.before(row), held); }

  down(row, held) { if (row.nextElementSibling) this.place(() => row.nextElementSibling.after(row), held); }

  place(move, held) {
    move();
    held.focus();
    this.number();
  }

  remove(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    (next || this.rows.parentElement).querySelector("input[type=text], [data-do=add]").focus();
    this.number();
  }

  add() {
    const row = this.blank.cloneNode(true);
    this.rows.append(row);
    row.querySelector("input").focus();
    this.number();
  }

  /** Numbers the rows; says how they stand to those who do not see it. */
  number() {
    const rows = [...this.rows.children];
    rows.forEach((row, at) => { row.querySelector("[name$=':at']").value = at + 1; });
    const names = rows.map((row) => row.querySelector("[name$=':name']").value).filter(Boolean);
    this.status.textContent = `${this.status.dataset.done} ${names.join(", ")}`;
  }
}

for (const group of document.querySelectorAll("fieldset.contributors")) new Contributors(group);

// Regions: the text field is the truth, rectangles on the pages are its picture.
const list = document.querySelector("textarea[data-role=regions]");
const tools = document.getElementById("drawing");
const figures = [...document.querySelectorAll("figure[data-page]")];

class Regions {
  constructor() {
    this.chosen = -1;
    this.drawing = false;
    tools.hidden = false;
    list.addEventListener("input", () => this.paint());
    document.getElementById("draw").addEventListener("click", () => this.draw(!this.drawing));
    document.getElementById("erase").addEventListener("click", () => this.erase());
    for (const figure of figures) this.watch(figure);
    document.addEventListener("keydown", (event) => this.nudge(event));
    this.paint();
  }

  read() {
    const number = String.raw`\s+(\d{1,3}(?:\.\d+)?)`;
    const shape = new RegExp(String.raw`^\s*(\d+)\s*:` + number.repeat(4) + String.raw`\s*$`);
    return list.value.split("\n").map((line) => line.match(shape)).filter(Boolean)
      .map((match) => ({ page: Number(match[1]), box: match.slice(2).map(Number) }));
  }

  write(rows) {
    const say = (edge) => String(Math.round(Math.min(100, Math.max(0, edge)) * 10) / 10);
    list.value = rows.map((row) => `${row.page}: ${row.box.map(say).join(" ")}`).join("\n");
    this.paint();
  }

  paint() {
    const rows = this.read();
    for (const figure of figures) {
      const drawing = figure.querySelector("svg");
      drawing.querySelectorAll(".region").forEach((old) => old.remove());
      const { width, height } = drawing.viewBox.baseVal;
      rows.forEach((row, at) => {
        if (row.page !== Number(figure.dataset.page)) return;
        const [left, top, right, bottom] = row.box;
        const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        shape.setAttribute("class", at === this.chosen ? "region chosen" : "region");
        const sizes = { x: left * width, y: top * height, width: (right - left) * width, height: (bottom - top) * height };
        for (const [name, value] of Object.entries(sizes)) shape.setAttribute(name, value / 100);
        shape.addEventListener("pointerdown", (event) => { if (!this.drawing) { event.preventDefault(); this.choose(at); } });
        drawing.append(shape);
      });
    }
  }

  choose(at) { this.chosen = at; this.paint(); }

  draw(on) {
    this.drawing = on;
    document.getElementById("draw").setAttribute("aria-pressed", String(on));
    for (const figure of figures) figure.classList.toggle("drawable", true);
  }

  erase() {
    const rows = this.read();
    if (!rows[this.chosen]) return;
    rows.splice(this.chosen, 1);
    this.chosen = -1;
    this.write(rows);
  }

  watch(figure) {
    const drawing = figure.querySelector("svg");
    figure.classList.add("drawable");
    const place = (event) => {
      const edges = drawing.getBoundingClientRect();
      return [100 * (event.clientX - edges.left) / edges.width, 100 * (event.clientY - edges.top) / edges.height];
    };
    let begin = null;
    const stretch = (event) => {
      const end = place(event);
      const box = [0, 1].map((axis) => Math.min(begin.at[axis], end[axis]));
      box.push(...[0, 1].map((axis) => Math.max(begin.at[axis], end[axis])));
      const rows = [...begin.rows, { page: Number(figure.dataset.page), box }];
      this.chosen = rows.length - 1;
      this.write(rows);
    };
    drawing.addEventListener("pointerdown", (event) => {
      if (!this.drawing) return;
      event.preventDefault();
      begin = { at: place(event), rows: this.read() };
      drawing.setPointerCapture(event.pointerId);
    });
    drawing.addEventListener("pointermove", (event) => { if (begin) stretch(event); });
    drawing.addEventListener("pointerup", (event) => {
      if (!begin) return;
      const end = place(event);
      if (Math.abs(end[0] - begin.at[0]) < 1 || Math.abs(end[1] - begin.at[1]) < 1) this.write(begin.rows);
      begin = null;
      this.draw(false);
    });
  }

  /** Arrows move the chosen region by half a percent, with Shift its lower right corner; Delete erases it. */
  nudge(event) {
    const step = { ArrowLeft: [-0.5, 0], ArrowRight: [0.5, 0], ArrowUp: [0, -0.5], ArrowDown: [0, 0.5] }[event.key];
    if (event.target.closest("input, textarea, select") || this.chosen < 0) return;
    if (event.key === "Delete") this.erase();
    if (!step) return;
    event.preventDefault();
    const rows = this.read();
    const from = event.shiftKey ? 2 : 0;
    const box = rows[this.chosen].box.map((edge, at) => (at >= from ? edge + step[at % 2] : edge));
    if (box[0] < box[2] && box[1] < box[3] && Math.min(...box) >= 0 && Math.max(...box) <= 100) {
      rows[this.chosen].box = box;
      this.write(rows);
    }
  }
}

if (list && tools && figures.length) new Regions();
