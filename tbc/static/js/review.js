// The review of a workbook: choosing a cell or a field lights both without leaving the page. Without script the same
// links fetch the page anew, with the same cell lit.
"use strict";

const LIT = "is-lit";

function light(address, sheet) {
  for (const lit of document.querySelectorAll(`.${LIT}, .sheet .is-axis`)) lit.classList.remove(LIT, "is-axis");
  const cell = document.getElementById(`cell-${address}`);
  cell?.classList.add(LIT);
  for (const link of document.querySelectorAll(`.record a[data-cell="${address}"]`)) {
    if (!sheet || link.dataset.of === sheet) link.closest(".record__row").classList.add(LIT);
  }
  const name = document.querySelector("[data-lit-name]");
  if (name) name.textContent = address;
  return cell;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("td[id^='cell-']");
  const link = event.target.closest("a[data-cell]") ?? box?.querySelector("a[data-cell]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const inSheet = Boolean(link.closest("[data-sheet]"));
  const target = inSheet ? decodeURIComponent(link.hash.slice(1)) : `cell-${link.dataset.cell}`;
  const shown = document.getElementById(target);
  // A cell of another sheet, or a field that is hidden: the link itself fetches the page that has it.
  const here = new URL(location.href).searchParams.get("sheet");
  if (!shown || new URL(link.href).searchParams.get("sheet") !== here) return;
  event.preventDefault();
  light(link.dataset.cell, link.dataset.of);
  shown.scrollIntoView({ block: "nearest", inline: "nearest" });
  history.replaceState(history.state, "", link.href);
});

// Arrow keys go from cell to cell of the record's list.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const link = event.target.closest?.(".record a[data-cell]");
  if (!step || !link) return;
  const all = [...document.querySelectorAll(".record a[data-cell]")];
  const next = all[all.indexOf(link) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
});
