// Dropping files and folders on the page of imports, and a bank's file on that of payments. Without script the field for files takes the same files.
"use strict";

const TAKEN = /\.(xlsx|xlsm|xls|ods|zip)$/i;
const LEFT_OUT = /^(~\$|\.)/;

const form = document.querySelector("[data-drop]");
const input = form.querySelector("[type='file']");
const place = form.querySelector("[data-said]");
form.querySelector("[data-invitation]").hidden = false;

function say(text, isWrong) {
  place.textContent = text;
  place.classList.toggle("is-wrong", isWrong);
}

// What is chosen is measured before it is sent: a long upload that is refused at its end helps nobody.
function tell() {
  const files = [...input.files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const filled = (text) => text.replace("{files}", files.length.toLocaleString()).replace("{size}", (size / 1048576).toFixed(1));
  if (!files.length) say("", false);
  else if (size > Number(form.dataset.mostBytes)) say(filled(form.dataset.heavy), true);
  else if (files.length > Number(form.dataset.mostFiles)) say(filled(form.dataset.many), true);
  else say(filled(form.dataset.chosen), false);
}

// A folder gives its entries in portions, and an empty portion at its end.
async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const portion = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!portion.length) return found;
    for (const one of portion) found.push(...await filesIn(one));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const all = entries.length ? (await Promise.all(entries.map(filesIn))).flat() : [...transfer.files];
  if ("any" in form.dataset) return all;
  return all.filter((file) => TAKEN.test(file.name) && !LEFT_OUT.test(file.name));
}

form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("is-over");
});
for (const end of ["dragleave", "drop"]) form.addEventListener(end, () => form.classList.remove("is-over"));
form.addEventListener("drop", async (event) => {
  event.preventDefault();
  const chosen = new DataTransfer();
  for (const file of await dropped(event.dataTransfer)) chosen.items.add(file);
  input.files = chosen.files;
  tell();
  if (!chosen.files.length) say(form.dataset.none, true);
  form.querySelector("button").focus();
});
input.addEventListener("change", tell);
