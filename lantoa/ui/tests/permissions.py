from tests.permission_table import Row, signed_in

ROWS = [Row("ui:guide", signed_in(200))]
