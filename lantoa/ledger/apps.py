from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lantoa.ledger"
    verbose_name = "sổ việc"
