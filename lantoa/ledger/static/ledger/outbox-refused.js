// Forms that waited for the line and were then refused: each with the server's words, to be opened again or dropped.
import { drop, held, put } from "./outbox-store.js";

const REOPEN = "cho-gui"; // in the address of the form: which of them is to be opened
const faultsOf = (page) => [...page.querySelectorAll(".error-summary li")].map((one) => one.textContent.trim()).join(" ");

// An answer that no second try would change. 401 and 403 wait for the sign-in, 408 and 429 for a better hour.
export const isRefusal = (answer) => answer.status >= 400 && answer.status < 500 && ![401, 403, 408, 429].includes(answer.status);

export async function refuse(one, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = faultsOf(page) || page.querySelector("h1")?.textContent.trim();
  await put({ ...one, fault: said || `Máy chủ không nhận (${answer.status}).` });
}

export function list(box, rows) {
  box.hidden = !rows.length;
  box.querySelector("ul").replaceChildren(...rows.map((one) => {
    const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-lt-refused-title]").textContent = one.title;
    row.querySelector("[data-lt-refused-fault]").textContent = one.fault;
    const [open, away] = [row.querySelector("a"), row.querySelector("button")];
    open.href = `${one.action}?${REOPEN}=${one.key}`;
    open.setAttribute("aria-label", `Mở để sửa: ${one.title}`);
    away.setAttribute("aria-label", `Bỏ: ${one.title}`);
    away.addEventListener("click", async () => {
      if (!confirm(`Bỏ hoạt động “${one.title}” đang giữ trên máy này? Nội dung và tệp của nó sẽ mất.`)) return;
      await drop(one.key);
      list(box, rows.filter((other) => other !== one));
    });
    return row;
  }));
}

// The form that the address asks for, as it was filled in.
export async function asked() {
  const key = new URLSearchParams(location.search).get(REOPEN);
  return key && document.querySelector("[data-lt-outbox]") ? (await held()).find((one) => one.key === key) : undefined;
}

export function filesOf(one) {
  const transfer = new DataTransfer();
  one.parts.forEach(([, value]) => value instanceof File && value.name && transfer.items.add(value));
  return transfer.files;
}
