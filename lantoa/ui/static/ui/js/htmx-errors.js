// When a part of the page cannot be fetched, say so and say what to do; what was typed stays where it is.
const place = document.querySelector("[data-lt-connection]");

const SAYINGS = {
  403: "Vai trò hiện tại không có quyền làm việc này.",
  404: "Nội dung này không còn. Tải lại trang để xem bản mới.",
  409: "Nội dung vừa được người khác thay đổi. Tải lại trang để xem bản mới.",
  413: "Tệp quá lớn.",
  429: "Thao tác quá nhanh. Đợi một phút rồi thử lại.",
};

function say(words) {
  const notice = document.createElement("div");
  notice.className = "notice notice--negative";
  const text = document.createElement("p");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn--small";
  close.textContent = "Đóng";
  close.addEventListener("click", () => place.replaceChildren());
  notice.append(text, close);
  place.replaceChildren(notice);
}

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  const signedOut = status === 401;
  if (signedOut) say("Phiên làm việc đã hết. Mở trang đăng nhập ở thẻ khác rồi thử lại; những gì đang nhập vẫn còn ở đây.");
  else say(SAYINGS[status] || "Hệ thống gặp lỗi, việc vừa rồi chưa được lưu. Những gì đang nhập vẫn còn, thử lại sau ít phút.");
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () =>
    say("Mất kết nối. Những gì đang nhập vẫn còn; kiểm tra mạng rồi thử lại."),
  );
}

// A form pressed while the line is lost (lost-line.js).
document.addEventListener("lt:not-sent", () =>
  say("Đang mất mạng nên chưa gửi. Những gì đã nhập vẫn còn trên trang này; có mạng lại thì bấm gửi lần nữa."),
);

window.addEventListener("offline", () => say("Đang mất mạng. Có thể nhập tiếp, nhưng chưa gửi được."));
window.addEventListener("online", () => place.replaceChildren());

// Errors of a form come as 422 with the form in it: show them as any answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
