// What a page that is only read may do more where scripts run: print, copy its short address, count one view.

for (const button of document.querySelectorAll("[data-lt-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-lt-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.ltCopy);
    button.querySelector("[data-lt-said]").textContent = "Đã chép";
  });
}

// A page that was only fetched beforehand, or opened behind others and never looked at, is not a view.
const counter = document.querySelector("[data-lt-count]");
let isCounted = !counter;

function count() {
  if (isCounted || document.prerendering || document.visibilityState !== "visible") return;
  isCounted = true;
  const said = new URLSearchParams({ trang: location.pathname });
  navigator.sendBeacon(counter.dataset.ltCount, said);
}

if (document.prerendering) document.addEventListener("prerenderingchange", count, { once: true });
document.addEventListener("visibilitychange", count);
count();
