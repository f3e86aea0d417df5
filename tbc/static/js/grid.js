// The sheet of a workbook (imports/_grid.html): which cell is lit, going from cell to cell by arrow keys, fit or true size.
// A page hears of a choice by the event "grid:choose" on the grid, detail { address, sheet, path, text }, and has cells lit by
// the event "grid:light", detail { addresses, scroll }. Without script the same links fetch the page anew.
"use strict";

(() => {
const LIT = "is-lit", AXIS = "is-axis", TRUE_SIZE = "grid--true", REMEMBERED = "tbc-grid-zoom";

// Light the cells at `addresses` (the first is scrolled to) and the letters and numbers that lead there.
function light(grid, addresses, scroll) {
  for (const lit of grid.querySelectorAll(`.${LIT}, .${AXIS}`)) lit.classList.remove(LIT, AXIS);
  const cells = addresses.map((address) => grid.querySelector(`td[data-cell="${CSS.escape(address)}"]`)).filter(Boolean);
  for (const cell of cells) for (const one of runOf(cell)) one.classList.add(LIT);
  const [first] = cells;
  if (!first) return;
  const { column, row } = split(first.dataset.cell);
  for (const head of grid.querySelectorAll("th")) head.classList.toggle(AXIS, [column, row].includes(head.textContent));
  if (scroll) reveal(grid, first);
}

document.addEventListener("grid:light", (event) => light(event.target, event.detail.addresses, event.detail.scroll ?? true));

// A value that stands in several cells, one character each, is lit as a whole.
const runOf = (cell) => (cell.dataset.of ? [...cell.closest("tr").querySelectorAll(`td[data-of="${cell.dataset.of}"]`)] : [cell]);

// Scroll the pane, and not the page, so that the cell stands clear of the letters and numbers at its edges.
function reveal(grid, cell) {
  const pane = grid.getBoundingClientRect(), box = cell.getBoundingClientRect(), clear = 48;
  if (box.top < pane.top + clear || box.bottom > pane.bottom - clear) grid.scrollTop += box.top - pane.top - pane.height / 3;
  if (box.left < pane.left + clear || box.right > pane.right) grid.scrollLeft += box.left - pane.left - pane.width / 4;
}

function split(address) {
  const [, column, row] = /^([A-Z]+)(\d+)$/.exec(address);
  return { column, row };
}

function choose(cell) {
  const grid = cell.closest("[data-grid]"), run = runOf(cell), link = run.map((one) => one.querySelector("a")).find(Boolean);
  const detail = {
    address: cell.dataset.of ?? cell.dataset.cell, sheet: grid.dataset.grid, path: link?.dataset.path ?? "",
    text: run.map((one) => one.innerText.trim()).join(""),
  };
  return !grid.dispatchEvent(new CustomEvent("grid:choose", { bubbles: true, cancelable: true, detail }));
}

document.addEventListener("click", (event) => {
  const cell = event.target.closest("[data-grid] td[data-cell]");
  if (cell && !event.ctrlKey && !event.metaKey && !event.shiftKey && choose(cell)) event.preventDefault();
  const zoom = event.target.closest("[data-zoom]");
  if (zoom) {
    event.preventDefault();
    localStorage.setItem(REMEMBERED, zoom.dataset.zoom);
    size();
  }
});

// The grid is one stop for the Tab key; arrow keys go on from cell to cell, Enter follows the link.
const STEPS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
document.addEventListener("keydown", (event) => {
  const grid = event.target.closest?.("[data-grid]"), step = STEPS[event.key];
  if (!grid || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...grid.querySelectorAll("td[data-cell] a")];
  const all = stops.length ? stops : [...grid.querySelectorAll("td[data-cell]")];
  const here = all.includes(event.target) ? event.target : null;
  const next = here ? nearest(all, here, step) : all.find((one) => one.closest(`.${LIT}`)) ?? all[0];
  if (!next) return;
  event.preventDefault();
  if (!next.matches("a")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  reveal(grid, next.closest("td"));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("[data-grid] td[data-cell]")) choose(event.target);
});

function nearest(all, here, [across, down]) {
  const middle = (one) => { const box = one.closest("td").getBoundingClientRect(); return [box.left + Math.min(box.width / 2, 30), box.top + box.height / 2]; };
  const [x, y] = middle(here);
  let best = null, least = Infinity;
  for (const one of all) {
    const [toX, toY] = middle(one), ahead = across * (toX - x) + down * (toY - y), aside = Math.abs(down * (toX - x) + across * (toY - y));
    if (ahead > 2 && ahead + aside * 3 < least) [best, least] = [one, ahead + aside * 3];
  }
  return best;
}

// Fit or true size, as it was chosen last in this browser.
function size() {
  const chosen = localStorage.getItem(REMEMBERED);
  if (!chosen) return;
  for (const grid of document.querySelectorAll("[data-grid]")) grid.classList.toggle(TRUE_SIZE, chosen === "true");
  for (const link of document.querySelectorAll("[data-zoom]")) {
    if (link.dataset.zoom === chosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function equip() {
  for (const link of document.querySelectorAll("[data-grid] td a")) link.tabIndex = -1;
  size();
}
equip();
document.addEventListener("htmx:after:swap", equip);
})();
