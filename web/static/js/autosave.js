// Keeps what is being written: every form with data-autosave="<place>" is sent as JSON to /autospara
// a moment after the last key, and tries again until the server has it.
const WAIT = 1500;
const AGAIN = 10000;
const LEFT_OUT = new Set(["csrf_token", "once", "page"]);

const words = document.getElementById("autosave").dataset;

function written(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !LEFT_OUT.has(name) && !isSecret(form, name)) {
      fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
    }
  }
  return fields;
}

function isSecret(form, name) {
  return form.elements[name]?.type === "password";
}

function statusLine() {
  const found = document.getElementById("autosave-status");
  if (found) return found;
  const line = document.createElement("p");
  line.id = "autosave-status";
  line.className = "autosave";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  return line;
}

function clock() {
  const [hour, minute] = [new Date().getHours(), new Date().getMinutes()];
  return `${String(hour).padStart(2, "0")}${words.separator}${String(minute).padStart(2, "0")}`;
}

// A new sign-in gives new tokens: the same page, asked for again, has the one that counts now.
async function freshToken() {
  const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=csrf_token]")?.value ?? "";
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = statusLine();
    if (!this.status.isConnected) form.append(this.status);
    this.last = JSON.stringify(written(form));
    this.timer = 0;
    this.busy = false;
    this.start();
    form.addEventListener("input", () => this.soon(WAIT));
    form.addEventListener("change", () => this.soon(WAIT));
    form.addEventListener("submit", () => this.stop());
    window.addEventListener("pageshow", () => this.start());
    window.addEventListener("focus", () => this.save());
    document.addEventListener("visibilitychange", () => this.save());
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  // What is on its way when the form itself is sent must not come after it.
  stop() {
    clearTimeout(this.timer);
    this.sending.abort();
    this.stopped = true;
  }

  start() {
    this.sending = new AbortController();
    this.stopped = false;
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  async save() {
    const fields = written(this.form);
    const text = JSON.stringify(fields);
    if (this.busy || this.stopped || text === this.last) return;
    this.busy = true;
    try {
      await this.answered(await this.send(fields), text);
    } catch {
      this.later(words.offline);
    } finally {
      this.busy = false;
    }
    if (JSON.stringify(written(this.form)) !== text) this.soon(WAIT);
  }

  send(fields) {
    return fetch("/autospara", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      signal: this.sending.signal,
      keepalive: document.visibilityState === "hidden",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": this.form.elements.csrf_token?.value ?? "",
      },
      // The page says whose text it is, where that is the bearer of a personal link.
      body: JSON.stringify({
        place: this.form.dataset.autosave,
        page: this.form.elements.page?.value ?? location.pathname,
        fields,
      }),
    });
  }

  async answered(response, text) {
    if (response.ok) {
      this.last = text;
      this.say(`${words.saved} ${clock()}`);
    } else if (response.status === 401 || response.type === "opaqueredirect") {
      this.askToSignIn();
    } else if (response.status === 400 && (await this.renewed())) {
      this.soon(0);
    } else {
      this.later(response.status >= 500 || response.status === 429 ? words.offline : words.refused);
    }
  }

  later(text) {
    if (this.stopped) return;
    this.say(text);
    this.soon(AGAIN);
  }

  // Whether there was another token than the one that was refused.
  async renewed() {
    const token = await freshToken();
    const held = this.form.elements.csrf_token;
    if (!token || !held || held.value === token || this.tried === token) return false;
    this.tried = held.value = token;
    return true;
  }

  askToSignIn() {
    this.soon(AGAIN);
    if (this.status.querySelector("a")) return;
    const link = document.createElement("a");
    link.href = "/logga-in";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words.signIn;
    this.status.replaceChildren(`${words.kept} `, link);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
