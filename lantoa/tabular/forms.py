from django import forms


class SheetForm(forms.Form):
    file = forms.FileField(
        label="Tệp bảng tính",
        help_text="Tệp .xlsx hoặc .csv, theo đúng các cột của tệp mẫu.",
        error_messages={"required": "Chọn tệp bảng tính cần nhập.", "empty": "Tệp trống; chọn lại tệp có dữ liệu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
