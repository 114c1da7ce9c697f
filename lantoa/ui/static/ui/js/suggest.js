// Choices while one types, accents or not: `data-lt-suggest` names an address (`?q=`, `<li role="option" data-value>`,
// `data-href` where it leads to a page); without one the field's datalist serves. In a text area each line is a choice.
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

/** Where the words that are being typed stand in the field: all of it, or the line with the cursor. */
function place(field) {
  if (field.tagName !== "TEXTAREA") return [0, field.value.length];
  const end = field.value.indexOf("\n", field.selectionStart);
  return [field.value.lastIndexOf("\n", field.selectionStart - 1) + 1, end < 0 ? field.value.length : end];
}

function fromDatalist(datalist, words) {
  const wanted = bare(words).split(/\s+/);
  return [...datalist.options]
    .filter((one) => wanted.every((word) => bare(`${one.value} ${one.textContent}`).includes(word)))
    .slice(0, 12)
    .map((one) => {
      const item = Object.assign(document.createElement("li"), { role: "option", textContent: one.value });
      item.append(Object.assign(document.createElement("small"), { textContent: one.textContent }));
      return Object.assign(item.dataset, { value: one.value }) && item;
    });
}

async function fromServer(address, words, signal) {
  const url = new URL(address, location.href);
  url.searchParams.set("q", words);
  const answer = await fetch(url, { signal, headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) return [];
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...found.querySelectorAll("[role=option]")];
}

function attach(field) {
  const datalist = field.list;
  const box = Object.assign(document.createElement("ul"), { className: "suggest", id: `${field.id}-goi-y`, hidden: true });
  Object.assign(box, { role: "listbox", ariaLabel: "Gợi ý" });
  field.after(box);
  field.removeAttribute("list");
  field.ariaAutoComplete = "list";
  field.setAttribute("aria-controls", box.id);
  if (field.tagName === "INPUT") Object.assign(field, { role: "combobox", ariaExpanded: "false" });
  let [timer, asking, at] = [0, null, -1];

  function show(items) {
    items.forEach((item, place) => (item.id = `${box.id}-${place}`));
    box.replaceChildren(...items);
    box.hidden = !items.length;
    box.style.top = `${field.offsetTop + field.offsetHeight}px`;
    if (field.tagName === "INPUT") field.ariaExpanded = String(!box.hidden);
    mark(-1);
  }

  function mark(next) {
    box.children[at]?.removeAttribute("aria-selected");
    const item = box.children[(at = next)];
    field.toggleAttribute("aria-activedescendant", Boolean(item));
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const [words, address, { signal }] = [field.value.slice(...place(field)).trim(), field.dataset.ltSuggest, asking];
    if (!words || !address) return show(words ? fromDatalist(datalist, words) : []);
    const found = await fromServer(address, words, signal).catch(() => []); // a lost line takes nothing from typing
    if (!signal.aborted) show(found);
  }

  function take(item) {
    if (item.dataset.href) return location.assign(item.dataset.href);
    field.setRangeText(item.dataset.value, ...place(field), "end");
    show([]);
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "taken" }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.detail !== "taken") timer = setTimeout(ask, 180);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (box.hidden || event.isComposing) return;
    if (step) mark((at + step + box.children.length) % box.children.length);
    else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && at >= 0) take(box.children[at]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => show([]));
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  box.addEventListener("click", (event) => take(event.target.closest("[data-value]")));
}

const every = (root) => root.querySelectorAll("[data-lt-suggest]:not([aria-controls])").forEach(attach);
every(document);
document.addEventListener("htmx:load", (event) => every(event.detail.elt));
