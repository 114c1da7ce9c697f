// A posting dragged to another day of the calendar: the page that asks for its new hour opens with that day filled in.
// Nothing is changed before the person says so there; who does not drag uses the link beside the posting.
for (const mark of document.querySelectorAll("[data-lt-move]")) {
  mark.draggable = true;
  mark.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-lantoa-move", mark.dataset.ltMove);
    event.dataTransfer.effectAllowed = "move";
  });
}

for (const day of document.querySelectorAll("[data-lt-day]")) {
  const over = (is) => day.classList.toggle("month__day--over", is);
  day.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/x-lantoa-move")) return;
    event.preventDefault();
    over(true);
  });
  day.addEventListener("dragleave", () => over(false));
  day.addEventListener("drop", (event) => {
    const where = event.dataTransfer.getData("text/x-lantoa-move");
    over(false);
    if (!where.startsWith("/")) return;
    event.preventDefault();
    window.location.assign(`${where}?ve=lich&ngay=${day.dataset.ltDay}`);
  });
}
