// While an article is written: files are sent once, what is saved on the server is kept in this tab no longer.
const form = document.querySelector("form[data-lt-writing]");
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

form?.addEventListener("submit", count);
