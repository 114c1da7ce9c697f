// The work that a stamp asks of the browser, beside the page: a number that brings the digest of "stamp:number" to begin
// with so many zero bits (lantoa/feedback/stamps.py checks it).
const encoder = new TextEncoder();

async function fits(text, bits) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
}

addEventListener("message", async ({ data: { stamp, bits } }) => {
  for (let number = 0; ; number += 64) {
    const tries = Array.from({ length: 64 }, (_, place) => number + place);
    const found = await Promise.all(tries.map((one) => fits(`${stamp}:${one}`, bits)));
    if (found.includes(true)) return postMessage(number + found.indexOf(true));
  }
});
