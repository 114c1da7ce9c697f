// The keyboard through all that waits to be looked at. Keys do nothing while something is being typed; a key that is
// held down answers once.
import { current, take } from "./rows.js";

const panel = () => document.querySelector("[data-lt-doubts]");
const press = (selector) => panel()?.querySelector(selector)?.click();
const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

function step(by) {
  const rows = [...document.querySelectorAll("[data-lt-row]")].filter((row) => row.offsetParent);
  const at = rows.indexOf(current());
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  take(next);
  next?.focus({ preventScroll: true });
}

function edit() {
  const anchor = panel()?.querySelector("[data-lt-doubt]")?.dataset.ltDoubt;
  const row = current() || (anchor && document.getElementById(anchor));
  row?.querySelector("[data-lt-edit]")?.click();
}

const KEYS = {
  n: () => press('[data-lt-step="after"]'),
  p: () => press('[data-lt-step="before"]'),
  e: edit,
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.getElementById("tim-don-vi")?.focus(),
  "?": () => document.getElementById("phim-tat")?.togglePopover(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest("[data-lt-row-form]")) {
    event.target.closest("[data-lt-row]").querySelector("[data-lt-cancel], [data-lt-drop]")?.click();
    return;
  }
  if (isTyping(event.target) || document.querySelector("dialog[open], dialog:popover-open")) {
    if (event.key !== "?") return;
    if (isTyping(event.target)) return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (event.repeat) {
    if (event.key === "Enter") event.preventDefault();
  } else if (/^[1-5]$/.test(event.key)) {
    panel()?.querySelectorAll(".answer")[Number(event.key) - 1]?.click();
  } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    press("[data-lt-accept]");
  }
});

const first = panel()?.querySelector("[data-lt-doubt]");
if (first && !location.hash && !current()) {
  const spans = first.dataset.spans === "[]" ? null : first.dataset.spans;
  take(document.getElementById(first.dataset.ltDoubt), { scroll: false, spans });
}

// Each new question shows its row and its place in the source; one that stays leaves the page where it is.
let asked = panel()?.dataset.ltAt;
document.addEventListener("htmx:afterSettle", () => {
  const doubt = document.querySelector("[data-lt-doubt]");
  if (!doubt || panel().dataset.ltAt === asked) return;
  asked = panel().dataset.ltAt;
  const spans = doubt.dataset.spans === "[]" ? null : doubt.dataset.spans;
  take(document.getElementById(doubt.dataset.ltDoubt), { spans });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lt-doubt-link]");
  if (!link) return;
  event.preventDefault();
  const url = `${location.pathname}viec-can-xem/?xem=${link.dataset.ltDoubtLink}`;
  window.htmx.ajax("GET", url, { target: "#viec-can-xem", swap: "outerHTML" });
});
