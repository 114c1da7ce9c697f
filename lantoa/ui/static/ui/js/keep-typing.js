// What was typed survives a reload, a lost line or a session that ran out: forms marked `data-lt-keep="NAME"` are kept
// in this tab until they are sent and the page that follows is another one, or htmx had a good answer. A form that is
// not in the page is opened again by its link `data-lt-opens="NAME"`.
const PREFIX = "lantoa:typed:";

const keyOf = (form) => PREFIX + (form.dataset.ltKeep || form.action) + location.pathname;
const isKept = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);

function typed(form) {
  return [...form.elements]
    .filter(isKept)
    .map((field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value));
}

function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "null");
  const fields = [...form.elements].filter(isKept);
  // A form that came back with faults already holds what was typed.
  if (!kept || kept.length !== fields.length || form.querySelector("[aria-invalid]")) return;
  let changed = false;
  fields.forEach((field, place) => {
    const part = ["checkbox", "radio"].includes(field.type) ? "checked" : "value";
    if (field[part] !== kept[place]) {
      field[part] = kept[place];
      field.closest("details:not([open])")?.setAttribute("open", "");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      changed = true;
    }
  });
  if (changed) form.dispatchEvent(new CustomEvent("lt:restored", { bubbles: true })); // kept-notice.js says so
}

const waiting = new Map(); // form → timer: several rows may be open at once
function forget(form) {
  clearTimeout(waiting.get(form));
  sessionStorage.removeItem(keyOf(form));
}

function keep(form) {
  clearTimeout(waiting.get(form));
  sessionStorage.setItem(keyOf(form), JSON.stringify(typed(form)));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-lt-keep]")) return;
  clearTimeout(waiting.get(form));
  waiting.set(
    form,
    setTimeout(() => keep(form), 300),
  );
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-lt-keep]")) return;
  keep(event.target);
  sessionStorage.setItem(PREFIX + "sent", keyOf(event.target));
});

// Sent, and answered by another page of ours or with a word of success: it arrived. Answered by the same page, by the
// sign-in or by an error page (these carry no data-lt-page): it did not, so keep it.
if (location.pathname.startsWith("/dang-nhap")) sessionStorage.removeItem(PREFIX + "sent"); // its own success is not ours
const sent = sessionStorage.getItem(PREFIX + "sent");
const forms = [...document.querySelectorAll("form[data-lt-keep]")];
const page = document.querySelector("[data-lt-page]");
if (sent && page) {
  if (page.querySelector(".notices .notice--positive") || !forms.some((form) => keyOf(form) === sent)) {
    sessionStorage.removeItem(sent);
  }
  sessionStorage.removeItem(PREFIX + "sent");
}
forms.forEach(restore);

// Forms that htmx brings, and what became of those that it sent. A form given up is forgotten.
document.addEventListener("htmx:load", (event) => {
  const brought = [...event.detail.elt.querySelectorAll("form[data-lt-keep]")].filter((form) => !forms.includes(form));
  if (event.detail.elt.matches("form[data-lt-keep]")) brought.push(event.detail.elt);
  forms.push(...brought);
  brought.forEach(restore);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches("form[data-lt-keep]")) return;
  sessionStorage.removeItem(PREFIX + "sent");
  if (event.detail.successful) forget(form);
});
document.addEventListener(
  "click",
  (event) => {
    const form = event.target.closest("[data-lt-cancel], [data-lt-drop]")?.closest("form[data-lt-keep]");
    if (form) forget(form);
  },
  true,
);
document.addEventListener("lt:dropped", (event) => forget(event.target));
