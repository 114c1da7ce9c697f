// One press, one request: while a form is on its way its button says so and a second press does nothing. A form that
// downloads a file leaves the page as it is: it may be sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "ltDownload" in form.dataset) return;
  if (form.dataset.ltSending) {
    event.preventDefault();
    return;
  }
  form.dataset.ltSending = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's memory may be sent anew.
window.addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);

function release() {
  document.querySelectorAll("form[data-lt-sending]").forEach((form) => {
    delete form.dataset.ltSending;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
}
