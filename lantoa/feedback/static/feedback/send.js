// Sends the form in the background. Where the line is down nothing is lost: the page says so, keeps all as it stands
// (photos too) and sends it by itself when the line is back. The stamp is the form's key: sent twice, it is one case.
const AGAIN = 15_000; // ms

function say(form, words, tone = "") {
  const line = form.querySelector("[data-lt-send-state]");
  line.hidden = !words;
  line.textContent = words;
  line.className = tone ? `notice notice--${tone}` : "help";
}

// Words alone go as words: less for a weak line, and less work for the server (lantoa/feedback/door.py).
function bodyOf(form) {
  const whole = new FormData(form);
  const words = [...whole].filter(([, value]) => typeof value === "string");
  const hasFiles = [...whole.values()].some((value) => value instanceof File && value.size + value.name.length > 0);
  return hasFiles ? whole : new URLSearchParams(words);
}

async function send(form) {
  if (form.ltOnItsWay) return;
  form.ltOnItsWay = true;
  const button = form.querySelector("[data-lt-step-send]");
  button.setAttribute("aria-busy", "true");
  say(form, "Đang gửi…");
  try {
    await form.ltWorked;
    const body = bodyOf(form);
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html" } });
    if (answer.status === 422) return await faults(form, answer);
    if (answer.status === 413) return say(form, "Ảnh hoặc ghi âm lớn quá. Bỏ bớt rồi gửi lại.", "negative");
    if (!answer.ok) throw new Error(answer.statusText);
    form.dispatchEvent(new CustomEvent("lt:dropped", { bubbles: true }));
    form.ltWaits = false;
    location.assign(answer.url);
  } catch {
    form.ltWaits = true;
    say(form, "Chưa gửi được vì mất mạng. Nội dung và ảnh còn nguyên: cứ để trang này mở, có mạng là tự gửi.", "warning");
    setTimeout(() => form.ltWaits && send(form), AGAIN);
  } finally {
    form.ltOnItsWay = false;
    button.removeAttribute("aria-busy");
  }
}

// The files that no sentence of the fault names; none where it names nothing.
function sound(files, fault) {
  const kept = new DataTransfer();
  const isNamed = (file) => fault.includes(`“${file.name}”`);
  if ([...files].some(isNamed)) [...files].filter((file) => !isNamed(file)).forEach((file) => kept.items.add(file));
  return kept.files;
}

// The page with its faults takes the place of the form; chosen photos and the recording stay, but for those at fault.
async function faults(form, answer) {
  form.ltWaits = false;
  const held = [...form.querySelectorAll("input[type=file]")].map((input) => [input.name, input.files]);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.adoptNode(page.querySelector("form[data-lt-outbox]"));
  form.replaceWith(fresh);
  const around = fresh.parentElement;
  around.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: around } }));
  held.forEach(([name, files]) => {
    const input = fresh.elements[name];
    const isAtFault = input.getAttribute("aria-invalid");
    const kept = isAtFault ? sound(files, fresh.querySelector(".error-summary")?.textContent ?? "") : files;
    if (!kept.length) return;
    input.files = kept;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  fresh.querySelector(".error-summary")?.focus();
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("form[data-lt-outbox]")) return;
    event.preventDefault();
    send(event.target);
  },
  true,
);
window.addEventListener("online", () => document.querySelectorAll("form[data-lt-outbox]").forEach((form) => form.ltWaits && send(form)));
