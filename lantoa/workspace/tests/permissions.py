from tests.permission_table import LOGIN, Row, everyone

ROWS = [Row("workspace:home", everyone(200, anonymous=LOGIN))]
