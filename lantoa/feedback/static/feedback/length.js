// Says of a text (`data-lt-most`) how much room is left once it runs short, and by how much it is too long while it is
// typed; such a text does not hold, so that the step it stands in is not left. The server counts the same way
// (lantoa/feedback/sending_form.py, read_text).
const NEAR = 0.9;
const shown = (number) => number.toLocaleString("vi-VN");

function lineOf(field) {
  const known = field.parentElement.querySelector("[data-lt-room]");
  if (known) return known;
  const line = document.createElement("p");
  line.dataset.ltRoom = "";
  line.setAttribute("role", "status");
  field.after(line);
  return line;
}

function count(field) {
  const most = Number(field.dataset.ltMost);
  if (field.value.length < most * NEAR && field.validity.valid && !field.parentElement.querySelector("[data-lt-room]")) return;
  const left = most - [...field.value.normalize("NFC").trim()].length;
  const words = `Nội dung dài quá ${shown(most)} ký tự: bớt ${shown(-left)} ký tự, phần còn lại gửi bằng ảnh chụp.`;
  const over = left < 0 ? words : "";
  const room = left <= most * (1 - NEAR) ? `Còn ${shown(left)} ký tự.` : "";
  const line = lineOf(field);
  line.textContent = over || room;
  line.className = over ? "field__errors" : "help";
  field.setCustomValidity(over);
}

const each = (root) => root.querySelectorAll("textarea[data-lt-most]").forEach(count);
each(document);
document.addEventListener("input", ({ target }) => target.matches?.("textarea[data-lt-most]") && count(target));
document.addEventListener("htmx:load", (event) => each(event.detail.elt));
