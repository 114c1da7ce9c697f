// Paper typed in quickly: a single digit leads on to the next field, Enter too; in the last one Enter sends the sheet.
const form = document.querySelector("[data-lt-paper]");
const fields = [...(form?.querySelectorAll("input:not([type=hidden]), textarea") || [])];

function next(field) {
  const following = fields[fields.indexOf(field) + 1];
  if (following) following.focus();
  else form.querySelector("[type=submit]").focus();
}

form?.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset.ltDigits === "1" && /^\d$/.test(field.value)) next(field);
});
form?.addEventListener("keydown", (event) => {
  const field = event.target;
  if (field.matches("input") && event.key === "Enter") {
    event.preventDefault();
    next(field);
  } else if (field.matches("input") && event.key === "Backspace" && !field.value) {
    event.preventDefault();
    fields[fields.indexOf(field) - 1]?.select();
  }
});
(form?.querySelector("[aria-invalid]") || fields[0])?.focus();
