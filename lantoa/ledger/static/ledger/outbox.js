// A form marked `data-lt-outbox` is sent in the background; where the line is down it waits on this device, photos
// and all, and goes by itself when the line is back. The server knows a form by its key: sent twice, it counts once.
import { drop, held, owner, put } from "./outbox-store.js";
import { asked, filesOf, isRefusal, list, refuse } from "./outbox-refused.js";

const waiting = async () => (await held()).filter((one) => !one.fault);
function send(action, parts) {
  const body = new FormData();
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  parts.forEach(([name, value]) => body.append(name, name === "csrfmiddlewaretoken" && token ? token : value));
  return fetch(action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html", "X-Requested-With": "fetch" } });
}

async function keep(form, parts) {
  const [title, key] = [form.elements.title?.value || "Hoạt động", form.elements.form_key.value];
  await put({ key, owner, action: form.action, parts, title, at: Date.now() });
  form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true })); // safe here now
  form.reset();
  form.querySelectorAll("input:is([type=text], [type=url]):not([name=on]), textarea").forEach((field) => (field.value = ""));
  form.querySelectorAll(".error-summary, .field__errors").forEach((fault) => fault.remove());
  form.elements.form_key.value = crypto.randomUUID?.() || key.replace(/^.{8}/, Date.now().toString(16).slice(-8));
  form.querySelector("[data-lt-photo-list]")?.remove();
  delete form.dataset.ltSending;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  await show();
  document.querySelector("[data-lt-outbox-box]").scrollIntoView({ block: "center" });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-lt-outbox]")) return;
  event.preventDefault();
  if (form.dataset.ltSending) return;
  form.dataset.ltSending = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  const parts = [...new FormData(form).entries()];
  try {
    const answer = await send(form.action, parts);
    if (answer.status === 422) return await faults(form.querySelector("input[type=file]")?.files, answer);
    if (answer.status >= 500) throw new Error(answer.statusText);
    const isOut = [401, 403].includes(answer.status); // or in anew on another tab: it goes with the fresh page's token
    if (isOut) return await keep(form, parts).then(() => location.reload());
    if (!answer.redirected) return await keep(form, parts).then(flush); // refused: it stays here, with the words why
    form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));
    await drop(form.elements.form_key.value); // one that had waited here and was mended
    location.assign(answer.url);
  } catch {
    await keep(form, parts);
  }
}, true);

// The page with its faults takes the place of the form, dressed by the modules as what htmx brings; chosen photos stay.
async function faults(files, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = document.adoptNode(page.querySelector("main"));
  document.querySelector("main").replaceWith(main);
  main.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: main } }));
  const input = document.querySelector("main input[type=file]");
  if (input && files) input.files = files;
  input?.dispatchEvent(new Event("change", { bubbles: true }));
  window.htmx?.process(main), document.querySelector(".error-summary")?.focus();
  await show();
}
// Where the last of those that arrived is shown; nothing where none did.
async function flush() {
  let last = "";
  for (const one of await waiting()) {
    try {
      const answer = await send(one.action, one.parts);
      if (isRefusal(answer)) await refuse(one, answer);
      if (answer.redirected) await drop(one.key).then(() => (last = answer.url));
    } catch { break; } // still no line
  }
  return show(), last;
}

async function show() {
  const [box, rows, all] = [document.querySelector("[data-lt-outbox-box]"), await waiting(), await held()];
  if (!box) return;
  list(document.querySelector("[data-lt-refused-box]"), all.filter((one) => one.fault));
  box.hidden = !rows.length;
  box.querySelector("[data-lt-outbox-count]").textContent = rows.length;
  box.querySelector("[data-lt-outbox-titles]").textContent = rows.map((one) => one.title).join("; ");
}

window.addEventListener("online", flush);
document.addEventListener("click", (event) => event.target.closest("[data-lt-outbox-send]") && flush());
// Sent once more, a refused form comes back as the server's page with all that was typed and what is wrong with it.
async function reopen(one) {
  const answer = await send(one.action, one.parts);
  if (answer.status === 422) return faults(filesOf(one), answer);
  if (!answer.redirected) return show();
  drop(one.key).then(() => location.assign(answer.url));
}

// Back from the sign-in or from that reload, the form that was sent is on the books: show that, not an empty form.
const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
const wanted = await asked();
if (wanted) reopen(wanted).catch(show);
else flush().then((url) => url && (isReload || /\/dang-nhap\//.test(document.referrer)) && location.assign(url));
