// While an article is written: files are sent once, and what is saved on the server is kept in this tab no longer.
const form = document.querySelector("form[data-lt-writing]");

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, requestConfig, successful } = event.detail;
  if (!form?.contains(elt) || !successful) return;
  if (elt.matches("[data-lt-uploads]")) elt.value = "";
  // Kept words are dropped once the server has them (js/keep-typing.js hears this).
  if (requestConfig.path.endsWith("/luu/")) form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));
});
