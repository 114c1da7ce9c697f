from django.urls import path

from lantoa.channels.views.pictures import picture

app_name = "channel_pictures"
urlpatterns = [path("<uuid:key>/<int:number>.jpg", picture, name="picture")]
