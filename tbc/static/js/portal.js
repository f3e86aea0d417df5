// What a page gains where script runs. Everything works without it: nothing here may carry news or decide anything.
"use strict";

const AUTOSAVE_PAUSE = 1500; // milliseconds after the last key
const SAID_FOR = 4000; // milliseconds that 「コピーしました」 stays

// Copy and print: buttons that exist only where script runs.
function equip(root) {
  for (const button of root.querySelectorAll("[data-copy][hidden], [data-print][hidden]")) button.hidden = false;
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  let said = button.nextElementSibling;
  if (!said?.matches(".copied")) {
    said = document.createElement("span");
    said.className = "copied";
    said.setAttribute("role", "status");
    button.after(said);
  }
  // A live region speaks when its text changes, so it is filled after it stands in the page.
  requestAnimationFrame(() => { said.textContent = button.dataset.copied; });
  setTimeout(() => { said.textContent = ""; }, SAID_FOR);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (button?.matches("[data-copy]")) copy(button);
  else if (button) window.print();
  const link = event.target.closest(".error-summary a[href^='#']");
  if (link) leadTo(link, event);
});

// An error's link focuses the field and shows its label, not the input's upper edge.
function leadTo(link, event) {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
}

// A button says that it works, and a form is sent once.
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  rush(form);
  if (!submitter?.dataset.busy) return;
  form.dataset.sent = "yes";
  submitter.setAttribute("aria-busy", "true");
  const text = submitter.querySelector("[data-text]") ?? submitter;
  submitter.dataset.idle = text.textContent;
  text.textContent = submitter.dataset.busy;
});

function rest(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-idle]")) {
    button.removeAttribute("aria-busy");
    (button.querySelector("[data-text]") ?? button).textContent = button.dataset.idle;
    delete button.dataset.idle;
  }
}

document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) rest(form);
});

// A part that could not be fetched leaves the page as it is; without a word the button would seem dead.
function trouble(failed, ended = false) {
  const place = document.querySelector("[data-trouble]");
  place.textContent = failed ? (ended ? place.dataset.ended : place.dataset.trouble) : "";
}
document.addEventListener("htmx:error", () => trouble(true));
document.addEventListener("htmx:before:request", () => trouble(false));
document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail?.ctx?.response?.raw?.status ?? 0;
  if (status >= 400 && status !== 422 && status !== 409) trouble(true, status === 400 || status === 401);
});

// Coming back by the browser's button shows the page as it was left, with its busy button.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(rest);
});

// A wrong field stops being marked when it was changed, holds something, and is left (APP-5).
const changed = new WeakSet();
document.addEventListener("input", (event) => {
  changed.add(event.target);
  const form = event.target.form;
  if (form?.dataset.autosave) wait(form);
});
// A field is left by pressing something else: nothing may move until that press is over, or it misses its target.
// A finger is up already when the mouse events that follow its tap move the focus.
let pressing = false;
for (const begin of ["pointerdown", "mousedown"]) document.addEventListener(begin, () => { pressing = true; }, true);
for (const end of ["pointerup", "pointercancel", "mouseup"]) document.addEventListener(end, () => { pressing = false; }, true);
for (const left of ["focusout", "change"]) {
  document.addEventListener(left, (event) => {
    if (!pressing) settle(event.target);
    else for (const end of ["pointerup", "mouseup"]) {
      document.addEventListener(end, () => setTimeout(() => settle(event.target)), { once: true });
    }
  });
}

function settle(input) {
  const field = input.closest?.(".field--error");
  if (!field || !changed.has(input) || !(input.checked || input.value?.trim())) return;
  field.classList.remove("field--error");
  const error = field.querySelector(".field__error");
  for (const one of [field, ...field.querySelectorAll("[aria-describedby]")]) {
    const rest = (one.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && id !== error?.id);
    if (rest.length) one.setAttribute("aria-describedby", rest.join(" "));
    else one.removeAttribute("aria-describedby");
  }
  for (const one of field.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  error?.remove();
}

// Autosave: the draft goes to the server a moment after the last key, errors included (APP-4).
const waiting = new WeakMap();
const sending = new WeakMap();

function wait(form) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), AUTOSAVE_PAUSE));
}

// Whether something was waiting to be saved; it waits no longer.
function rush(form) {
  clearTimeout(waiting.get(form));
  return waiting.delete(form);
}

// Whoever leaves the page within the pause takes nothing along: it is sent on the way out.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.querySelectorAll("form[data-autosave]")) if (rush(form)) save(form, true);
});

async function save(form, keepalive = false) {
  waiting.delete(form);
  if (form.dataset.sent) return;
  sending.get(form)?.abort();
  const attempt = new AbortController();
  sending.set(form, attempt);
  const data = new FormData(form);
  // A file goes with the form's own button: sending it again with every pause would cost the reader's line.
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", body: data, signal: attempt.signal, keepalive, headers: { Accept: "application/json" },
    });
    const said = await answer.json();
    if (said.version && form.elements.version) form.elements.version.value = said.version;
    report(said.text, !answer.ok);
  } catch (error) {
    if (error.name !== "AbortError") report(null, true);
  }
}

function report(text, failed) {
  for (const place of document.querySelectorAll("[data-saved]")) {
    // Each save would be read aloud; only a failure is news.
    if (failed) place.setAttribute("role", "alert");
    else place.removeAttribute("role");
    place.classList.remove("saved--not-yet");
    place.classList.toggle("saved--failed", failed);
    place.querySelector("[data-saved-text]").textContent = text ?? place.dataset.failed;
  }
}

document.addEventListener("DOMContentLoaded", () => equip(document));
document.addEventListener("htmx:after:swap", () => {
  equip(document);
  // On a fresh page the summary's autofocus does this.
  document.querySelector("[data-error-summary]")?.focus();
});
