// Says at once what a measure still lacks: the server looks the form through while it is written.
// The form with data-lint is sent as by its button "Granska utan att spara", and nothing is saved.
const WAIT = 800;

function hintOf(root, id) {
  return root.getElementById(`${id}-hint`);
}

function describe(control, id, present) {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  ids[present ? "add" : "delete"](`${id}-hint`);
  if (ids.size) control.setAttribute("aria-describedby", [...ids].join(" "));
  else control.removeAttribute("aria-describedby");
}

// Only the words beside a field are changed, so that nobody who writes in it is disturbed.
function show(control, page) {
  const old = hintOf(document, control.id);
  const now = hintOf(page, control.id);
  if (old && now) old.textContent = now.textContent;
  else if (old) old.remove();
  else if (now) control.before(document.importNode(now, true));
  describe(control, control.id, Boolean(now));
}

class Lint {
  constructor(form) {
    this.form = form;
    this.asked = 0;
    form.addEventListener("change", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    });
  }

  async ask() {
    const turn = ++this.asked;
    const fields = new FormData(this.form);
    fields.delete("once"); // a form acts once, and this is no act
    fields.set("do", "check");
    const answer = await fetch(location.href, {
      method: "POST",
      body: fields,
      redirect: "manual",
    }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (turn === this.asked) this.show(new DOMParser().parseFromString(text, "text/html"));
  }

  show(page) {
    for (const control of this.form.elements) {
      if (control.id && page.getElementById(control.id)) show(control, page);
    }
    const found = page.getElementById("lint");
    if (found) document.getElementById("lint")?.replaceWith(document.importNode(found, true));
  }
}

for (const form of document.querySelectorAll("form:has([data-lint])")) new Lint(form);
