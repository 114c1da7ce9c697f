// A file dropped on the frame is chosen; while it is on its way the page says so.
const form = document.querySelector("[data-lt-drop-form]");
const frame = document.querySelector("[data-lt-drop]");

const words = frame.querySelector("[data-lt-drop-words]");
const line = words.querySelector("strong");
words.hidden = false;
frame.dataset.ltReady = "";

frame.querySelector("input").addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (file) line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("vi")} KB)`;
});

for (const name of ["dragenter", "dragover"]) frame.addEventListener(name, () => frame.classList.add("is-over"));
for (const name of ["dragleave", "drop"]) frame.addEventListener(name, () => frame.classList.remove("is-over"));

form.addEventListener("submit", () => {
  form.querySelector("[data-lt-drop-busy]").hidden = false;
});
window.addEventListener("pageshow", () => {
  form.querySelector("[data-lt-drop-busy]").hidden = true;
});
