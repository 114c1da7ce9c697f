// While an article is written: files are sent once, what is saved on the server is kept in this tab no longer, and the
// page's own saves do not get in each other's way.
const form = document.querySelector("form[data-lt-writing]");
const isSaving = () => form.querySelector(".htmx-request") !== null;
const count = () => (form.elements.nth.value = Number(form.elements.nth.value) + 1);

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, requestConfig, successful } = event.detail;
  if (!form?.contains(elt) || !successful) return;
  if (elt.matches("[data-lt-uploads]")) elt.value = "";
  // Kept words are dropped once the server has them (js/keep-typing.js hears this).
  if (requestConfig.path.endsWith("/luu/")) form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));
});

// Each sending says its place in the row: what comes late never goes over what was sent after it.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (form?.contains(detail.elt) && detail.path.endsWith("/luu/")) detail.parameters.nth = count();
});

// Once the form itself is on its way, nothing more is saved by itself.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (form?.contains(event.detail.elt) && "ltSending" in form.dataset) event.preventDefault();
});

// A button pressed while something is being saved waits for that: the form would else speak of an older version. One
// that the answer has laid anew is pressed there; one that it took away asked about something that is another by now.
const again = (button) =>
  button.form === form ? button : form.querySelector(`button[name="${button.name}"][value="${button.value}"]`);

form?.addEventListener("submit", async (event) => {
  if (!isSaving()) return count();
  event.preventDefault();
  event.stopPropagation();
  event.submitter?.setAttribute("aria-busy", "true");
  while (isSaving()) await new Promise((done) => setTimeout(done, 50));
  event.submitter?.removeAttribute("aria-busy");
  const button = event.submitter && again(event.submitter);
  if (button || !event.submitter) form.requestSubmit(button);
});
