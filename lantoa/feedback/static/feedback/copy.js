// A button that copies the text beside it (`data-lt-copy-text`); it shows itself only where the browser can copy.
document.querySelectorAll("[data-lt-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const words = [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
  button.addEventListener("click", async () => {
    const text = button.closest("section").querySelector("[data-lt-copy-text]").textContent.trim();
    await navigator.clipboard.writeText(text).then(
      () => (words.textContent = "Đã chép"),
      () => (words.textContent = "Không chép được: chọn và chép bằng tay"),
    );
  });
});
