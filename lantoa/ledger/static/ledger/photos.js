// Photos chosen on a phone: made small before they are sent (a village line carries 300 KB, not 8 MB), shown at once,
// taken back one by one; choosing again adds to what is there. What the browser cannot open is sent as it is.
const LONGEST = 2000;
const MOST = 20;

async function smaller(file) {
  if (!file.type.startsWith("image/")) return { file };
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { file };
  }
  const shown = draw(bitmap, 160).toDataURL("image/jpeg", 0.7);
  const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1 && file.size < 1_500_000) return { file, shown };
  const blob = await new Promise((done) => draw(bitmap, LONGEST).toBlob(done, "image/jpeg", 0.82));
  const name = `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
  return blob && blob.size < file.size ? { file: new File([blob], name, { type: "image/jpeg" }), shown } : { file, shown };
}

function draw(bitmap, longest) {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const chosen = new WeakMap(); // input → [{file, shown}]

function give(input) {
  const transfer = new DataTransfer();
  chosen.get(input).forEach(({ file }) => transfer.items.add(file));
  input.files = transfer.files;
  input.dispatchEvent(new Event("lt-files"));
  show(input);
}

function show(input) {
  const list = input.closest(".field").querySelector("[data-lt-photo-list]") || makeList(input);
  list.replaceChildren(...chosen.get(input).map((one, place) => row(input, one, place)));
}

function makeList(input) {
  const list = document.createElement("ul");
  list.className = "photos";
  list.dataset.ltPhotoList = "";
  (input.closest(".file-words") || input).after(list);
  return list;
}

function row(input, { file, shown }, place) {
  const item = document.createElement("li");
  const picture = document.createElement(shown ? "img" : "span");
  if (shown) Object.assign(picture, { src: shown, alt: file.name });
  else picture.textContent = file.name;
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--quiet", textContent: "Bỏ" });
  drop.setAttribute("aria-label", `Bỏ ${file.name}`);
  drop.addEventListener("click", () => {
    chosen.get(input).splice(place, 1);
    give(input);
    input.focus();
  });
  item.append(picture, drop);
  return item;
}

// Without the files that the server has refused: they would be refused again and again. The others stay.
function taken(input) {
  const refused = (input.dataset.ltRefused || "").split(" ");
  const held = [...input.files].filter((_, place) => !refused.includes(String(place)));
  if (!input.dataset.ltRefused) return held;
  delete input.dataset.ltRefused;
  const what = held.length ? ` ${held.length} tệp còn lại vẫn giữ.` : "";
  const said = Object.assign(document.createElement("p"), { textContent: `Tệp không nhận đã được bỏ khỏi danh sách.${what} Bấm nút ghi lần nữa để gửi.` });
  said.setAttribute("role", "status");
  input.closest(".field").append(said);
  return held;
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  if (!input.matches?.("[data-lt-photos]")) return;
  const fresh = taken(input);
  const made = await Promise.all(fresh.map(smaller));
  const held = (chosen.get(input) || []).filter((one) => !made.some((two) => two.file.name === one.file.name && two.file.size === one.file.size));
  chosen.set(input, [...held, ...made].slice(0, MOST));
  give(input);
});

document.addEventListener("reset", (event) => event.target.querySelectorAll("[data-lt-photos]").forEach((input) => chosen.delete(input)));
