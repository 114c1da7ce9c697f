// The source: marks the stretches of the row at hand and scrolls to them; a press on a mark goes to its row.
import { showTab, take } from "./rows.js";

const source = document.querySelector("[data-lt-source]");
const narrow = window.matchMedia("(width < 60rem)");

function overlaps(segment, spans) {
  const start = Number(segment.dataset.at);
  const end = start + segment.textContent.length;
  return spans.some(([first, last]) => start < last && first < end);
}

function mark(spans) {
  source.querySelectorAll(".is-current").forEach((one) => one.classList.remove("is-current"));
  if (!spans.length) return;
  const found = [...source.querySelectorAll("[data-at]")].filter((one) => overlaps(one, spans));
  found.forEach((one) => one.classList.add("is-current"));
  const first = found[0];
  if (!first || narrow.matches) return;
  const frame = source.getBoundingClientRect();
  const box = first.getBoundingClientRect();
  if (box.left < frame.left || box.right > frame.right) source.scrollLeft += box.left - frame.left - 40;
  const top = box.top - frame.top;
  if (top < 40 || top > source.clientHeight - 80) source.scrollTop += top - source.clientHeight / 3;
}

document.addEventListener("lt:spans", (event) => mark(event.detail));

source.addEventListener("click", (event) => {
  const segment = event.target.closest("[data-rows]");
  if (!segment || !document.getSelection().isCollapsed) return;
  const row = segment.dataset.rows
    .split(" ")
    .map((id) => document.getElementById(id))
    .find(Boolean);
  if (!row) return;
  if (narrow.matches) showTab("hieu");
  take(row, { scroll: false, spans: row.dataset.spans === "[]" ? `[[${segment.dataset.at},${Number(segment.dataset.at) + 1}]]` : null });
  row.scrollIntoView({ block: "center", behavior: "instant" });
  row.focus({ preventScroll: true });
});
