// Reconciliation by keys: candidates are chosen by number, decided by letter, and the next transfer has the focus and is
// said. Without script the same links, boxes and buttons fetch the page anew.
"use strict";

(() => {
const OFF = "tbc-payment-keys-off";
const work = () => document.getElementById("work");
const texts = () => document.getElementById("keys").dataset;
const comment = () => work().querySelector("#deciding textarea");
const boxes = (name) => [...work().querySelectorAll(`input[type=checkbox][name=${name}]`)];
const actButton = (act) => work().querySelector(`button[name=act][value=${act}]`);
// What Ctrl+Enter does: the act that waits for its reason.
let pending = "";

// A live region speaks when its text changes.
function say(text) {
  const place = document.querySelector("[data-said]");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

// ---- keys. They work while the transfer is in front of the reader, never while text is typed, and can be turned off.
const isOn = () => localStorage.getItem(OFF) === null;
const isTyping = (element) => element.matches?.("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select, [contenteditable]");

const acts = {
  j: () => follow("[data-step=next]"), k: () => follow("[data-step=previous]"),
  ArrowDown: () => follow("[data-step=next]"), ArrowUp: () => follow("[data-step=previous]"),
  b: () => decide("match"), r: () => decideWithReason("refund"), d: () => decideWithReason("discard"), u: () => undo(),
  c: () => goTo(comment()), "/": () => goTo(work().querySelector("input[type=search]")), "?": () => showKeys(),
};

document.addEventListener("keydown", (event) => {
  if (!work() || !isOn() || event.isComposing || event.altKey || event.metaKey || event.target.closest("dialog")) return;
  if (event.key === "Enter" && event.ctrlKey) return take(event, confirmed);
  if (event.ctrlKey) return;
  if (event.key === "Escape") return take(event, () => lead(document.getElementById("transfer")));
  if (isTyping(event.target) || !isHere(event)) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const act = digit ? () => choose(event.shiftKey ? "transfer" : "invoice", Number(digit)) : acts[event.key];
  if (act) take(event, act);
});

// Arrows belong to whatever has the focus, but for the body and the transfer itself.
function isHere({ target, key }) {
  if (target === document.body || target.matches("#main, #transfer")) return true;
  return work().contains(target) && !key.startsWith("Arrow");
}

function take(event, act) {
  event.preventDefault();
  act();
}

function follow(selector) {
  const link = work().querySelector(selector);
  if (link) link.click();
  else say(texts().end);
}

function choose(name, number) {
  const box = boxes(name)[number - 1];
  if (box) box.click();
  else say(texts().nothing);
}

function decide(act) {
  const button = actButton(act);
  if (!button) return say(texts().nothing);
  pending = act;
  button.click();
}

// Nothing is sent that would come back for want of a reason.
function decideWithReason(act) {
  if (!actButton(act)) return say(texts().nothing);
  if (comment().value.trim()) return decide(act);
  pending = act;
  goTo(comment());
  say(texts().reason);
}

function undo() {
  if (actButton("take-up")) return decide("take-up");
  if (actButton("undo")) return decideWithReason("undo");
  const last = work().querySelector("[data-last]");
  if (last) last.click();
  else say(texts().noLast);
}

function confirmed() {
  const act = pending && actButton(pending) ? pending : ["match", "undo", "take-up"].find(actButton);
  if (act) decide(act);
}

function goTo(element) {
  if (!element) return say(texts().nothing);
  element.focus();
  element.scrollIntoView({ block: "center" });
}

function lead(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

function showKeys() {
  document.getElementById("keys").showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) showKeys();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) {
    if (event.target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  } else if (event.target.matches("#work input[type=checkbox]")) add();
});

// ---- what is chosen comes to so much, and so much is left.
function add() {
  const place = work().querySelector("[data-sum]");
  if (!place) return;
  const yen = (amount) => (amount < 0 ? "−" : "") + place.dataset.zero.replace("0", Math.abs(amount).toLocaleString());
  const sum = (name) => boxes(name).filter((one) => one.checked).reduce((total, one) => total + Number(one.dataset.yen), 0);
  const invoices = boxes("invoice").filter((one) => one.checked), owed = sum("invoice");
  const rest = Number(place.dataset.sum) + sum("transfer") - owed;
  place.textContent = invoices.length
    ? place.dataset.text.replace("{count}", invoices.length).replace("{sum}", yen(owed)).replace("{rest}", yen(rest)) : "";
  for (const box of boxes("invoice")) box.closest("tr").classList.toggle("is-selected", box.checked);
}

// ---- after each answer: the transfer has the focus and is said, or the reason that is asked for.
function equip() {
  for (const button of document.querySelectorAll("[data-keys]")) button.hidden = false;
  const box = document.querySelector("[data-keys-switch]");
  if (box) box.checked = isOn();
  for (const [name, before] of [["invoice", ""], ["transfer", "⇧"]]) {
    boxes(name).slice(0, 9).forEach((one, at) => {
      const key = (one.closest("td") ?? one.closest("label")).querySelector("[data-key]");
      key.textContent = `${before}${at + 1}`;
      key.hidden = false;
    });
  }
  pending = work().dataset.act;
  add();
}

function arrive() {
  document.title = `${work().dataset.title} | Trend Business Center`;
  const wrong = work().querySelector("#deciding [aria-invalid], #deciding [name=difference]");
  const told = work().querySelector("[data-error-summary], #deciding .notice");
  if (wrong) goTo(comment());
  else lead(document.getElementById("transfer"));
  const here = work().querySelector("[aria-current] .queue__reason")?.textContent ?? "";
  say([work().dataset.done, told?.innerText.replace(/\s+/g, " ") ?? "", wrong ? "" : `${work().dataset.title} ${here}`].join(" ").trim());
}

document.addEventListener("DOMContentLoaded", () => {
  equip();
  document.getElementById("keys").addEventListener("close", () => lead(document.getElementById("transfer")));
});
document.addEventListener("htmx:after:swap", () => {
  if (!work()) return;
  equip();
  // The page's own script leads to the summary of errors first; here the reason is what is wanted.
  setTimeout(arrive);
});
})();
