// The text area of an article as a rich-text editor (packaged: django-prose-editor). The text area stays and holds the
// HTML: what is kept while typing, saved by itself or sent without this module is its value. Where the editor cannot be
// fetched, the text area is what one writes in.
import { translate } from "./editor-words.js";
import { ready } from "./pasted.js";

const field = document.querySelector("textarea[data-lt-prose]");
const form = field?.form;

/** The extensions, by the names that the package gives them, with our settings. */
const SETTINGS = {
  Document: {}, Paragraph: {}, Text: {}, HardBreak: {}, History: {}, Dropcursor: {}, Gapcursor: {},
  Heading: { levels: [2, 3] }, Bold: {}, Italic: {}, Underline: {}, Blockquote: {},
  BulletList: {}, OrderedList: { enableListAttributes: false }, ListItem: {},
  Link: { enableTarget: false, openOnClick: false, protocols: ["http", "https", "mailto", "tel"] },
  Table: {}, TableRow: {}, TableHeader: {}, TableCell: {}, Figure: {}, Caption: {}, Image: {},
  Menu: {
    groups: ["headings", "marks", "lists", "nodes -blockType -lists", "link", "table", "history"].map((group) => ({ group })),
  },
};

function build(kit) {
  const frame = Object.assign(document.createElement("div"), { className: "prose-editor" });
  field.before(frame);
  frame.append(field);
  const extensions = Object.entries(SETTINGS).map(([name, options]) => kit[name].configure(options));
  return new kit.Editor({
    element: frame,
    extensions,
    content: field.value,
    injectCSS: false, // our own file has it: the content policy lets no script add styles
    editorProps: {
      attributes: {
        class: "ProseMirror prose", role: "textbox", "aria-multiline": "true", "aria-labelledby": "nhan-noi-dung",
      },
      transformPastedHTML: ready(() => frame),
    },
    onUpdate({ editor }) {
      field.value = editor.isEmpty ? "" : editor.getHTML();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function insertPicture(editor, item) {
  const [alt, caption] = ["alt-", "chu-"].map((name) => item.querySelector(`[name^="${name}"]`)?.value || "");
  const content = [{ type: "image", attrs: { src: item.dataset.ltPicture, alt } }];
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
  editor.chain().focus().insertContent({ type: "figure", content }).run();
}

/** The bar's own button for pictures: choose files, and they stand where the cursor is. */
function addPictureButton(editor, bar) {
  bar.querySelector('[title="figure"]')?.remove();
  const files = document.querySelector("[data-lt-uploads]");
  if (!files) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "prose-menubar__button material-icons", textContent: "image", title: "Chèn ảnh",
  });
  const group = Object.assign(document.createElement("div"), { className: "prose-menubar__group" });
  let wanted = false;
  button.addEventListener("click", () => {
    wanted = true;
    files.click();
  });
  group.append(button);
  bar.append(group);
  document.addEventListener("htmx:afterSettle", () => {
    const fresh = document.querySelectorAll("[data-lt-picture][data-lt-fresh]");
    if (wanted && fresh.length) fresh.forEach((item) => insertPicture(editor, item));
    fresh.forEach((item) => delete item.dataset.ltFresh);
    wanted = wanted && !fresh.length;
  });
}

function showInsertButtons() {
  document.querySelectorAll("[data-lt-insert]").forEach((button) => (button.hidden = false));
}

async function start() {
  const editor = build(await import(field.dataset.ltProse));
  await new Promise((made) => editor.on("create", () => setTimeout(made))); // the bar is there from then on
  const bar = form.querySelector(".prose-menubar");
  addPictureButton(editor, bar);
  translate(bar);
  showInsertButtons();
  document.addEventListener("htmx:afterSettle", showInsertButtons);
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-lt-insert]")?.closest("[data-lt-picture]");
    if (item) insertPicture(editor, item);
  });
  document.querySelector("#nhan-noi-dung").addEventListener("click", () => editor.commands.focus());
  form.addEventListener("reset", () => setTimeout(() => editor.commands.setContent(field.value, { emitUpdate: false })));
}

if (field) start();
