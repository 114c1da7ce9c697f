from tests.permission_table import Row, everyone

ROWS = [
    Row("portal:home", everyone(200)),
    Row("portal:search", everyone(200)),
    Row("portal:suggestions", everyone(200)),
]
