// The words of the packaged editor in Vietnamese: those that it asks for (gettext) and those that it has built in.
export const WORDS = {
  "Update": "Cập nhật", "Insert": "Chèn", "Cancel": "Thôi",
  "Title": "Tên hiện khi rê chuột", "Open in new window": "Mở ở cửa sổ mới", "Edit Link": "Đường dẫn",
  "Rows": "Số hàng", "Columns": "Số cột", "Include header row": "Có hàng tiêu đề",
  "Table Properties": "Bảng", "Insert Table": "Chèn bảng", "List properties": "Kiểu danh sách",
  "Add caption": "Thêm chú thích", "Remove caption": "Bỏ chú thích", "URL": "Địa chỉ",
};

const TITLES = {
  "heading 2": "Đề mục lớn", "heading 3": "Đề mục nhỏ", "paragraph": "Đoạn thường", "bold": "Đậm", "italic": "Nghiêng",
  "underline": "Gạch chân", "unordered list": "Danh sách chấm", "ordered list": "Danh sách số", "blockquote": "Trích dẫn",
  "insert link": "Chèn đường dẫn", "remove link": "Bỏ đường dẫn", "Insert table": "Chèn bảng",
  "Add column after": "Thêm cột bên phải", "Add row after": "Thêm hàng bên dưới", "Delete table": "Xóa bảng",
  "Delete column": "Xóa cột", "Delete row": "Xóa hàng", "Toggle header cell": "Ô tiêu đề", "Merge/split cells": "Gộp, tách ô",
  "undo": "Hoàn tác", "redo": "Làm lại",
};

window.gettext ||= (word) => WORDS[word] || word;

/** Say every button of the bar in Vietnamese, to the eye and to the ear. */
export function translate(bar) {
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Định dạng");
  bar.querySelectorAll("button").forEach((button) => {
    const word = TITLES[button.title] || WORDS[button.title] || button.title;
    button.title = word;
    button.setAttribute("aria-label", word);
  });
}
