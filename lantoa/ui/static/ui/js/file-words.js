// A field for files speaks Vietnamese whatever the browser's own language is: "Chọn tệp", then the names chosen. The
// browser's words come back where this module does not run. Frames with words of their own (data-lt-drop) keep those.
function said(files) {
  if (!files.length) return "chưa chọn tệp nào";
  return files.length === 1 ? files[0].name : `${files.length} tệp`;
}

function dress(input) {
  if (input.closest("[data-lt-drop]") || input.parentElement.classList.contains("file-words")) return;
  const frame = Object.assign(document.createElement("span"), { className: "file-words" });
  const words = Object.assign(document.createElement("span"), { className: "file-words__words" });
  const press = Object.assign(document.createElement("b"), { textContent: input.multiple ? "Chọn ảnh, tệp" : "Chọn tệp" });
  const names = document.createElement("span");
  words.setAttribute("aria-hidden", "true");
  words.append(press, names);
  input.replaceWith(frame);
  frame.append(input, words);
  const tell = () => (names.textContent = said(input.files));
  for (const name of ["change", "lt-files"]) input.addEventListener(name, tell);
  input.form?.addEventListener("reset", () => setTimeout(tell));
  tell();
}

const dressAll = (root) => root.querySelectorAll('input[type="file"]').forEach(dress);

dressAll(document);
document.addEventListener("htmx:load", (event) => dressAll(event.target));
