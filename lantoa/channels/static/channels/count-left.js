// “còn 120 ký tự” beside a field, counted while typing as the server counts: composed letters, a line end as one.
const words = new Intl.NumberFormat("vi-VN");

function tell(said) {
  const field = document.getElementById(said.dataset.ltLeft);
  if (!field) return;
  const left = Number(said.dataset.ltMost) - [...field.value.normalize("NFC").trim()].length;
  said.textContent = left < 0 ? `quá ${words.format(-left)} ký tự` : `còn ${words.format(left)} ký tự`;
  said.classList.toggle("count--over", left < 0);
}

for (const said of document.querySelectorAll("[data-lt-left]")) {
  // Screen readers hear it when the typing rests, not at every letter.
  document.getElementById(said.dataset.ltLeft)?.addEventListener("input", () => tell(said));
  tell(said);
}
