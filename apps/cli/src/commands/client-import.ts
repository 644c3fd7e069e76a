import type { Command } from "commander"
export function addClientImportCommand(_clients: Command): void {}
