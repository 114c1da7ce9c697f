// While the line is lost a form is not sent into the browser's error page: what was typed stays, and one sentence says
// so. The line counts as lost when the browser says so, or when htmx could not reach us; then it is tried at the press.
// Forms with an outbox of their own (`data-lt-outbox`) keep what is sent on the device instead.
const PATIENCE = 5000; // ms
let isLost = false;

document.addEventListener("htmx:sendError", () => (isLost = true));
document.addEventListener("htmx:timeout", () => (isLost = true));
document.addEventListener("htmx:afterOnLoad", () => (isLost = false));

const isBack = () =>
  fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).then(
    () => true,
    () => false,
  );

const refuse = () => document.dispatchEvent(new CustomEvent("lt:not-sent"));

// Before double-submit.js and keep-typing.js, which take a submit for one that is on its way.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-lt-outbox]")) return;
  if (navigator.onLine && !isLost) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!navigator.onLine || !(await isBack())) return refuse();
  isLost = false;
  form.requestSubmit(event.submitter);
});
