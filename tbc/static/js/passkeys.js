// Passkeys: asks the browser to make one or to sign with one, and sends its answer with the form around it.
// Without this script, or without WebAuthn, the page says so and the other ways stand beside it.

const CAN = "credentials" in navigator && typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function";

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!CAN) continue;
  place.querySelector("[data-passkey-without]").hidden = true;
  place.querySelector("[data-passkey-with]").hidden = false;
  place.querySelector("[data-passkey-start]").addEventListener("click", () => start(place));
}

async function start(place) {
  const form = place.closest("form");
  const said = place.querySelector("[data-passkey-said]");
  said.textContent = "";
  // Whatever the form asks for beside the passkey (its name) is looked at before the device asks for a finger.
  if (place.dataset.passkey === "create" && !form.elements.name?.value.trim()) {
    form.submit();
    return;
  }
  const options = await challenge(place, form);
  if (!options) {
    said.textContent = said.dataset.stale;
    return;
  }
  try {
    const answer = await (place.dataset.passkey === "create" ? make(options) : sign(options));
    document.getElementById(place.dataset.field).value = JSON.stringify(answer.toJSON());
    form.submit();
  } catch (refused) {
    // Whoever closed the device's window knows; a device that has the key already says so by refusing.
    said.textContent = said.dataset.failed;
  }
}

async function challenge(place, form) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" };
  try {
    const answer = await fetch(place.dataset.challenge, { method: "POST", headers, redirect: "error" });
    return answer.ok ? await answer.json() : null;
  } catch (lost) {
    return null;
  }
}

function make(options) {
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

function sign(options) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
