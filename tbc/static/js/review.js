// The review of a workbook by keys and by pointing: a chosen cell lights its field and the other way round, problems are
// gone through one after the other. Without script the same links and forms fetch the page anew.
"use strict";

(() => {
const LIT = "is-lit", OFF = "tbc-review-keys-off";
const review = () => document.getElementById("review");
const grid = () => document.querySelector("#review [data-grid]");
const problems = () => [...document.querySelectorAll("#problems details[data-problem]")];
const current = () => problems().find((one) => one.open) ?? null;

// A live region speaks when its text changes.
function say(text) {
  const place = document.querySelector("[data-said]");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

// Light the cells in the sheet, and the fields that come from the first of them.
function light(addresses, sheet, options = {}) {
  const pane = grid();
  if (!pane || (sheet && sheet !== pane.dataset.grid)) return false;
  pane.dispatchEvent(new CustomEvent("grid:light", { bubbles: true, detail: { addresses, ...options } }));
  for (const row of document.querySelectorAll(".record__row")) {
    row.classList.toggle(LIT, row.dataset.cell === addresses[0] && row.dataset.of === pane.dataset.grid);
  }
  const name = document.querySelector("[data-lit-name]");
  if (name) name.textContent = addresses[0] ?? "";
  return true;
}

function lightProblem(problem) {
  const candidates = problem.dataset.candidates?.split(" ") ?? [];
  const own = problem.dataset.cell ? [problem.dataset.cell] : [];
  for (const cell of grid()?.querySelectorAll(".is-candidate") ?? []) cell.classList.remove("is-candidate");
  for (const one of candidates) grid()?.querySelector(`td[data-cell="${CSS.escape(one)}"]`)?.classList.add("is-candidate");
  if (own.length || candidates.length) light([own[0] ?? candidates[0]], problem.dataset.of);
}

// From a cell to its field, from a field or a problem to its cell.
document.addEventListener("grid:choose", (event) => {
  const { address, sheet, path, text } = event.detail;
  if (!review()?.contains(event.target)) return;
  if (!path) return propose(text);
  light([address], sheet, { scroll: false });
  const problem = problems().find((one) => one.dataset.problem.endsWith(`@${path}`));
  if (problem) problem.open = true;
  const field = problem ?? document.getElementById(`field-${path}`);
  // A field that is hidden, being empty: the link itself fetches the page that has it.
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "nearest" });
});

// A cell that was not read fills the field that is being corrected.
function propose(text) {
  const input = document.querySelector("[data-edit] :is(input[type=text], input[type=email], input[type=tel], textarea)")
    ?? current()?.querySelector("[data-correct] :is(input[type=text], input[type=email], input[type=tel], textarea)");
  if (!input || !text) return;
  input.value = text;
  input.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-lights]");
  const row = event.target.closest(".record__row[data-cell]");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link && light([link.dataset.lights], link.dataset.of)) event.preventDefault();
  else if (row && !event.target.closest("a, button, input, select, textarea, label")) light([row.dataset.cell], row.dataset.of);
});
// By key, a summary is clicked too. A problem that comes open with the page leaves the lit cell alone.
document.addEventListener("click", (event) => {
  const problem = event.target.closest("#problems summary")?.parentElement;
  if (problem && !problem.open) lightProblem(problem);
});

// ---- keys. They work while the review is in front of the reader, never while text is typed, and can be turned off.
const isOn = () => localStorage.getItem(OFF) === null;
const isTyping = (element) => element.matches?.("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select, [contenteditable]");

const acts = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  Enter: () => correct(), a: () => accept(), s: () => grid()?.focus(),
  n: () => goTo("[data-file='onward'], [data-file='next']"), p: () => goTo("[data-file='previous']"), "?": () => showKeys(),
};

document.addEventListener("keydown", (event) => {
  if (!review() || !isOn() || event.isComposing || event.altKey || event.metaKey) return;
  const inDialog = event.target.closest("dialog");
  if (event.key === "Enter" && event.ctrlKey && !inDialog) return take(event, approve);
  if (event.ctrlKey || inDialog) return;
  if (event.key === "Escape") return take(event, back);
  if (isTyping(event.target) || !isInReview(event)) return;
  const digit = /^[1-9]$/.test(event.key) && current()?.querySelector(`[data-candidate="${event.key}"]`);
  const act = digit ? () => digit.requestSubmit() : acts[event.key];
  if (act) take(event, act);
});

