// What was typed into a report survives a reload or a lost line, field by field: kept in this tab until it is saved,
// brought back with the version that it was typed over, and sent at once: where another has saved meanwhile, the answer
// lays both side by side.
const form = document.querySelector("form[data-lt-typing]");
const PREFIX = `lantoa:report:${form?.dataset.ltTyping}:`;
const keyOf = (name) => name.replace(/^ghi-/, "");
const STANDS_ON = ["ban", "dau"]; // the version that the fields were typed over, and the mark of what they held
const standsOn = (key) => STANDS_ON.map((name) => form.elements[`${name}-${key}`]);
const isUndecided = (key) => document.getElementById(`${key}-luu`)?.querySelector(".report-conflict");
const fieldsOf = (key) => [form.elements[key], form.elements[`ghi-${key}`]].filter(Boolean);

function keep(key) {
  const values = fieldsOf(key).map((field) => field.value);
  const over = standsOn(key).map((field) => field?.value);
  sessionStorage.setItem(PREFIX + key, JSON.stringify({ over, values }));
}

function forget(key) {
  sessionStorage.removeItem(PREFIX + key);
}

// The template gave the part up while the page was closed: what was typed goes along unseen, and is laid at the foot.
function carry(key, { over, values }) {
  const names = [`ban-${key}`, `dau-${key}`, key, `ghi-${key}`];
  [...over, ...values].forEach((value, place) => {
    const field = Object.assign(document.createElement("textarea"), { name: names[place], value, hidden: true });
    form.append(field);
  });
  forget(key);
}

function restore(key) {
  const kept = JSON.parse(sessionStorage.getItem(PREFIX + key) || "null");
  const fields = fieldsOf(key);
  if (kept?.over && !fields.length) return carry(key, kept);
  if (!kept?.over || fields[0].matches("[aria-invalid]") || isUndecided(key)) return;
  const changed = fields.filter((field, place) => field.value !== kept.values[place]);
  if (!changed.length) return forget(key);
  fields.forEach((field, place) => (field.value = kept.values[place]));
  standsOn(key).forEach((field, place) => (field.value = kept.over[place]));
  changed[0].closest("details:not([open])")?.setAttribute("open", "");
  changed[0].dispatchEvent(new Event("change", { bubbles: true }));
}

form?.addEventListener("input", (event) => {
  if (/^(ghi-)?(so|muc)-\d+$/.test(event.target.name)) keep(keyOf(event.target.name));
});

// htmx names the element that sent: the frame around a row's fields.
document.addEventListener("htmx:afterRequest", (event) => {
  const field = event.detail.requestConfig?.elt.querySelector?.("input:not([type=hidden]), textarea");
  if (form?.contains(field) && event.detail.xhr.status === 200) forget(keyOf(field.name));
});

// Once htmx listens: what was typed is there again, and is sent.
window.addEventListener("load", () => {
  if (!form) return;
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith(PREFIX))
    .forEach((name) => restore(name.slice(PREFIX.length)));
  if (form.querySelector(":scope > textarea[hidden]")) form.requestSubmit();
});

form?.addEventListener("submit", (event) => {
  if (event.submitter?.name === "bo") forget(event.submitter.value);
});
