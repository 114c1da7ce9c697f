// A question before an act (ui/confirm.html). Without this module it opens as a popover; with it, as a modal dialog.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-lt-confirm]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.ltConfirm).showModal();
    return;
  }
  const closer = event.target.closest("[data-lt-close]");
  const dialog = closer?.closest("dialog");
  if (dialog?.open && !dialog.matches(":popover-open")) {
    event.preventDefault();
    dialog.close();
  }
});
