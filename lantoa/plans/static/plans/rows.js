// Rows of the editor: which one is at hand, forms that stay open while other parts are refreshed, tabs on a phone.
const review = document.querySelector("[data-lt-review]");
review.dataset.ltReady = "";

export function current() {
  return document.querySelector("[data-lt-row].is-current");
}

// Make a row the one at hand, tell the source, and bring it into view.
export function take(row, { scroll = true, spans = null } = {}) {
  if (!row) return;
  current()?.classList.remove("is-current");
  row.classList.add("is-current");
  row.closest("details:not([open])")?.setAttribute("open", "");
  if (scroll) row.scrollIntoView({ block: "nearest", behavior: "instant" });
  const shown = spans || row.dataset.spans || "[]";
  document.dispatchEvent(new CustomEvent("lt:spans", { detail: JSON.parse(shown) }));
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-lt-row]");
  const cell = event.target.closest("[data-lt-span]");
  if (row) take(row, { scroll: false, spans: cell?.dataset.ltSpan });
  const link = event.target.closest("[data-lt-goto]");
  if (link) {
    event.preventDefault();
    take(document.getElementById(link.dataset.ltGoto));
  }
  const dropped = event.target.closest("[data-lt-drop]");
  if (dropped) {
    event.preventDefault();
    dropped.closest("[data-lt-row]").remove();
  }
  const edited = event.target.closest("[data-lt-edit-row]");
  const open = edited && document.querySelector(`#${edited.dataset.ltEditRow} [data-lt-edit]`);
  if (open) {
    event.preventDefault();
    open.closest("details:not([open])")?.setAttribute("open", "");
    open.click();
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-lt-row]");
  if (row && row !== current()) take(row, { scroll: false });
});

// After an answer: the row that it was about.
document.body.addEventListener("lt:focus", (event) => {
  const row = document.getElementById(event.detail.id);
  take(row);
  row?.focus({ preventScroll: true });
});

// A form that opens is ready to be typed in.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.closest?.("[data-lt-row]")?.querySelector("[data-lt-row-form]");
  if (!form || form.contains(document.activeElement)) return;
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
});

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

document.querySelector(".review__tabs")?.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-lt-tab-to]");
  if (!tab) return;
  event.preventDefault();
  showTab(tab.dataset.ltTabTo);
});

export function showTab(name) {
  review.dataset.ltTab = name;
  document.querySelectorAll("[data-lt-tab-to]").forEach((tab) => {
    if (tab.dataset.ltTabTo === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  });
}
