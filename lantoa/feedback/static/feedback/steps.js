// A long form as one question at a time: the fieldsets marked `data-lt-step`, in turn. Without this module all stand on
// one page. A fault that the server found opens the step that it stands in.
function attach(form) {
  const steps = [...form.querySelectorAll("[data-lt-step]")];
  const [back, next, send] = ["back", "next", "send"].map((name) => form.querySelector(`[data-lt-step-${name}]`));
  if (steps.length < 2 || form.dataset.ltStepped) return;
  form.dataset.ltStepped = "yes";
  const count = Object.assign(document.createElement("p"), { className: "muted sending__count" });
  count.setAttribute("role", "status");
  steps[0].before(count);
  let at = Math.max(steps.findIndex((step) => step.querySelector("[aria-invalid]")), 0);

  function show(place, focus = true) {
    at = place;
    steps.forEach((step, number) => (step.hidden = number !== at));
    count.textContent = `Bước ${at + 1} trong ${steps.length}`;
    back.hidden = !at;
    next.hidden = at === steps.length - 1;
    send.hidden = !next.hidden;
    if (focus) steps[at].querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
    if (focus) form.scrollIntoView({ block: "start" });
  }

  function missing() {
    const text = steps[at].querySelector("textarea[name=text]");
    if (!text || text.value.trim()) return false;
    text.setCustomValidity("Ghi vài dòng về việc muốn phản ánh rồi tiếp tục.");
    text.reportValidity();
    text.addEventListener("input", () => text.setCustomValidity(""), { once: true });
    return true;
  }

  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => missing() || show(at + 1));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || next.hidden || event.defaultPrevented) return;
    event.preventDefault();
    next.click();
  });
  // A link of the fault summary leads into a step that is shut.
  form.addEventListener("click", (event) => {
    const target = document.getElementById(event.target.closest('a[href^="#"]')?.getAttribute("href").slice(1));
    const place = target ? steps.findIndex((step) => step.contains(target)) : -1;
    if (place >= 0) show(place);
  });
  show(at, false);
}

const each = (root) => root.querySelectorAll("form[data-lt-steps]").forEach(attach);
each(document);
document.addEventListener("htmx:load", (event) => each(event.detail.elt));
