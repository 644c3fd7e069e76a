import type { Command } from "commander"
export function addClientExportCommand(_clients: Command): void {}
