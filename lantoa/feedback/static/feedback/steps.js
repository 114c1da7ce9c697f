// A long form as one question at a time: the fieldsets marked `data-lt-step`, in turn. Without this module all stand on
// one page. A fault that the server found opens the step that it stands in. Each step is a place in the browser's
// history, so that a phone's back button leads to the step before and leaves the form from the first one alone.
const stepHere = () => history.state?.ltStep ?? 0;
let isMoving = false; // back on the history, which takes a moment

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
    at = Math.min(place, steps.length - 1);
    steps.forEach((step, number) => (step.hidden = number !== at));
    count.textContent = `Bước ${at + 1} trong ${steps.length}`;
    back.hidden = !at;
    next.hidden = at === steps.length - 1;
    send.hidden = !next.hidden;
    if (focus) steps[at].querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
    if (focus) form.scrollIntoView({ block: "start" });
  }

  // Steps behind are gone back to, steps ahead are put on the history one by one.
  function go(place, focus = true) {
    if (isMoving) return;
    const here = stepHere();
    if (place < here) {
      isMoving = true;
      setTimeout(() => (isMoving = false), 1000);
      history.go(place - here);
    }
    for (let step = here + 1; step <= place; step += 1) history.pushState({ ltStep: step }, "");
    show(place, focus);
  }

  function isFaulty() {
    const text = steps[at].querySelector("textarea[name=text]");
    if (text && !text.value.trim()) {
      text.setCustomValidity("Ghi vài dòng về việc muốn phản ánh rồi tiếp tục.");
      text.addEventListener("input", () => text.setCustomValidity(""), { once: true });
    }
    return Boolean(text && !text.reportValidity());
  }

  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => isFaulty() || go(at + 1));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || next.hidden || event.defaultPrevented) return;
    event.preventDefault();
    next.click();
  });
  // A link of the fault summary leads into a step that is shut.
  form.addEventListener("click", (event) => {
    const target = document.getElementById(event.target.closest('a[href^="#"]')?.getAttribute("href").slice(1));
    const place = target ? steps.findIndex((step) => step.contains(target)) : -1;
    if (place < 0) return;
    event.preventDefault();
    go(place, false);
    target.focus();
  });
  form.ltShow = (place) => place === at || show(place);
  show(at, false);
  go(at, false);
}

const each = (root) => root.querySelectorAll("form[data-lt-steps]").forEach(attach);
each(document);
document.addEventListener("htmx:load", (event) => each(event.detail.elt));
addEventListener("popstate", () => {
  isMoving = false;
  document.querySelectorAll("form[data-lt-steps]").forEach((form) => form.ltShow?.(stepHere()));
});