// Arrows and Enter belong to whatever has the focus, but for the body and the problems themselves.
function isInReview(event) {
  const { target, key } = event;
  if (target === document.body || target.matches("#problems, #problems summary, #approval, #main")) return true;
  return review().contains(target) && !["ArrowDown", "ArrowUp", "Enter"].includes(key);
}

function take(event, act) {
  event.preventDefault();
  act();
}

function step(by) {
  const all = problems(), at = all.indexOf(current());
  const next = all[at < 0 ? 0 : at + by];
  if (!next) return say(document.getElementById("keys").dataset[all.length ? "end" : "none"]);
  show(next);
}

function show(problem) {
  problem.open = true;
  const summary = problem.querySelector("summary");
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "nearest" });
  lightProblem(problem);
}

function correct() {
  const problem = current() ?? problems()[0];
  if (!problem) return;
  problem.open = true;
  const input = problem.querySelector("[data-correct] :is(input:not([type=hidden]), select, textarea), .lacking a, [data-accept] :is(input:not([type=hidden]), button)");
  input?.focus();
  input?.select?.();
}

// Warnings that need a reason are accepted when there is one; else its field is where to go.
function accept() {
  const form = current()?.querySelector("[data-accept]");
  if (!form) return say(document.getElementById("keys").dataset.mustMend);
  const reason = form.querySelector("input:not([type=hidden])");
  if (reason && !reason.value.trim()) reason.focus();
  else form.requestSubmit();
}

function back() {
  const open = document.querySelector("[data-back]");
  if (open && document.activeElement?.closest("[data-edit]")) return open.click();
  const problem = document.activeElement?.closest("#problems details") ?? current() ?? problems()[0];
  if (problem) show(problem);
  else document.getElementById("approval")?.focus();
}

function approve() {
  const form = document.querySelector("[data-approve]"), left = document.getElementById("left");
  if (!form) return;
  if (!left) return form.requestSubmit(form.querySelector("button"));
  say(left.textContent);
  if (problems().length) show(current() ?? problems()[0]);
}

function goTo(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  else say(document.getElementById("keys").dataset.noFile);
}

function showKeys() {
  document.getElementById("keys").showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) showKeys();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
});

// ---- after each answer: the next problem, or the approval, has the focus and is said.
function equip() {
  for (const button of document.querySelectorAll("[data-keys]")) button.hidden = false;
  const box = document.querySelector("[data-keys-switch]");
  if (box) box.checked = isOn();
  const lit = document.querySelector("[data-lit-name]")?.textContent;
  if (lit) light([lit]);
}

function arrive() {
  const input = ":is(input:not([type=hidden]), select, textarea)";
  const typed = document.querySelector(`#problems [aria-invalid], [data-edit] [aria-invalid], [data-edit] ${input}`);
  const own = document.getElementById(review()?.dataset.arrived ?? decodeURIComponent(location.hash.slice(1)));
  const field = own?.matches(".record__row, .record__head") ? own : null;
  const problem = current() ?? problems()[0];
  if (typed) lead(typed);
  else if (field) lead(field.querySelector(".record__fix") ?? field);
  else if (problem) show(problem);
  else document.getElementById("approval")?.focus();
  if (field?.dataset.cell) light([field.dataset.cell], field.dataset.of);
  if (!typed && !field) say(problem?.querySelector("summary").innerText.replace(/\s+/g, " ") ?? document.getElementById("keys")?.dataset.none ?? "");
}

function lead(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

document.addEventListener("DOMContentLoaded", () => {
  equip();
  if (/^#(problem|approval|field-|line-)/.test(location.hash)) arrive();
});
document.addEventListener("htmx:after:swap", () => {
  equip();
  // The sheet has come by itself: the reader is somewhere already.
  if (review()?.dataset.byItself === undefined) arrive();
});
})();
