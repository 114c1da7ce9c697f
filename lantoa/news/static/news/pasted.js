// What was pasted, made ready for the editor: lists as lists, and no pictures of other places. Word names those by paths
// on the writer's own disk; they would stand broken until the first save and then be gone without a word.
import { withLists } from "./word-lists.js";

const OURS = /^(?:https?:\/\/[^/]+)?\/(?:tin-tuc|lam-viec\/tin-bai)\/anh\//;
const IMAGE = /<img\b[^>]*>/gi;
const SOURCE = /\bsrc\s*=\s*["']?([^"'\s>]*)/i;

/** How many were left out, said above the editor with the place where pictures are added. */
function say(count, frame) {
  frame.previousElementSibling?.matches("[data-lt-left-out]") && frame.previousElementSibling.remove();
  if (!count) return;
  const notice = document.createElement("div");
  notice.className = "notice notice--warning";
  notice.dataset.ltLeftOut = "";
  notice.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = `${count} ảnh trong phần vừa dán không theo sang được. `;
  const place = document.querySelector("#anh-tai-lieu");
  if (place) {
    const link = Object.assign(document.createElement("a"), { href: "#anh-tai-lieu", textContent: "Ảnh, tài liệu" });
    words.append("Lưu ảnh ra máy rồi thêm ở mục ", link, ".");
  }
  notice.append(words);
  frame.before(notice);
}

/** For the editor's own hook; `frame` gives the element before which it is said. */
export const ready = (frame) => (pasted) => {
  let left = 0;
  const html = withLists(pasted).replace(IMAGE, (image) => {
    if (OURS.test(SOURCE.exec(image)?.[1] ?? "")) return image;
    left += 1;
    return "";
  });
  say(left, frame());
  return html;
};
