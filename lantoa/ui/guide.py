"""Examples for the style guide: a form in every state, a page of a list."""

from django import forms


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Tên hoạt động", help_text="Như sẽ ghi trong báo cáo.")
    held_on = forms.DateField(label="Ngày tổ chức", help_text="Ngày/tháng/năm, ví dụ 20/11/2026.")
    people = forms.IntegerField(label="Số người dự", min_value=0, required=False)
    channel = forms.ChoiceField(
        label="Loại kênh", choices=[("", "Chọn một loại"), ("loa", "Loa phát thanh"), ("web", "Trang web")]
    )
    audience = forms.MultipleChoiceField(
        label="Đối tượng",
        choices=[("hs", "Học sinh"), ("ph", "Phụ huynh"), ("gv", "Giáo viên")],
        widget=forms.CheckboxSelectMultiple,
    )
    result = forms.ChoiceField(
        label="Kết quả", choices=[("done", "Đã xong"), ("doing", "Đang làm")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea, required=False)
    photos = forms.FileField(label="Ảnh chụp", help_text="Kéo thả vào đây hoặc bấm để chọn.", required=False)
    agreed = forms.BooleanField(label="Cho phép đăng trên trang công khai", required=False)


def faulty_form() -> SampleForm:
    """The same form as it comes back: some fields wrong, what was typed kept."""
    form = SampleForm({"title": "", "held_on": "31/02/2026", "people": "-3", "note": "Đã nhập"}, auto_id="loi_%s")
    form.is_valid()
    form.add_error(None, "Hoạt động này trùng với một hoạt động đã ghi cùng ngày.")
    return form
