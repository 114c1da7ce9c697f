// Lists as Word pastes them: paragraphs whose style names a list and a level, with the mark as text. The editor keeps no
// styles, so they become lists before it reads what was pasted; the rules are those of lantoa/news/word_paste.py.
const LEVEL = /mso-list:[^;"']*?level(\d)/i;
const NUMBER = /^\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})[.)]/i;
const TYPED = /^\s*(?:[·•▪§o\-–+*]|\(?(?:\d{1,3}|[a-z])[.)])\s+/i;

const styleOf = (node) => node.dataset.style || "";

/** Styles under another name: the content policy forbids them and the browser complains of each, even unseen. */
const unstyled = (html) =>
  html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[a-z][^<>]*?\s)style\s*=/gi, "$1data-style=");

/** The level of a list paragraph; 0 of anything else. */
function levelOf(node) {
  if (node?.localName !== "p") return 0;
  const found = LEVEL.exec(styleOf(node));
  if (found) return Number(found[1]);
  return node.className.startsWith("MsoListParagraph") ? 1 : 0;
}

/** “ol” where the mark is a number or a letter, else “ul”; the mark itself goes. */
function takeMark(paragraph) {
  const span = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*Ignore/i.test(styleOf(one)));
  let mark = span?.textContent;
  if (span) span.remove();
  else {
    const text = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
    mark = TYPED.exec(text?.data ?? "")?.[0];
    if (mark) text.data = text.data.slice(mark.length);
  }
  return NUMBER.test((mark ?? "").trim()) ? "ol" : "ul";
}

function put(paragraph, open) {
  const page = paragraph.ownerDocument;
  const [tag, level] = [takeMark(paragraph), Math.min(levelOf(paragraph), open.length + 1)];
  open.length = level < open.length ? level : open.length;
  if (open.length === level && open.at(-1).localName !== tag) open.pop();
  if (open.length < level) {
    const list = page.createElement(tag);
    if (open.length) open.at(-1).lastElementChild.append(list);
    else paragraph.before(list);
    open.push(list);
  }
  const [item, inner] = [page.createElement("li"), page.createElement("p")];
  inner.append(...paragraph.childNodes);
  item.append(inner);
  open.at(-1).append(item);
}

/** What was pasted, with Word's list paragraphs as lists. */
export function withLists(pasted) {
  const html = unstyled(pasted);
  if (!/MsoListParagraph|mso-list/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html"); // runs nothing, loads nothing
  let open = [];
  for (const paragraph of page.querySelectorAll("p")) {
    if (!levelOf(paragraph)) continue;
    const before = paragraph.previousElementSibling;
    if (!before || before !== open[0]) open = [];
    put(paragraph, open);
    paragraph.remove();
  }
  return page.body.innerHTML;
}
