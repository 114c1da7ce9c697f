// Rows of the editor: which one is at hand; tabs on a phone.
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
