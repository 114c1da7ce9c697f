// A table wider or higher than its frame can be scrolled by keyboard: the frame takes the focus, with the caption's name.
function mark(frame) {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1;
  if (!scrolls) {
    frame.removeAttribute("tabindex");
    frame.removeAttribute("role");
    return;
  }
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  if (!frame.hasAttribute("aria-label")) {
    frame.setAttribute("aria-label", frame.querySelector("caption")?.textContent.trim() || "Bảng");
  }
}

const watcher = new ResizeObserver((changes) => changes.forEach((change) => mark(change.target)));

function watch(root) {
  root.querySelectorAll(".table-wrap").forEach((frame) => watcher.observe(frame));
}

watch(document);
document.addEventListener("htmx:afterSettle", (event) => watch(event.target));
