from tests.permission_table import Row, signed_in

ROWS = [Row("workspace:home", signed_in(200))]
