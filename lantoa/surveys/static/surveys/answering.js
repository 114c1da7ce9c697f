// The questionnaire where scripts run: questions that hang on an answer come and go, and the whole sheet stands on the
// device (it came with the page), so that a lost line stops nobody between two sections.
import { flush, keepOrSend } from "./kept.js";

const whole = document.querySelector("template[data-lt-whole]");
const small = document.querySelector("form[data-lt-sheet]");
if (whole && small && !small.querySelector("[aria-invalid], .error-summary")) {
  small.replaceWith(whole.content.cloneNode(true));
}
const form = document.querySelector("form[data-lt-sheet]");

// Branching: a question whose condition is not met is hidden and, disabled, not sent.
function branch() {
  const said = new FormData(form);
  form.querySelectorAll("[data-lt-when]").forEach((question) => {
    const [name, values] = question.dataset.ltWhen.split(":");
    if (!form.querySelector(`[name="${name}"]`)) return;
    const isAsked = said.getAll(name).some((value) => values.split(",").includes(value));
    question.hidden = question.disabled = !isAsked;
    question.querySelector("[data-lt-when-words]").hidden = true;
  });
}
function settle() {
  let before;
  do {
    before = form.querySelectorAll("[data-lt-when]:disabled").length;
    branch();
  } while (form.querySelectorAll("[data-lt-when]:disabled").length !== before);
}
form?.addEventListener("change", settle);
if (form) settle();

// Steps of the whole sheet.
const steps = [...(form?.querySelectorAll("[data-lt-step]") || [])];
let at = 0;
const isOpen = (step) => [...step.querySelectorAll("fieldset.question")].some((question) => !question.disabled);
const open = () => steps.filter(isOpen);

function show(place, { focus = true } = {}) {
  const shown = open();
  at = Math.max(0, Math.min(place, shown.length - 1));
  steps.forEach((step) => (step.hidden = step !== shown[at]));
  shown[at].querySelector("[data-lt-place]").textContent = `Phần ${at + 1}/${shown.length}`;
  form.querySelector("[data-lt-next]").textContent = at === shown.length - 1 ? "Gửi phiếu" : "Tiếp";
  form.querySelector("[data-lt-back]").hidden = at === 0;
  fault("");
  if (focus) {
    shown[at].querySelector("h2").focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
  }
}
function fault(words) {
  const line = form.querySelector("[data-lt-fault]");
  line.hidden = !words;
  line.textContent = words;
}
// Each line of a question that must be answered has one thing chosen or written.
function missing(step) {
  return [...step.querySelectorAll("fieldset.question:not(:disabled)")].find((question) => {
    if (!question.querySelector(".question__must")) return false;
    const names = new Set([...question.querySelectorAll("input, textarea")].map((field) => field.name));
    return [...names].some((name) => !new FormData(form).getAll(name).some((value) => value.trim()));
  });
}

if (steps.length) {
  form.dataset.ltKeep = `ca-phieu-${location.pathname}`;
  form.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: form } })); // keep-typing.js
  settle();
  show(0, { focus: false });
  form.querySelector("[data-lt-back]").addEventListener("click", () => show(at - 1));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const lacking = missing(open()[at]);
    if (lacking) {
      fault(`Còn câu chưa trả lời: ${lacking.querySelector("legend").firstChild.textContent.trim()}.`);
      lacking.querySelector("input, textarea").focus();
      return;
    }
    if (at < open().length - 1) return show(at + 1);
    if (form.dataset.ltSending) return;
    form.dataset.ltSending = "yes";
    const said = await keepOrSend(form);
    delete form.dataset.ltSending;
    if (said) return fault(said);
    settle();
    show(0, { focus: false });
  }, true);
}
flush();
