from tests.permission_table import Row, everyone

ROWS = [Row("jobs:healthz", everyone(200)), Row("jobs:readyz", everyone(200))]
