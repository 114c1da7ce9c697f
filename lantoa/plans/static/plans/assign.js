// A stretch selected in the source is given to a field: offsets go with the form, the menu stands beside the selection.
import { current } from "./rows.js";

const source = document.querySelector("[data-lt-source]");
const menu = document.querySelector("[data-lt-assign]");
const [from, to, row] = ["tu", "den", "dong"].map((name) => menu.elements[name]);

function offset(node, inside) {
  const segment = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]");
  if (!segment || !source.contains(segment)) return null;
  const shift = node.nodeType === Node.TEXT_NODE ? inside : inside ? segment.textContent.length : 0;
  return Number(segment.dataset.at) + shift;
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !source.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start !== null && end !== null && end > start ? { start, end, box: range.getBoundingClientRect() } : null;
}

function offer() {
  const found = selected();
  menu.hidden = !found;
  if (!found) return;
  from.value = found.start;
  to.value = found.end;
  const key = current()?.id || "";
  const kind = key.replace(/-\d+$/, "");
  row.value = key;
  let any = false;
  menu.querySelectorAll("[data-lt-assign-kind]").forEach((group) => {
    group.hidden = group.dataset.ltAssignKind !== kind;
    any ||= !group.hidden;
  });
  menu.querySelector("[data-lt-assign-row]").hidden = !any;
  const below = found.box.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? found.box.bottom + 8 : found.box.top - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.min(Math.max(8, found.box.left), innerWidth - menu.offsetWidth - 8)}px`;
}

source.addEventListener("pointerup", () => setTimeout(offer));
source.addEventListener("keyup", (event) => event.shiftKey && offer());
let waiting;
document.addEventListener("selectionchange", () => {
  if (!window.matchMedia("(pointer: coarse)").matches) return;
  clearTimeout(waiting);
  waiting = setTimeout(offer, 400);
});
menu.addEventListener("pointerdown", (event) => event.preventDefault());
menu.addEventListener("htmx:afterRequest", () => {
  menu.hidden = true;
  document.getSelection().removeAllRanges();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") menu.hidden = true;
});
document.addEventListener("pointerdown", (event) => {
  if (!menu.contains(event.target) && !source.contains(event.target)) menu.hidden = true;
});
