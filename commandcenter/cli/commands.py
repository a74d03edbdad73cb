"""The commands that need no window, and where they are. `ui` adds those that do."""

COMMANDS = {
    "backup": "commandcenter.cli.upkeep:backup",
    "doctor": "commandcenter.cli.doctor:doctor",
    "drills": "commandcenter.cli.drills:drills",
    "export": "commandcenter.cli.export:export",
    "import": "commandcenter.cli.imports:import_group",
    "journal": "commandcenter.cli.upkeep:journal",
    "log": "commandcenter.cli.log:log",
    "migrate": "commandcenter.cli.upkeep:migrate_command",
    "restore": "commandcenter.cli.upkeep:restore",
    "verify": "commandcenter.cli.upkeep:verify_command",
    "warnings": "commandcenter.cli.warnings:warnings",
}
