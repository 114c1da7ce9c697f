// Sheets that could not be sent wait on this device and go by themselves when the line is back. The server knows a sheet
// by its key: sent twice, it counts once. A sheet leaves the device as soon as it has arrived.
const STORE = "sheets";
const opened = new Promise((done, fail) => {
  const asked = indexedDB.open("lantoa-surveys", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
  [asked.onsuccess, asked.onerror] = [() => done(asked.result), () => fail(asked.error)];
});
async function ask(mode, act) {
  const store = (await opened).transaction(STORE, mode).objectStore(STORE);
  const asked = act(store);
  return new Promise((done, fail) => {
    [asked.onsuccess, asked.onerror] = [() => done(asked.result), () => fail(asked.error)];
  });
}
const waiting = () => ask("readonly", (store) => store.getAll());
const forget = (key) => ask("readwrite", (store) => store.delete(key));
const find = (name) => document.querySelector(`[data-lt-${name}]`);

function send(action, parts) {
  const body = new URLSearchParams();
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  parts.forEach(([name, value]) => body.append(name, name === "csrfmiddlewaretoken" && token ? token : value));
  const headers = { Accept: "text/html", "X-Requested-With": "fetch" };
  return fetch(action, { method: "POST", body, credentials: "same-origin", headers });
}
// What the server says of a sheet that it does not take: the words of the page's notice or of its faults.
async function why(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = page.querySelector("main .notice, main .error-summary li")?.textContent.trim();
  return words || "Phiếu không được nhận. Tải lại trang rồi thử lại.";
}

// Sends the form and leads on, or keeps it here where there is no line; returns what is wrong with it, if anything.
export async function keepOrSend(form) {
  const parts = [...new FormData(form).entries()];
  let answer;
  try {
    answer = await send(form.action, parts);
    if (answer.status >= 500) throw new Error(answer.statusText);
  } catch {
    await ask("readwrite", (store) => store.put({ key: form.elements.form_key.value, action: form.action, parts }));
    again(form);
    form.hidden = "ltOnce" in form.dataset; // a link for one sheet is used
    await show();
    say("kept-thanks", "Đã lưu phiếu trên máy.");
    find("kept-thanks").focus();
    return "";
  }
  if (!answer.redirected) return why(answer);
  dropped(form);
  location.assign(answer.url);
  return new Promise(() => {}); // the page is leaving
}
const dropped = (form) => form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));

// The next sheet on the same device is another one.
function again(form) {
  const old = form.elements.form_key.value;
  dropped(form);
  form.reset();
  form.elements.form_key.value = crypto.randomUUID?.() || old.replace(/^.{8}/, Date.now().toString(16).slice(-8));
}

let isFlushing = false;
export async function flush() {
  if (isFlushing) return;
  isFlushing = true;
  let arrived = 0;
  for (const one of await waiting()) {
    try {
      const answer = await send(one.action, one.parts);
      if (answer.status >= 500 || [403, 429].includes(answer.status)) break; // later, perhaps
      if (answer.redirected) arrived += 1;
      else say("kept-refused", `Một phiếu giữ trên máy không được nhận. ${await why(answer)}`);
      await forget(one.key);
    } catch {
      break; // still no line
    }
  }
  isFlushing = false;
  await show();
  if (arrived) say("kept-thanks", `Đã gửi ${arrived} phiếu giữ trên máy.`);
}
function say(name, words) {
  const box = find(name);
  if (!box) return;
  box.hidden = false;
  box.querySelector("[data-lt-said]").textContent = words;
}
async function show() {
  const [box, rows] = [find("kept"), await waiting()];
  if (!box) return;
  box.hidden = !rows.length;
  find("kept-count").textContent = rows.length;
}
window.addEventListener("online", flush);
document.addEventListener("click", (event) => event.target.closest("[data-lt-kept-send]") && flush());
