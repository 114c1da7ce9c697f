// Says that what was typed came back (keep-typing.js), offers to drop it, and opens rows whose text was kept.
const PREFIX = "lantoa:typed:";

document.addEventListener("lt:restored", (event) => {
  const form = event.target;
  const line = document.createElement("p");
  line.className = "help";
  line.setAttribute("role", "status");
  line.textContent = "Đã khôi phục nội dung đang gõ. ";
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn--small";
  undo.textContent = "Bỏ, nhập lại từ đầu";
  undo.addEventListener("click", () => {
    form.reset();
    form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));
    line.remove();
  });
  line.append(undo);
  form.prepend(line);
});

// Text kept for a form that the page does not show: open the form again, which brings the text back.
window.addEventListener("load", () => {
  const shown = [...document.querySelectorAll("form[data-lt-keep]")].map((form) => form.dataset.ltKeep);
  document.querySelectorAll("[data-lt-opens]").forEach((link) => {
    const name = link.dataset.ltOpens;
    if (sessionStorage.getItem(PREFIX + name + location.pathname) !== null && !shown.includes(name)) link.click();
  });
});
