// Teaching a form: a field is chosen, and the cell that is clicked (or dragged over, or added with Ctrl) is written into it. The
// form is sent after each step and answers with what is read; without script the same fields take addresses and a button sends them.
"use strict";

(() => {
const grid = document.querySelector("[data-grid]"), lesson = document.getElementById("lesson"), said = document.querySelector("[data-said]");
if (!grid || !lesson) return;
const form = () => lesson.querySelector("[data-lesson]");
let active = null, dragged = null, waiting = 0, sending = null;
document.documentElement.classList.add("has-script");
grid.classList.add("is-teachable");

function activate(input) {
  if (active === input) return;
  active?.closest("[data-slot]")?.classList.remove("is-active");
  active = input;
  input.closest("[data-slot]").classList.add("is-active");
  light();
}

// The cells of the chosen field, as the server understood them last.
function light(scroll = true) {
  const addresses = (active?.dataset.cells ?? "").split(" ").filter(Boolean);
  grid.dispatchEvent(new CustomEvent("grid:light", { bubbles: true, detail: { addresses, scroll } }));
}

lesson.addEventListener("focusin", (event) => { if (event.target.matches("[data-takes]")) activate(event.target); });
lesson.addEventListener("change", (event) => { if (event.target.matches("[data-takes]")) send(); });
lesson.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-takes]")) return;
  event.preventDefault();
  send();
  const all = [...lesson.querySelectorAll("details[open] [data-takes]")];
  all[all.indexOf(event.target) + 1]?.focus();
});

// Clicks are taken before imports/_grid.html's own script, to which several cells of a value are one.
const cellOf = (event) => event.target.closest?.("td[data-cell]");
grid.addEventListener("click", (event) => { if (cellOf(event)) event.stopPropagation(); }, true);
grid.addEventListener("pointerdown", (event) => {
  const cell = cellOf(event);
  if (!cell || event.button !== 0) return;
  dragged = { from: event.shiftKey && dragged ? dragged.from : cell, adds: event.ctrlKey || event.metaKey, to: cell };
});
grid.addEventListener("pointerover", (event) => {
  const cell = cellOf(event);
  if (!dragged || dragged.done || !cell || event.pointerType === "touch" || !(event.buttons & 1)) return;
  dragged.to = cell;
  grid.dispatchEvent(new CustomEvent("grid:light", { bubbles: true, detail: { addresses: [dragged.from.dataset.cell, cell.dataset.cell], scroll: false } }));
});
grid.addEventListener("pointerup", (event) => {
  if (!dragged || dragged.done || event.button !== 0) return;
  dragged.done = true;
  take(dragged.from.dataset.cell, (cellOf(event) ?? dragged.to).dataset.cell, dragged.adds);
});
grid.addEventListener("pointercancel", () => { if (dragged) dragged.done = true; });
grid.addEventListener("keydown", (event) => {
  const cell = cellOf(event);
  if (event.key === "Enter" && cell) {
    event.stopPropagation();
    take(cell.dataset.cell, cell.dataset.cell, event.ctrlKey);
  }
  if (event.key === "Escape") active?.focus();
}, true);

function take(from, to, adds) {
  if (!active) {
    const first = [...lesson.querySelectorAll("details[open] [data-takes]")].find((one) => !one.value);
    if (!first) return;
    activate(first);
  }
  const typed = addresses(from, to, active.dataset.takes);
  active.value = adds && active.value && active.dataset.takes === "cells" ? `${active.value}+${typed}` : typed;
  said.textContent = `${active.labels[0].innerText}: ${active.value}`;
  clearTimeout(waiting);
  waiting = setTimeout(send, 120);
}

// What a person would type for the cells from one to another.
function addresses(from, to, takes) {
  const [one, other] = [from, to].map((address) => /^([A-Z]+)(\d+)$/.exec(address)).map(([, letters, row]) => ({ letters, row: Number(row) }));
  const order = (left, right) => left.length - right.length || (left < right ? -1 : 1);
  const columns = [one.letters, other.letters].sort(order), rows = [one.row, other.row].sort((left, right) => left - right);
  if (takes === "rows") return `${rows[0]}:${rows[1]}`;
  if (takes === "columns") return columns[0] === columns[1] ? columns[0] : columns.join(":");
  const [first, last] = [`${columns[0]}${rows[0]}`, `${columns[1]}${rows[1]}`];
  return first === last ? first : `${first}:${last}`;
}

// One request at a time; what was changed meanwhile is sent after it.
async function send() {
  if (sending) { sending.again = true; return; }
  const turn = { again: false };
  sending = turn;
  try {
    const answer = await fetch(form().action, {
      method: "POST", body: new FormData(form()), headers: { "HX-Request": "true", "HX-Request-Type": "partial" }, credentials: "same-origin",
    });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The form itself still works: its button sends it, and shows what is wrong.
    said.textContent = form().querySelector("button:not([name])").innerText;
    form().querySelector("button:not([name])").focus();
  } finally {
    sending = null;
    if (turn.again) send();
  }
}

// Only what was read is renewed: the field that somebody types in stays as it is.
function show(fresh) {
  for (const kept of lesson.querySelectorAll("[data-keep]")) {
    const by = fresh.querySelector(`[data-keep="${CSS.escape(kept.dataset.keep)}"]`);
    if (by && !kept.isEqualNode(by)) kept.replaceChildren(...by.childNodes);
  }
  for (const slot of lesson.querySelectorAll("[data-slot]")) {
    const by = fresh.querySelector(`[data-slot="${CSS.escape(slot.dataset.slot)}"]`), input = slot.querySelector("input");
    if (!by) continue;
    for (const look of ["is-faulty", "is-doubtful"]) slot.classList.toggle(look, by.classList.contains(look));
    input.dataset.cells = by.querySelector("input").dataset.cells;
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const value = by.querySelector("input").getAttribute(name);
      if (value === null) input.removeAttribute(name); else input.setAttribute(name, value);
    }
  }
  paint();
  light(false);
  const read = active?.closest("[data-slot]").querySelector(".teach__read").innerText.trim();
  if (read) said.textContent = `${active.labels[0].innerText}: ${read}`;
}

// Which cells are assigned.
function paint() {
  const assigned = new Set([...lesson.querySelectorAll("[data-takes]")].flatMap((input) => (input.dataset.cells ?? "").split(" ")));
  for (const cell of grid.querySelectorAll("td[data-cell]")) cell.classList.toggle("is-read", assigned.has(cell.dataset.cell));
}

paint();
})();
