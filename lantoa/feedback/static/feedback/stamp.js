// While the person types, the browser works on the form's stamp; the plain question is for browsers that cannot.
function work(form) {
  const [stamp, field, question] = [form.elements.stamp, form.elements.work, form.querySelector("[data-lt-question]")];
  if (!stamp || !field || !window.isSecureContext || !crypto.subtle) return;
  if (question && !question.querySelector("[aria-invalid]")) question.hidden = true;
  form.ltWorked = new Promise((done) => {
    if (field.value) return done();
    const worker = new Worker(form.dataset.ltWorker, { type: "module" });
    worker.onmessage = ({ data }) => {
      field.value = data;
      worker.terminate();
      done();
    };
    worker.onerror = () => {
      if (question) question.hidden = false;
      done();
    };
    worker.postMessage({ stamp: stamp.value, bits: Number(form.dataset.ltBits) });
  });
}

const each = (root) => root.querySelectorAll("form[data-lt-worker]").forEach(work);
each(document);
document.addEventListener("htmx:load", (event) => each(event.detail.elt.parentElement || document));
