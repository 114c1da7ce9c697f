from tests.permission_table import Row, everyone

ROWS = [Row("portal:home", everyone(200))]
