// A form that saves itself while it is written (`data-lt-saves-itself`; a part of it sends by htmx): a button pressed
// meanwhile waits for that. The form would else speak of an older version, and its writer be told of a change of their
// own. A button that the answer has laid anew is pressed there; one that it took away asked about something that is
// another by now. Once the form itself is on its way, nothing more is saved by itself.
const FORMS = "form[data-lt-saves-itself]";
const isSaving = (form) => form.querySelector(".htmx-request") !== null;
const again = (form, button) =>
  form.contains(button) || button.form === form
    ? button
    : form.querySelector(`button[name="${button.name}"][value="${button.value}"]`);

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!form.matches(FORMS) || !isSaving(form)) return;
    event.preventDefault();
    event.stopPropagation();
    event.submitter?.setAttribute("aria-busy", "true");
    while (isSaving(form)) await new Promise((done) => setTimeout(done, 50));
    event.submitter?.removeAttribute("aria-busy");
    const button = event.submitter && again(form, event.submitter);
    if (button || !event.submitter) form.requestSubmit(button);
  },
  true,
);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest(FORMS);
  if (form && "ltSending" in form.dataset) event.preventDefault();
});
