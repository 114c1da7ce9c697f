// After a form came back with faults, begin at their list.
const focus = () => document.querySelector("[data-lt-error-summary]:not([data-lt-still] *)")?.focus();

focus();
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.querySelector?.("[data-lt-error-summary]")) focus();
});
