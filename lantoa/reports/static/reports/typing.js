// What was typed into a report survives a reload or a lost line, field by field: kept in this tab until it is saved,
// brought back only over the version that it was typed over, and saved at once.
const form = document.querySelector("form[data-lt-typing]");
const PREFIX = `lantoa:report:${form?.dataset.ltTyping}:`;
const keyOf = (name) => name.replace(/^ghi-/, "");
const versionOf = (key) => form.elements[`ban-${key}`]?.value;
const fieldsOf = (key) => [form.elements[key], form.elements[`ghi-${key}`]].filter(Boolean);

function keep(key) {
  const values = fieldsOf(key).map((field) => field.value);
  sessionStorage.setItem(PREFIX + key, JSON.stringify({ version: versionOf(key), values }));
}

function forget(key) {
  sessionStorage.removeItem(PREFIX + key);
}

function restore(key) {
  const kept = JSON.parse(sessionStorage.getItem(PREFIX + key) || "null");
  const fields = fieldsOf(key);
  if (!kept || !fields.length || fields[0].matches("[aria-invalid]")) return;
  if (kept.version !== versionOf(key)) return;
  const changed = fields.filter((field, place) => field.value !== kept.values[place]);
  if (!changed.length) return forget(key);
  fields.forEach((field, place) => (field.value = kept.values[place]));
  changed[0].closest("details:not([open])")?.setAttribute("open", "");
  changed[0].dispatchEvent(new Event("change", { bubbles: true }));
}

form?.addEventListener("input", (event) => {
  if (/^(ghi-)?(so|muc)-\d+$/.test(event.target.name)) keep(keyOf(event.target.name));
});

// htmx names the element that sent: the frame around a row's fields.
document.addEventListener("htmx:afterRequest", (event) => {
  const field = event.detail.requestConfig?.elt.querySelector?.("input:not([type=hidden]), textarea");
  if (form?.contains(field) && event.detail.successful) forget(keyOf(field.name));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lt-drop-typed]");
  if (!link) return;
  event.preventDefault();
  forget(link.dataset.ltDropTyped);
  location.reload();
});

// Once htmx listens: what was typed is there again, and is sent.
window.addEventListener("load", () => {
  if (!form) return;
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith(PREFIX))
    .forEach((name) => restore(name.slice(PREFIX.length)));
});

// A button pressed while a field is being saved waits for that: the form would else speak of an older version, and its
// writer be told of a change of their own.
const isSaving = () => form.querySelector(".htmx-request") !== null;
form?.addEventListener("submit", async (event) => {
  if (!isSaving()) return;
  event.preventDefault();
  event.stopPropagation();
  while (isSaving()) await new Promise((done) => setTimeout(done, 50));
  form.requestSubmit(event.submitter);
});
