// Open forms of rows: ready to be typed in, kept as they are while other parts of the page are drawn anew.
// A form that opens is ready to be typed in: at the field that a question is about, where one led here; the source keeps
// showing what that question is about.
let wanted = "";
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lt-opens], [data-lt-edit-row]");
  if (link && event.isTrusted) wanted = link.dataset.ltField || "";
});
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.closest?.("[data-lt-row]")?.querySelector("[data-lt-row-form]");
  if (!form || form.contains(document.activeElement)) return;
  const asked = wanted && form.querySelector(`#${wanted}`);
  (asked || form.querySelector("input:not([type=hidden]), textarea, select"))?.focus({ preventScroll: true });
  const block = form.querySelector(".conflict, .field__errors") ? "start" : "nearest";
  form.closest("[data-lt-row]").scrollIntoView({ block, behavior: "instant" });
  if (!asked) return;
  asked.scrollIntoView({ block: "center", behavior: "instant" });
  showAsked(form.closest("[data-lt-row]").id);
});

function showAsked(row) {
  const doubt = document.querySelector(`[data-lt-doubt="${row}"]`);
  if (doubt) document.dispatchEvent(new CustomEvent("lt:spans", { detail: JSON.parse(doubt.dataset.spans) }));
}

// Parts are drawn anew after each answer; a form that someone is typing in is put back as it was.
let kept = [];
document.addEventListener("htmx:beforeRequest", (event) => {
  event.target.closest("[data-lt-row-form]")?.setAttribute("data-lt-sent", "");
});
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const open = event.detail.target.querySelectorAll?.("[data-lt-row-form]:not([data-lt-sent])") || [];
  kept = [...open].map((form) => form.closest("[data-lt-row]")).filter((row) => row.dataset.ltTyped !== undefined);
});
document.addEventListener("htmx:oobAfterSwap", () => {
  kept.forEach((row) => document.getElementById(row.id)?.replaceWith(row));
  kept = [];
});
document.addEventListener("htmx:afterRequest", () => {
  document.querySelectorAll("[data-lt-sent]").forEach((form) => form.removeAttribute("data-lt-sent"));
});
// The question at hand stays at hand after an answer; where the answer settled it, the next one comes.
document.addEventListener("htmx:configRequest", (event) => {
  const panel = document.querySelector("[data-lt-doubts]");
  if (event.detail.verb !== "post" || !panel) return;
  event.detail.parameters.append("dang_xem", panel.dataset.ltAt);
  event.detail.parameters.append("dang_xem", panel.dataset.ltAfter);
});

document.addEventListener("input", (event) => {
  event.target.closest("[data-lt-row]")?.setAttribute("data-lt-typed", "");
});
