// A text area of one logical line (`data-lt-one-line`): it grows with its words so that all of them are read; Enter
// sends its form as in an input, and a break that is pasted becomes a space.
const isOne = (field) => field.matches?.("textarea[data-lt-one-line]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !isOne(event.target)) return;
  event.preventDefault();
  const form = event.target.form;
  form?.requestSubmit([...form.elements].find((one) => one.type === "submit"));
});

document.addEventListener(
  "input",
  ({ target }) => {
    if (!isOne(target) || !/[\r\n]/.test(target.value)) return;
    const caret = target.selectionEnd;
    target.value = target.value.replace(/\r?\n|\r/g, " ");
    target.setSelectionRange(caret, caret);
  },
  true,
);
