// What was typed survives a reload, a lost line or a session that ran out: forms marked `data-lt-keep="NAME"` are kept
// in this tab until they are sent and the page that follows is another one.
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
      changed = true;
    }
  });
  if (changed) tell(form);
}

function tell(form) {
  const line = document.createElement("p");
  line.className = "help";
  line.setAttribute("role", "status");
  line.textContent = "Đã lấy lại những gì đang nhập dở. ";
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn--small";
  undo.textContent = "Bỏ, nhập lại từ đầu";
  undo.addEventListener("click", () => {
    sessionStorage.removeItem(keyOf(form));
    form.reset();
    line.remove();
  });
  line.append(undo);
  form.prepend(line);
}

let waiting;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-lt-keep]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => sessionStorage.setItem(keyOf(form), JSON.stringify(typed(form))), 300);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-lt-keep]")) return;
  clearTimeout(waiting);
  sessionStorage.setItem(keyOf(event.target), JSON.stringify(typed(event.target)));
  sessionStorage.setItem(PREFIX + "sent", keyOf(event.target));
});

// Sent, and answered by another page of ours or with a word of success: it arrived. Answered by the same page, by the
// sign-in or by an error page (these carry no data-lt-page): it did not, so keep it.
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
