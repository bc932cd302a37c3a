// Passkeys: a form with data-passkey="<address>" asks there what to ask the device, lets the device
// answer, and sends the answer in its field "answer". Without this script such a form stays hidden.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const listed = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

function read(options) {
  const read = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) {
    read.user = { ...options.user, id: toBytes(options.user.id) };
    read.excludeCredentials = listed(options.excludeCredentials);
  } else {
    read.allowCredentials = listed(options.allowCredentials);
  }
  return read;
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function asked(form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(form.dataset.passkey, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return read(await answer.json());
}

function say(form, text) {
  let line = form.querySelector("[role=alert]");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "alert");
    form.append(line);
  }
  line.textContent = text;
}

async function answered(form) {
  const publicKey = await asked(form);
  const devices = navigator.credentials;
  return publicKey.user ? devices.create({ publicKey }) : devices.get({ publicKey });
}

async function send(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    form.elements.answer.value = written(await answered(form));
    form.submit();
  } catch (error) {
    const cancelled = error.name === "NotAllowedError" || error.name === "AbortError";
    say(form, cancelled ? form.dataset.cancelled : form.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
